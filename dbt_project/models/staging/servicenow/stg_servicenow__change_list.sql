-- Grain: one row per change of a list and snapshot, in an audit-style list one per version (the user's clock, turned into
-- UTC).
with source as (
    {{ active_rows('servicenow', 'change_list', kind='keyed') }}
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
        lower(nullif(trim(source.type), '')) as change_type,
        nullif(trim(source.category), '') as category,
        lower(nullif(trim(source.risk), '')) as risk,
        lower(nullif(trim(source.priority), '')) as priority,
        lower(nullif(trim(source.close_code), '')) as close_code,
        source.unauthorized as is_unauthorized,
        nullif(trim(source.business_service), '') as service,
        nullif(trim(source.assignment_group), '') as queue,
        {{ local_to_utc('source.start_date', 'coalesce(setting.time_zone, company.time_zone)') }} as planned_start_at,
        {{ local_to_utc('source.end_date', 'coalesce(setting.time_zone, company.time_zone)') }} as planned_end_at,
        {{ local_to_utc('source.work_start', 'coalesce(setting.time_zone, company.time_zone)') }} as started_at,
        {{ local_to_utc('source.work_end', 'coalesce(setting.time_zone, company.time_zone)') }} as ended_at,
        {{ local_to_utc('source.opened_at', 'coalesce(setting.time_zone, company.time_zone)') }} as opened_at,
        {{ local_to_utc('source.closed_at', 'coalesce(setting.time_zone, company.time_zone)') }} as closed_at,
        {{ local_to_utc('source.created_at', 'coalesce(setting.time_zone, company.time_zone)') }} as created_at,
        {{ local_to_utc('source.updated_at', 'coalesce(setting.time_zone, company.time_zone)') }} as updated_at,
        source.change_count,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
