-- Grain: one row per ticket and snapshot (texts stay in the lake).
with source as (
    {{ active_rows('zendesk', 'ticket', kind='keyed') }}
),

renamed as (
    select
        ticket_id,
        nullif(trim(organization_id), '') as customer_id,
        nullif(trim(type), '') as ticket_type,
        nullif(trim(priority), '') as priority,
        nullif(trim(status), '') as status,
        nullif(trim(channel), '') as channel,
        nullif(trim(group_id), '') as queue,
        created_at as opened_at,
        due_at,
        coalesce(is_deleted, false) or lower(trim(status)) = 'deleted' as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
