-- Grain: one row per task and snapshot of the connector table, which knows neither project nor section (timestamps are UTC).
with source as (
    {{ active_rows('asana', 'task', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        trim(task_id) as item_key,
        nullif(trim(parent_id), '') as parent_key,
        cast(null as string) as item_type,
        cast(null as string) as project_name,
        cast(null as string) as section_name,
        coalesce(is_deleted, false) as is_deleted,
        completed as is_completed,
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
