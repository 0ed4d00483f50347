-- Grain: one row per entry of a work item's changelog (status or due date), in order.
{{ config(materialized='table') }}

with changes as (
    {{ changelog_changes(ref('int_work_item'), ['work_item_id']) }}
),

final as (
    select
        work_item_id,
        position,
        changed_at,
        lower(field) as field,
        nullif(trim(value_from), '') as value_from,
        nullif(trim(value_to), '') as value_to
    from changes
    where lower(field) in ('status', 'duedate') -- the changelog also tells who was assigned: that ends here
)

select * from final
