-- Grain: one row per ticket and snapshot (texts stay in the lake).
with source as (
    {{ active_rows('hubspot', 'ticket', kind='keyed') }}
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
        created_at as opened_at,
        first_reply_at as first_response_at,
        closed_at,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
