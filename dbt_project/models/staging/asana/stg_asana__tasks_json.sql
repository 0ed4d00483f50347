-- Grain: one row per task and snapshot of a project's JSON export (timestamps are UTC). Of several projects the first one
-- counts, with its section.
with source as (
    {{ active_rows('asana', 'tasks_json', kind='keyed') }}
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
        nullif(trim(source.type), '') as item_type,
        nullif(trim({{ first_item('source.projects') }}), '') as project_name,
        nullif(trim({{ first_item('source.sections') }}), '') as section_name,
        false as is_deleted,
        coalesce(source.completed, source.completed_at is not null) as is_completed,
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
