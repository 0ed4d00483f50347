-- Grain: one row per incident of a list and snapshot, in an audit-style list one per version (the user's clock, turned into
-- UTC).
with source as (
    {{ active_rows('servicenow', 'incident_list', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        nullif(trim(number), '') as number,
        nullif(trim(sys_id), '') as sys_id,
        lower(nullif(trim(state), '')) as state,
        lower(nullif(trim(severity), '')) as severity,
        lower(nullif(trim(priority), '')) as priority,
        nullif(trim(category), '') as category,
        nullif(trim(subcategory), '') as subcategory,
        nullif(trim(business_service), '') as service,
        nullif(trim(assignment_group), '') as queue,
        {{ local_to_utc('opened_at', 'time_zone') }} as opened_at,
        {{ local_to_utc('resolved_at', 'time_zone') }} as resolved_at,
        {{ local_to_utc('closed_at', 'time_zone') }} as closed_at,
        {{ local_to_utc('updated_at', 'time_zone') }} as updated_at,
        made_sla,
        reopen_count,
        reassignment_count,
        change_count,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
