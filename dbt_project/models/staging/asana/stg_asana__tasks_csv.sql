-- Grain: one row per task and snapshot of a project's CSV export (days of the site's clock, turned into UTC midnights there).
-- Of several projects the first one counts.
with source as (
    {{ active_rows('asana', 'tasks_csv', kind='keyed') }}
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
        cast(null as string) as parent_key,
        cast(null as string) as item_type,
        nullif(trim({{ first_item('source.projects') }}), '') as project_name,
        nullif(trim(source.section), '') as section_name,
        false as is_deleted,
        source.completed_at is not null as is_completed,
        {{ local_to_utc('source.created_at', 'coalesce(setting.time_zone, company.time_zone)') }} as created_at,
        {{ local_to_utc('source.completed_at', 'coalesce(setting.time_zone, company.time_zone)') }} as completed_at,
        source.due_date,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
