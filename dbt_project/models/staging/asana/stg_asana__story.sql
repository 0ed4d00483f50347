-- Grain: one row per story that the product wrote itself (comments stay in the lake). The text names people: only
-- int_work_item_event reads it, and takes moves and completions out of it.
with source as (
    {{ active_rows('asana', 'story', kind='keyed') }}
),

renamed as (
    select
        trim(story_id) as story_id,
        trim(target_id) as item_key,
        created_at as happened_at,
        text as story_text,
        {{ origin_columns() }}
    from source
    where lower(trim(type)) = 'system'
)

select * from renamed
