-- Grain: one row per task and snapshot of a project's CSV export (days of the site's clock, turned into UTC midnights there).
-- Of several projects the first one counts.
with source as (
    {{ active_rows('asana', 'tasks_csv', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        trim(task_id) as item_key,
        cast(null as string) as parent_key,
        cast(null as string) as item_type,
        nullif(trim({{ first_item('projects') }}), '') as project_name,
        nullif(trim(section), '') as section_name,
        false as is_deleted,
        completed_at is not null as is_completed,
        {{ local_to_utc('created_at', 'time_zone') }} as created_at,
        {{ local_to_utc('completed_at', 'time_zone') }} as completed_at,
        due_date,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
