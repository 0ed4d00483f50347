-- Grain: one row per incident and snapshot of the connector table (timestamps are UTC); number, priority and opening stand
-- in task.
with source as (
    {{ active_rows('servicenow', 'incident', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        nullif(trim(sys_id), '') as sys_id,
        coalesce(is_deleted, false) as is_deleted,
        lower(nullif(trim(incident_state), '')) as state,
        lower(nullif(trim(severity), '')) as severity,
        nullif(trim(category), '') as category,
        nullif(trim(subcategory), '') as subcategory,
        resolved_at,
        reopen_count,
        nullif(trim(problem_id), '') as problem_sys_id,
        nullif(trim(change_id), '') as change_sys_id,
        nullif(trim(caused_by_change_id), '') as caused_by_change_sys_id,
        created_at,
        updated_at,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
