-- Grain: one row per field of a Jira instance, with the meaning that models ask for. A company's own field is never taken for
-- the product's, whatever its name.
with fields as (
    {{ newest_rows(ref('stg_jira__field'), ['_instance', 'field_id']) }}
),

final as (
    select
        _system || ':' || _instance || ':' || field_id as work_item_field_id,
        _system as system,
        _instance as instance,
        field_id,
        field_name,
        is_custom,
        is_array,
        case
            when is_custom then 'other'
            when lower(field_id) = 'status' or lower(field_name) = 'status' then 'status'
            when lower(field_id) = 'duedate' or lower(field_name) in ('due date', 'duedate') then 'duedate'
            else 'other'
        end as meaning,
        _file,
        _record
    from fields
)

select * from final
