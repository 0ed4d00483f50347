-- Grain: one row per incident and snapshot of the connector table (timestamps are UTC); number, priority and opening stand
-- in task.
with source as (
    {{ active_rows('servicenow', 'incident', kind='keyed') }}
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
        lower(nullif(trim(source.incident_state), '')) as state,
        lower(nullif(trim(source.severity), '')) as severity,
        nullif(trim(source.category), '') as category,
        nullif(trim(source.subcategory), '') as subcategory,
        source.resolved_at,
        source.reopen_count,
        nullif(trim(source.problem_id), '') as problem_sys_id,
        nullif(trim(source.change_id), '') as change_sys_id,
        nullif(trim(source.caused_by_change_id), '') as caused_by_change_sys_id,
        source.created_at,
        source.updated_at,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
