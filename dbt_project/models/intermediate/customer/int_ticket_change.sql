-- Grain: one row per ticket, field and time it was set, with the value before and after of status and priority.
-- Values of other fields may name a person: that they changed is known, to what is not.
with changes as (
    {{ newest_rows(ref('stg_zendesk__ticket_field_history'), ['_system', '_instance', 'ticket_id', 'field', 'changed_at']) }}
),

told as (
    select
        _system || ':' || _instance || ':' || ticket_id as ticket_id,
        _system as system,
        _instance as instance,
        field,
        changed_at,
        case
            when field = 'status' then coalesce(status, 'unmapped')
            when field = 'priority' then coalesce(priority, 'unmapped')
        end as new_value,
        _file,
        _record
    from changes
),

final as (
    select
        ticket_id,
        system,
        instance,
        field,
        changed_at,
        lag(new_value) over (partition by ticket_id, field order by changed_at nulls last) as old_value,
        new_value,
        _file,
        _record
    from told
)

select * from final
