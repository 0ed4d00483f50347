-- Grain: one row per calendar, exceptional day and snapshot.
with source as (
    {{ active_rows('template', 'work_calendar', kind='keyed') }}
),

renamed as (
    select
        calendar,
        day,
        is_working,
        note,
        {{ origin_columns() }}
    from source
)

select * from renamed
