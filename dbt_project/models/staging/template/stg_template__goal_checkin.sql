-- Grain: one row per goal, day and snapshot.
with source as (
    {{ active_rows('template', 'goal_checkin', kind='keyed') }}
),

renamed as (
    select
        goal_id,
        day,
        value,
        confidence,
        {{ origin_columns() }}
    from source
)

select * from renamed
