-- Grain: one row per card and snapshot of a board (timestamps are UTC). A card's id begins with its creation, in seconds since
-- 1970 as eight hex digits.
with source as (
    {{ active_rows('trello', 'board', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        trim(card_id) as item_key,
        trim(board_id) as project_key,
        trim(board_name) as project_name,
        trim(list_id) as list_id,
        coalesce(nullif(trim(list_name), ''), trim(list_id)) as list_name,
        coalesce(is_due_complete, false) as is_completed,
        coalesce(is_archived, false) or coalesce(list_is_archived, false) as is_archived,
        coalesce(list_is_archived, false) as list_is_archived,
        coalesce(
            case
                when regexp_extract(lower(trim(card_id)), '^([0-9a-f]{8})', 1) <> ''
                    then {{ from_epoch(hex_to_int('substring(lower(trim(card_id)), 1, 8)')) }}
            end,
            start_at,
            last_activity_at
        ) as created_at,
        completed_at,
        archived_at,
        cast({{ utc_to_local('due_at', 'time_zone') }} as date) as due_date,
        time_zone,
        changelog,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
