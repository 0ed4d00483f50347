-- Grain: one row per work item with its first committed due date: the first one that the changelog knows, else the first seen.
-- Asana's stories tell no due dates.
with changes as (
    select
        work_item_id,
        {{ try_cast('substring(value_from, 1, 10)', 'date') }} as due_from,
        {{ try_cast('substring(value_to, 1, 10)', 'date') }} as due_to,
        row_number() over (partition by work_item_id order by changed_at nulls last, position nulls last) as change_number
    from {{ ref('int_work_item_change') }}
    where field = 'duedate'
),

committed as (
    select
        work_item_id,
        coalesce(due_from, due_to) as due_date,
        row_number() over (partition by work_item_id order by change_number nulls last) as choice
    from changes
    where coalesce(due_from, due_to) is not null
),

final as (
    select
        item.work_item_id,
        coalesce(
            committed.due_date,
            case when item.transition_source = 'changelog' and item.system <> 'asana' then item.due_date end,
            item.first_seen_due_date
        ) as first_due_date
    from {{ ref('int_work_item') }} as item
    left join committed on item.work_item_id = committed.work_item_id and committed.choice = 1
)

select * from final
