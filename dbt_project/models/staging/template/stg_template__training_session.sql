-- Grain: one row per training session and snapshot.
with source as (
    {{ active_rows('template', 'training_session', kind='keyed') }}
),

renamed as (
    select
        session_id,
        session_date,
        topic,
        lower(trim(status)) as status,
        duration_hours,
        min_attendees,
        {{ origin_columns() }}
    from source
)

select * from renamed
