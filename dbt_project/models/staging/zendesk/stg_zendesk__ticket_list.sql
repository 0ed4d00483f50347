-- Grain: one row per ticket and list (the agent stays in the lake).
with source as (
    {{ active_rows('zendesk', 'ticket_list', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        ticket_id,
        nullif(trim(issue_type), '') as ticket_type,
        nullif(trim(priority), '') as priority,
        nullif(trim(status), '') as status,
        {{ local_to_utc('created_at', 'time_zone') }} as opened_at,
        {{ local_to_utc('resolved_at', 'time_zone') }} as solved_at,
        response_hours,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
