-- Grain: one row per person, period and file (names and clock times stay in the lake).
with source as (
    {{ active_rows('feishu', 'attendance_monthly', kind='keyed') }}
),

renamed as (
    select
        period_start,
        coalesce(period_end, {{ add_days(add_months('period_start', 1), -1) }}) as period_end,
        trim(employee_number) as employee_number,
        nullif(trim(department), '') as department,
        expected_days,
        expected_hours,
        coalesce(attended_hours, work_hours) as work_hours,
        late_hours,
        early_leave_hours,
        absent_days,
        overtime_hours,
        {{ origin_columns() }}
    from source
)

select * from renamed
