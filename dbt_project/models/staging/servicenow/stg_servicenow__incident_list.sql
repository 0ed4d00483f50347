-- Grain: one row per incident of a list and snapshot, in an audit-style list one per version (the user's clock, turned into
-- UTC).
with source as (
    {{ active_rows('servicenow', 'incident_list', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

setting as (
    select instance, time_zone from {{ source('lake_index', 'instance_setting') }} where system = 'servicenow'
),

renamed as (
    select
        nullif(trim(source.number), '') as number,
        nullif(trim(source.sys_id), '') as sys_id,
        lower(nullif(trim(source.state), '')) as state,
        lower(nullif(trim(source.severity), '')) as severity,
        lower(nullif(trim(source.priority), '')) as priority,
        nullif(trim(source.category), '') as category,
        nullif(trim(source.subcategory), '') as subcategory,
        nullif(trim(source.business_service), '') as service,
        nullif(trim(source.assignment_group), '') as queue,
        {{ local_to_utc('source.opened_at', 'coalesce(setting.time_zone, company.time_zone)') }} as opened_at,
        {{ local_to_utc('source.resolved_at', 'coalesce(setting.time_zone, company.time_zone)') }} as resolved_at,
        {{ local_to_utc('source.closed_at', 'coalesce(setting.time_zone, company.time_zone)') }} as closed_at,
        {{ local_to_utc('source.updated_at', 'coalesce(setting.time_zone, company.time_zone)') }} as updated_at,
        source.made_sla,
        source.reopen_count,
        source.reassignment_count,
        source.change_count,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
