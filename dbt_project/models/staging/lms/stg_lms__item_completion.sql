-- Grain: one row per user, learning item and export (names stay in the lake).
with source as (
    {{ active_rows('lms', 'item_completion', kind='keyed') }}
),

renamed as (
    select
        trim(session_id) as session_id,
        trim(employee_number) as employee_number,
        nullif(trim(title), '') as course,
        nullif(lower(trim(status)), '') as status,
        nullif(trim(department), '') as department,
        cast(assigned_at as date) as assigned_on,
        cast(due_at as date) as due_on,
        cast(completed_at as date) as completed_on,
        nullif(trim(grade), '') as grade,
        hours,
        {{ origin_columns() }}
    from source
)

select * from renamed
