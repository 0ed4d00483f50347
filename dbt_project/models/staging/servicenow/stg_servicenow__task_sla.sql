-- Grain: one row per agreed time of a task and snapshot of the connector table (timestamps are UTC).
with source as (
    {{ active_rows('servicenow', 'task_sla', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        nullif(trim(sys_id), '') as sys_id,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(task_id), '') as task_sys_id,
        nullif(trim(sla_id), '') as sla_id,
        lower(nullif(trim(stage), '')) as stage,
        active as is_active,
        has_breached,
        start_time as started_at,
        end_time as ended_at,
        planned_end_time as due_at,
        original_breach_time as original_due_at,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'duration') }} as elapsed_seconds,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'business_duration') }} as business_seconds,
        {{ seconds_between("timestamp '1970-01-01 00:00:00'", 'pause_duration') }} as paused_seconds,
        created_at,
        updated_at,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
