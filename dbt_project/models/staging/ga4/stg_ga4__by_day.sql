-- Grain: one row per chart and day; a chart holds few of the figures.
with source as (
    {{ active_rows('ga4', 'by_day', kind='ledger') }}
),

renamed as (
    select
        day,
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
