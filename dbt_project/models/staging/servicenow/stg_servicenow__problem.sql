-- Grain: one row per problem and snapshot of the connector table (timestamps are UTC); number, priority and opening stand in
-- task.
with source as (
    {{ active_rows('servicenow', 'problem', kind='keyed') }}
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
        lower(nullif(trim(source.problem_state), '')) as state,
        nullif(trim(source.category), '') as category,
        nullif(trim(source.subcategory), '') as subcategory,
        source.known_error as is_known_error,
        source.major_problem as is_major,
        source.related_incidents,
        source.confirmed_at,
        source.fix_at as fixed_at,
        source.resolved_at,
        source.reopen_count,
        nullif(trim(source.duplicate_of_id), '') as duplicate_of_sys_id,
        nullif(trim(source.change_id), '') as change_sys_id,
        source.created_at,
        source.updated_at,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
