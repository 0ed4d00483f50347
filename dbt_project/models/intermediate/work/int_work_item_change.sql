-- Grain: one row per change of a work item's status or due date, in order. One history per item: the changelog of its export,
-- else the connector's field history, else the events of its board.
{{ config(materialized='table') }}

with logged as (
    {{ changelog_changes(ref('int_work_item'), ['work_item_id']) }}
),

unioned as (
    select
        work_item_id,
        position,
        changed_at,
        lower(field) as field,
        nullif(trim(value_from), '') as value_from,
        nullif(trim(value_to), '') as value_to
    from logged
    where lower(field) in ('status', 'duedate') -- the changelog also tells who was assigned: that ends here
    union all
    select
        change.work_item_id,
        change.change_number as position,
        change.changed_at,
        change.field,
        change.value_from,
        change.value_to
    from {{ ref('int_work_item_field_change') }} as change
    inner join {{ ref('int_work_item') }} as item on change.work_item_id = item.work_item_id
    where item.changelog is null
        and (change.field = 'duedate' or not change.is_first_value)
    union all
    select work_item_id, event_number as position, changed_at, 'status' as field, value_from, value_to
    from {{ ref('int_work_item_state_change') }}
    union all
    select
        work_item_id,
        event_number as position,
        happened_at as changed_at,
        'duedate' as field,
        value_from,
        value_to
    from {{ ref('int_work_item_event') }}
    where kind = 'due'
),

final as (
    select
        work_item_id,
        row_number() over (
            partition by work_item_id order by changed_at nulls last, position nulls last, field nulls last
        ) - 1 as position,
        changed_at,
        field,
        value_from,
        value_to
    from unioned
)

select * from final
