-- Grain: one row per user, course and export (names and e-mails stay in the lake).
with source as (
    {{ active_rows('moodle', 'course_participants', kind='keyed') }}
),

renamed as (
    select
        trim(session_id) as session_id,
        trim(employee_number) as employee_number,
        nullif(trim(course), '') as course,
        nullif(trim(department), '') as department,
        cast(enrolled_at as date) as enrolled_on,
        cast(completed_at as date) as completed_on,
        is_completed,
        grade,
        {{ origin_columns() }}
    from source
)

select * from renamed
