-- Grain: one row per work item and stay in a status, up to the end of the as-of day at the site.
-- From the changelog; without one from the differences of successive snapshots, effective at the site's midnight of the later
-- one's date. The first status holds from creation (from its first sight where work had already begun unseen).
{{ config(materialized='table') }}

with items as (
    select * from {{ ref('int_work_item') }}
),

changes as (
    select
        change.work_item_id,
        change.changed_at,
        change.position,
        lower(change.value_from) as status_from,
        lower(change.value_to) as status_to,
        row_number() over (
            partition by change.work_item_id order by change.changed_at nulls last, change.position nulls last
        ) as change_number
    from {{ ref('int_work_item_change') }} as change
    where change.field = 'status'
),

logged as (
    select
        items.work_item_id,
        items.created_at as entered_at,
        coalesce(changes.status_from, items.status) as status,
        0 as step
    from items
    left join changes on items.work_item_id = changes.work_item_id and changes.change_number = 1
    where items.transition_source = 'changelog'
    union all
    select work_item_id, changed_at as entered_at, status_to as status, change_number as step
    from changes
),

seen as (
    select
        snapshot.work_item_id,
        snapshot.system,
        snapshot.project_key,
        snapshot.status,
        snapshot.status_category_changed_at,
        snapshot._date_from,
        row_number() over (
            partition by snapshot.work_item_id, snapshot._date_from
            order by snapshot._precedence nulls last, snapshot._newness desc nulls last, snapshot._record nulls last
        ) as choice
    from {{ ref('int_work_item_snapshot') }} as snapshot
),

compared as (
    select
        seen.*,
        lag(seen.status) over (partition by seen.work_item_id order by seen._date_from nulls last) as status_before,
        row_number() over (partition by seen.work_item_id order by seen._date_from nulls last) as sighting
    from seen
    where seen.choice = 1
),

observed as (
    select
        items.work_item_id,
        case
            when compared.sighting > 1
                then {{ local_to_utc('cast(compared._date_from as timestamp)', 'items.time_zone') }}
            when status.category in ('todo', 'unmapped') then items.created_at
            else coalesce(
                compared.status_category_changed_at,
                {{ local_to_utc('cast(compared._date_from as timestamp)', 'items.time_zone') }}
            )
        end as entered_at,
        compared.status,
        compared.sighting as step
    from items
    inner join compared on items.work_item_id = compared.work_item_id
    left join {{ ref('int_work_item_status') }} as status
        on compared.system = status.system
        and compared.project_key = status.project_key
        and compared.status = status.status
    where items.transition_source <> 'changelog'
        and (compared.sighting = 1 or compared.status <> compared.status_before)
),

entered as (
    select work_item_id, entered_at, status, step from logged
    union all
    select work_item_id, entered_at, status, step from observed
),

counted as (
    select
        entered.work_item_id,
        items.system,
        items.project_key,
        items.transition_source,
        entered.status,
        entered.step,
        entered.entered_at,
        lead(entered.entered_at) over (
            partition by entered.work_item_id order by entered.step nulls last
        ) as left_at,
        lag(entered.status) over (
            partition by entered.work_item_id order by entered.step nulls last
        ) as previous_status
    from entered
    inner join items on entered.work_item_id = items.work_item_id
    where entered.entered_at < items.cut_off_at
),

final as (
    select
        counted.work_item_id,
        counted.step,
        counted.status,
        coalesce(status.category, 'unmapped') as category,
        coalesce(status.is_active, false) as is_active,
        previous.category as previous_category,
        counted.entered_at,
        counted.left_at,
        counted.transition_source
    from counted
    left join {{ ref('int_work_item_status') }} as status
        on counted.system = status.system
        and counted.project_key = status.project_key
        and counted.status = status.status
    left join {{ ref('int_work_item_status') }} as previous
        on counted.system = previous.system
        and counted.project_key = previous.project_key
        and counted.previous_status = previous.status
)

select * from final
