-- Grain: one row per ticket and export (texts stay in the lake).
with source as (
    {{ active_rows('hubspot', 'tickets_csv', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        ticket_id,
        nullif({{ trimmed("split_part(customer_id, ';', 1)") }}, '') as customer_id,
        nullif(trim(category), '') as ticket_type,
        nullif(trim(priority), '') as priority,
        nullif(trim(status), '') as status,
        nullif(trim(source), '') as channel,
        nullif(trim(pipeline), '') as queue,
        {{ local_to_utc('created_at', 'time_zone') }} as opened_at,
        {{ local_to_utc('first_reply_at', 'time_zone') }} as first_response_at,
        {{ local_to_utc('closed_at', 'time_zone') }} as closed_at,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
