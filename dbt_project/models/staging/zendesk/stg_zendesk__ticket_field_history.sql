-- Grain: one row per ticket, field and time it was set; the value only of status and priority (others may name a person).
-- A value is found in the closed list of labels, never copied: the column may name a person.
with source as (
    {{ active_rows('zendesk', 'ticket_field_history', kind='keyed') }}
),

status as (
    {{ ticket_status_labels() }}
),

priority as (
    {{ ticket_priority_labels() }}
),

renamed as (
    select
        source.ticket_id,
        lower(trim(source.field)) as field,
        source.changed_at,
        status.status,
        priority.priority,
        {{ origin_columns() }}
    from source
    left join status on lower(trim(source.field)) = 'status' and lower(trim(source.new_value)) = status.label
    left join priority on lower(trim(source.field)) = 'priority' and lower(trim(source.new_value)) = priority.label
)

select * from renamed
