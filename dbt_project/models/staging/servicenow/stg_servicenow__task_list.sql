-- Grain: one row per task of any table of a list and snapshot, in an audit-style list one per version (the user's clock,
-- turned into UTC).
with source as (
    {{ active_rows('servicenow', 'task_list', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        nullif(trim(number), '') as number,
        nullif(trim(sys_id), '') as sys_id,
        replace(lower(trim(task_class)), ' ', '_') as task_class,
        lower(nullif(trim(state), '')) as state,
        active as is_active,
        lower(nullif(trim(priority), '')) as priority,
        nullif(trim(category), '') as category,
        nullif(trim(business_service), '') as service,
        nullif(trim(assignment_group), '') as queue,
        {{ local_to_utc('due_date', 'time_zone') }} as due_at,
        made_sla,
        reassignment_count,
        {{ local_to_utc('opened_at', 'time_zone') }} as opened_at,
        {{ local_to_utc('closed_at', 'time_zone') }} as closed_at,
        {{ local_to_utc('updated_at', 'time_zone') }} as updated_at,
        change_count,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
