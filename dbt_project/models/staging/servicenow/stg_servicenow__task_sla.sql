-- Grain: one row per agreed time of a task and snapshot of the connector table (timestamps are UTC).
with source as (
    {{ active_rows('servicenow', 'task_sla', kind='keyed') }}
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
        nullif(trim(source.task_id), '') as task_sys_id,
        nullif(trim(source.sla_id), '') as sla_id,
        lower(nullif(trim(source.stage), '')) as stage,
        source.active as is_active,
        source.has_breached,
        source.start_time as started_at,
        source.end_time as ended_at,
        source.planned_end_time as due_at,
        source.original_breach_time as original_due_at,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'source.duration') }} as elapsed_seconds,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'source.business_duration') }} as business_seconds,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'source.pause_duration') }} as paused_seconds,
        source.created_at,
        source.updated_at,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
