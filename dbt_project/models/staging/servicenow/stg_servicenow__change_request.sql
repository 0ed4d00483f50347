-- Grain: one row per change and snapshot of the connector table (timestamps are UTC); number, state and assignment stand in
-- task.
with source as (
    {{ active_rows('servicenow', 'change_request', kind='keyed') }}
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
        lower(nullif(trim(source.type), '')) as change_type,
        nullif(trim(source.category), '') as category,
        lower(nullif(trim(source.risk), '')) as risk,
        lower(nullif(trim(source.close_code), '')) as close_code,
        source.start_date as planned_start_at,
        source.end_date as planned_end_at,
        source.on_hold as is_on_hold,
        source.unauthorized as is_unauthorized,
        source.outside_maintenance_schedule as is_outside_maintenance,
        source.production_system as is_production,
        source.created_at,
        source.updated_at,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
