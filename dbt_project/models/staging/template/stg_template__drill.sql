-- Grain: one row per drill and snapshot.
with source as (
    {{ active_rows('template', 'drill', kind='keyed') }}
),

renamed as (
    select
        trim(drill_id) as drill_id,
        trim(plan_id) as plan_id,
        lower(trim(drill_type)) as drill_type,
        planned_on,
        held_on,
        recovery_minutes,
        findings_count,
        {{ origin_columns() }}
    from source
)

select * from renamed
