-- Grain: one row per learner, course, programme and report (names stay in the lake, the e-mail as its digest).
with source as (
    {{ active_rows('coursera', 'usage_report', kind='keyed') }}
),

renamed as (
    select
        trim(session_id) as session_id,
        nullif(trim(program_slug), '') as program_slug,
        nullif(trim(employee_number), '') as employee_number,
        {{ email_key('email') }} as email_key,
        nullif(trim(course), '') as course,
        nullif(trim(business_unit), '') as department,
        enrolled_at,
        completed_at,
        progress,
        hours,
        grade,
        coalesce(is_completed, false) as is_completed,
        coalesce(is_removed, false) as is_removed,
        {{ origin_columns() }}
    from source
)

select * from renamed
