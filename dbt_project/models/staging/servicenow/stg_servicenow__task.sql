-- Grain: one row per task of any table and snapshot of the connector table (timestamps are UTC).
with source as (
    {{ active_rows('servicenow', 'task', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        nullif(trim(sys_id), '') as sys_id,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(number), '') as number,
        lower(nullif(trim(task_class), '')) as task_class,
        lower(nullif(trim(state), '')) as state,
        active as is_active,
        lower(nullif(trim(priority), '')) as priority,
        opened_at,
        closed_at,
        due_date as due_at,
        sla_due as sla_due_at,
        made_sla,
        work_start as started_at,
        work_end as ended_at,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'business_duration') }} as business_seconds,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'calendar_duration') }} as calendar_seconds,
        reassignment_count,
        nullif(trim(assignment_group_id), '') as queue,
        nullif(trim(business_service_id), '') as service,
        nullif(trim(parent_id), '') as parent_sys_id,
        created_at,
        updated_at,
        change_count,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
