-- Grain: one row per rating of a ticket and export (comments stay in the lake).
with source as (
    {{ active_rows('zendesk', 'satisfaction_ratings', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        response_id,
        ticket_id,
        lower(trim(rating)) as rating,
        nullif(trim(group_id), '') as group_id,
        responded_at,
        cast({{ utc_to_local('responded_at', 'time_zone') }} as date) as responded_on,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
