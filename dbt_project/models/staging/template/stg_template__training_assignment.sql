-- Grain: one row per person, course, due day and snapshot.
with source as (
    {{ active_rows('template', 'training_assignment', kind='keyed') }}
),

renamed as (
    select
        trim(session_id) as session_id,
        trim(employee_number) as employee_number,
        assigned_on,
        due_on,
        coalesce(is_waived, false) as is_waived,
        completed_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
