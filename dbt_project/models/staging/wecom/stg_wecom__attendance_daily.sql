-- Grain: one row per person and day (names and clock times stay in the lake).
with source as (
    {{ active_rows('wecom', 'attendance_daily', kind='ledger') }}
),

renamed as (
    select
        work_date,
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
