-- Grain: one row per change of status of an Asana task or a Trello card, put together from its events: the section or list it
-- lies in, `archived` while it is archived, `completed` while it is marked so.
-- Where the events end in another status than the item is seen in (a move in a language that no pattern reads, an archived
-- list, a flag without its action), one more change closes the gap: when the product says it was completed or archived, else
-- at the site's midnight of the day it was first seen so.
with items as (
    select * from {{ ref('int_work_item') }} where system in ('asana', 'trello') and transition_source = 'changelog'
),

{%- set so_far = 'rows between unbounded preceding and current row' %}
{%- set item_events = 'over (partition by work_item_id order by event_number nulls last ' ~ so_far ~ ')' %}

counted as (
    select
        work_item_id,
        event_number,
        happened_at,
        kind,
        value_from,
        value_to,
        sum(case when kind = 'move' then 1 else 0 end) {{ item_events }} as move_number,
        sum(case when kind = 'complete' then 1 else 0 end) {{ item_events }} as completion_number,
        sum(case when kind = 'archive' then 1 else 0 end) {{ item_events }} as archiving_number
    from {{ ref('int_work_item_event') }}
    where kind <> 'due'
),

carried as (
    select
        counted.*,
        max(case when kind = 'move' then value_to end) over (partition by work_item_id, move_number) as section,
        max(case when kind = 'complete' then value_to end) over (partition by work_item_id, completion_number) as is_completed,
        max(case when kind = 'archive' then value_to end) over (partition by work_item_id, archiving_number) as is_archived
    from counted
),

beginnings as (
    select work_item_id, max(case when kind = 'move' and move_number = 1 then value_from end) as section
    from counted
    group by work_item_id
),

begun as (
    select
        items.work_item_id,
        items.status,
        items.resolved_at,
        items.created_at,
        items.time_zone,
        coalesce(beginnings.section, items.section, 'incomplete') as first_section
    from items
    left join beginnings on items.work_item_id = beginnings.work_item_id
),

states as (
    select
        carried.work_item_id,
        carried.event_number,
        carried.happened_at,
        begun.first_section,
        case
            when carried.is_completed = 'true' then 'completed'
            when carried.is_archived = 'true' then 'archived'
            else coalesce(carried.section, begun.first_section)
        end as status,
        row_number() over (
            partition by carried.work_item_id order by carried.event_number desc nulls last
        ) as recency
    from carried
    inner join begun on carried.work_item_id = begun.work_item_id
),

compared as (
    select
        states.*,
        coalesce(
            lag(states.status) over (partition by states.work_item_id order by states.event_number nulls last),
            states.first_section
        ) as status_before
    from states
),

first_seen as (
    select snapshot.work_item_id, min(snapshot._date_from) as seen_on
    from {{ ref('int_work_item_snapshot') }} as snapshot
    inner join items on snapshot.work_item_id = items.work_item_id and snapshot.status = items.status
    group by snapshot.work_item_id
),

gaps as (
    select
        begun.work_item_id,
        coalesce(states.status, begun.first_section) as status_before,
        begun.status,
        greatest(
            coalesce(states.happened_at, begun.created_at),
            coalesce(
                case when begun.status in ('completed', 'archived') then begun.resolved_at end,
                {{ local_to_utc('cast(first_seen.seen_on as timestamp)', 'begun.time_zone') }}
            )
        ) as happened_at
    from begun
    inner join first_seen on begun.work_item_id = first_seen.work_item_id
    left join states on begun.work_item_id = states.work_item_id and states.recency = 1
    where begun.status <> coalesce(states.status, begun.first_section)
),

final as (
    select work_item_id, event_number, happened_at as changed_at, status_before as value_from, status as value_to
    from compared
    where status <> status_before
    union all
    select
        work_item_id,
        cast(9223372036854775807 as bigint) as event_number, -- after all that was told
        happened_at as changed_at,
        status_before as value_from,
        status as value_to
    from gaps
)

select * from final
