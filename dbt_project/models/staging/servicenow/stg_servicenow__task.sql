-- Grain: one row per task of any table and snapshot of the connector table (timestamps are UTC).
with source as (
    {{ active_rows('servicenow', 'task', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

setting as (
    select instance, time_zone from {{ source('lake_index', 'instance_setting') }} where system = 'servicenow'
),

renamed as (
    select
        nullif(trim(source.sys_id), '') as sys_id,
        coalesce(source.is_deleted, false) as is_deleted,
        nullif(trim(source.number), '') as number,
        lower(nullif(trim(source.task_class), '')) as task_class,
        lower(nullif(trim(source.state), '')) as state,
        source.active as is_active,
        lower(nullif(trim(source.priority), '')) as priority,
        source.opened_at,
        source.closed_at,
        source.due_date as due_at,
        source.sla_due as sla_due_at,
        source.made_sla,
        source.work_start as started_at,
        source.work_end as ended_at,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'source.business_duration') }} as business_seconds,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'source.calendar_duration') }} as calendar_seconds,
        source.reassignment_count,
        nullif(trim(source.assignment_group_id), '') as queue,
        nullif(trim(source.business_service_id), '') as service,
        nullif(trim(source.parent_id), '') as parent_sys_id,
        source.created_at,
        source.updated_at,
        source.change_count,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
