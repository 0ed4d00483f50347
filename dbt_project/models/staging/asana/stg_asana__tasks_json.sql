-- Grain: one row per task and snapshot of a project's JSON export (timestamps are UTC). Of several projects the first one
-- counts, with its section.
with source as (
    {{ active_rows('asana', 'tasks_json', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        trim(task_id) as item_key,
        nullif(trim(parent_id), '') as parent_key,
        nullif(trim(type), '') as item_type,
        nullif(trim({{ first_item('projects') }}), '') as project_name,
        nullif(trim({{ first_item('sections') }}), '') as section_name,
        false as is_deleted,
        coalesce(completed, completed_at is not null) as is_completed,
        created_at,
        completed_at,
        coalesce(
            due_on, cast({{ utc_to_local('due_at', 'time_zone') }} as date)
        ) as due_date,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
