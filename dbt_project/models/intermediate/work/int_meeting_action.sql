-- Grain: one row per action: those of the workbook, and work items of a type that is one (seed action_item_type).
-- An action that stands in both (its id is the item's key) counts once, from the workbook; where that leaves it open, it is done
-- when the item was. A key that items of several instances have names none of them.
with actions as (
    {{ newest_rows(ref('stg_template__meeting_action'), ['_instance', 'action_id']) }}
),

ends as (
    select work_item_id, category, entered_at
    from {{ ref('int_work_item_transition') }}
    where left_at is null and category in ('done', 'cancelled')
),

items as (
    select
        item.work_item_id,
        item.system,
        item.instance,
        item.item_key,
        item.project_key,
        due.first_due_date as due_on,
        case when item.due_date <> due.first_due_date then item.due_date end as moved_to,
        case when ends.category = 'done' then cast({{ utc_to_local('ends.entered_at', 'item.time_zone') }} as date) end
            as done_on,
        coalesce(ends.category = 'cancelled', false) as is_cancelled,
        kind.item_type is not null as is_action,
        coalesce(due.first_due_date, cast({{ utc_to_local('item.created_at', 'item.time_zone') }} as date)) as owed_on,
        item._file,
        item._record,
        count(*) over (partition by item.item_key) as items_of_key
    from {{ ref('int_work_item') }} as item
    left join {{ ref('int_work_item_due') }} as due on item.work_item_id = due.work_item_id
    left join ends on item.work_item_id = ends.work_item_id
    left join {{ ref('action_item_type') }} as kind on lower(item.item_type) = kind.item_type
),

placed as (
    {{ with_org_unit('items', 'project', 'project_key', 'owed_on') }}
),

final as (
    select
        actions._system || ':' || actions._instance || ':' || actions.action_id as action_id,
        actions._system as system,
        actions._instance as instance,
        actions._system || ':' || actions._instance || ':' || actions.meeting_id as meeting_id,
        items.work_item_id,
        actions.org_unit_id,
        actions.employee_number,
        actions.due_on,
        actions.moved_to,
        coalesce(actions.done_on, items.done_on) as done_on,
        coalesce(actions.is_cancelled, false) as is_cancelled,
        actions._file,
        actions._record
    from actions
    left join items on actions.action_id = items.item_key and items.items_of_key = 1
    union all
    select
        placed.work_item_id as action_id,
        placed.system,
        placed.instance,
        cast(null as string) as meeting_id,
        placed.work_item_id,
        placed.org_unit_id,
        cast(null as string) as employee_number,
        placed.due_on,
        placed.moved_to,
        placed.done_on,
        placed.is_cancelled,
        placed._file,
        placed._record
    from placed
    where placed.is_action
        and not (
            placed.items_of_key = 1
            and exists (select 1 from actions where actions.action_id = placed.item_key)
        )
)

select * from final
