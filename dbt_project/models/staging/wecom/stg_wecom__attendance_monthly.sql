-- Grain: one row per person, period and file (names and clock times stay in the lake).
with source as (
    {{ active_rows('wecom', 'attendance_monthly', kind='keyed') }}
),

renamed as (
    select
        period_start,
        coalesce(period_end, {{ add_days(add_months('period_start', 1), -1) }}) as period_end,
        {{ key_digest('user_id') }} as user_key,
        {{ name_digest('employee_name') }} as name_key,
        nullif(trim(department), '') as department,
        standard_hours,
        work_hours,
        late_minutes,
        early_leave_minutes,
        absent_minutes,
        overtime_hours,
        {{ origin_columns() }}
    from source
)

select * from renamed
