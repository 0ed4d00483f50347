-- Grain: one row per channel and day.
with source as (
    {{ active_rows('ga4', 'traffic_day', kind='ledger') }}
),

renamed as (
    select
        day,
        coalesce(nullif(trim(channel), ''), '(not set)') as channel,
        sessions,
        engaged_sessions,
        engagement_rate,
        active_users,
        new_users,
        total_users,
        key_events,
        session_key_event_rate,
        {{ origin_columns() }}
    from source
)

select * from renamed
