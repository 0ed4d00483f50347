-- Grain: one row per ticket and report (names and texts stay in the lake).
with source as (
    {{ active_rows('zendesk', 'tickets_report', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        ticket_id,
        nullif(trim(type), '') as ticket_type,
        nullif(trim(priority), '') as priority,
        nullif(trim(status), '') as status,
        nullif(trim(channel), '') as channel,
        nullif(trim(ticket_group), '') as queue,
        {{ local_to_utc('created_at', 'time_zone') }} as opened_at,
        {{ local_to_utc('solved_at', 'time_zone') }} as solved_at,
        {{ local_to_utc('due_at', 'time_zone') }} as due_at,
        first_reply_minutes,
        first_reply_business_minutes,
        full_resolution_business_minutes,
        reopens as reopen_count,
        replies as reply_count,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
