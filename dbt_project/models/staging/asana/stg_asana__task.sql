-- Grain: one row per task and snapshot of the connector table, which knows neither project nor section (timestamps are UTC).
with source as (
    {{ active_rows('asana', 'task', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

setting as (
    select instance, time_zone from {{ source('lake_index', 'instance_setting') }} where system = 'asana'
),

renamed as (
    select
        trim(source.task_id) as item_key,
        nullif(trim(source.parent_id), '') as parent_key,
        cast(null as string) as item_type,
        cast(null as string) as project_name,
        cast(null as string) as section_name,
        coalesce(source.is_deleted, false) as is_deleted,
        source.completed as is_completed,
        source.created_at,
        source.completed_at,
        coalesce(
            source.due_on, cast({{ utc_to_local('source.due_at', 'coalesce(setting.time_zone, company.time_zone)') }} as date)
        ) as due_date,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
