-- Grain: one row per change of a list and snapshot, in an audit-style list one per version (the user's clock, turned into
-- UTC).
with source as (
    {{ active_rows('servicenow', 'change_list', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        nullif(trim(number), '') as number,
        nullif(trim(sys_id), '') as sys_id,
        lower(nullif(trim(state), '')) as state,
        lower(nullif(trim(type), '')) as change_type,
        nullif(trim(category), '') as category,
        lower(nullif(trim(risk), '')) as risk,
        lower(nullif(trim(priority), '')) as priority,
        lower(nullif(trim(close_code), '')) as close_code,
        unauthorized as is_unauthorized,
        nullif(trim(business_service), '') as service,
        nullif(trim(assignment_group), '') as queue,
        {{ local_to_utc('start_date', 'time_zone') }} as planned_start_at,
        {{ local_to_utc('end_date', 'time_zone') }} as planned_end_at,
        {{ local_to_utc('work_start', 'time_zone') }} as started_at,
        {{ local_to_utc('work_end', 'time_zone') }} as ended_at,
        {{ local_to_utc('opened_at', 'time_zone') }} as opened_at,
        {{ local_to_utc('closed_at', 'time_zone') }} as closed_at,
        {{ local_to_utc('created_at', 'time_zone') }} as created_at,
        {{ local_to_utc('updated_at', 'time_zone') }} as updated_at,
        change_count,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
