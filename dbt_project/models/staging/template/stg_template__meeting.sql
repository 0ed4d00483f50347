-- Grain: one row per meeting and snapshot.
with source as (
    {{ active_rows('template', 'meeting', kind='keyed') }}
),

renamed as (
    select
        trim(meeting_id) as meeting_id,
        nullif(trim(series), '') as series,
        planned_on,
        held_on,
        planned_minutes,
        held_minutes,
        trim(org_unit_id) as org_unit_id,
        other_units,
        attendees,
        {{ origin_columns() }}
    from source
)

select * from renamed
