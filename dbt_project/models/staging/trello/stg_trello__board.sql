-- Grain: one row per card and snapshot of a board (timestamps are UTC). A card's id begins with its creation, in seconds since
-- 1970 as eight hex digits.
with source as (
    {{ active_rows('trello', 'board', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

setting as (
    select instance, time_zone from {{ source('lake_index', 'instance_setting') }} where system = 'trello'
),

renamed as (
    select
        trim(source.card_id) as item_key,
        trim(source.board_id) as project_key,
        trim(source.board_name) as project_name,
        trim(source.list_id) as list_id,
        coalesce(nullif(trim(source.list_name), ''), trim(source.list_id)) as list_name,
        coalesce(source.is_due_complete, false) as is_completed,
        coalesce(source.is_archived, false) or coalesce(source.list_is_archived, false) as is_archived,
        coalesce(source.list_is_archived, false) as list_is_archived,
        coalesce(
            case
                when regexp_extract(lower(trim(source.card_id)), '^([0-9a-f]{8})', 1) <> ''
                    then {{ from_epoch(hex_to_int('substring(lower(trim(source.card_id)), 1, 8)')) }}
            end,
            source.start_at,
            source.last_activity_at
        ) as created_at,
        source.completed_at,
        source.archived_at,
        cast({{ utc_to_local('source.due_at', 'coalesce(setting.time_zone, company.time_zone)') }} as date) as due_date,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        source.changelog,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
