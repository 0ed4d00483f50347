-- Grain: one row per move, completion, archiving or due date change that an Asana story or a Trello action tells of, in order.
-- Of the stories' text and of the actions nothing else is taken along. A Trello export holds the newest 1,000 actions: older
-- ones come from earlier exports. Moves of an Asana task within another project than its own are left out.
{{ config(materialized='table') }}

with items as (
    {{ newest_rows(ref('int_work_item_snapshot'), ['work_item_id']) }}
),

stories as (
    {{ newest_rows(ref('stg_asana__story'), ['_instance', 'story_id']) }}
),

told as (
    select
        stories._system || ':' || stories._instance || ':' || stories.item_key as work_item_id,
        stories.happened_at,
        words.kind,
        case when words.kind = 'move' then regexp_extract(stories.story_text, words.pattern, 1) end as value_from,
        case when words.kind = 'move' then regexp_extract(stories.story_text, words.pattern, 2) else words.value_to end
            as value_to,
        case when words.kind = 'move' then regexp_extract(stories.story_text, words.pattern, 3) end as project_name
    from stories
    inner join {{ ref('asana_story_text') }} as words
        on regexp_extract(stories.story_text, words.pattern, 0) <> ''
),

actions as (
    {{ changelog_changes(ref('stg_trello__board'), ['_system', '_instance', 'item_key', 'time_zone']) }}
),

unioned as (
    select
        told.work_item_id,
        told.happened_at,
        told.kind,
        nullif(lower(trim(told.value_from)), '') as value_from,
        nullif(lower(trim(told.value_to)), '') as value_to
    from told
    inner join items on told.work_item_id = items.work_item_id
    where told.project_name is null
        or items.project_name is null
        or lower(trim(told.project_name)) = lower(items.project_name)
    union -- the same action stands in every export that reaches back to it
    select
        _system || ':' || _instance || ':' || item_key as work_item_id,
        changed_at as happened_at,
        case field when 'list' then 'move' when 'closed' then 'archive' else field end as kind,
        case
            when field = 'due'
                then cast(cast({{ utc_to_local(try_cast('value_from', 'timestamp'), 'time_zone') }} as date) as string)
            else nullif(lower(trim(value_from)), '')
        end as value_from,
        case
            when field = 'due'
                then cast(cast({{ utc_to_local(try_cast('value_to', 'timestamp'), 'time_zone') }} as date) as string)
            else nullif(lower(trim(value_to)), '')
        end as value_to
    from actions
    where field in ('list', 'closed', 'complete', 'due')
),

final as (
    select
        work_item_id,
        row_number() over (
            partition by work_item_id
            order by happened_at nulls last, kind nulls last, value_from nulls last, value_to nulls last
        ) as event_number,
        happened_at,
        kind,
        value_from,
        value_to
    from unioned
    where coalesce(value_from, '') <> coalesce(value_to, '')
)

select * from final
