-- Grain: one row per sprint and snapshot of the connector table (timestamps are UTC).
with source as (
    {{ active_rows('jira', 'sprint', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        trim(sprint_id) as sprint_id,
        trim(name) as sprint_name,
        nullif(trim(board_id), '') as board_id,
        coalesce(is_deleted, false) as is_deleted,
        start_date as starts_at,
        end_date as ends_at,
        complete_date as completed_at,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
