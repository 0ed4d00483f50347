-- Grain: one row per activity, participant and snapshot.
with source as (
    {{ active_rows('template', 'activity_participant', kind='keyed') }}
),

renamed as (
    select
        trim(activity_id) as activity_id,
        trim(employee_number) as employee_number,
        {{ origin_columns() }}
    from source
)

select * from renamed
