-- Grain: one row per request for time off and file.
with source as (
    {{ active_rows('bamboohr', 'time_off', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(absence_id), '') as absence_id,
        trim(employee_number) as employee_number,
        nullif(trim(absence_type), '') as type_label,
        start_date,
        end_date,
        coalesce(days, case when lower(trim(unit)) like 'd%' then amount end) as days,
        coalesce(hours, case when lower(trim(unit)) like 'h%' then amount end) as hours,
        lower(nullif(trim(status), '')) as status,
        nullif(trim(department), '') as department,
        {{ origin_columns() }}
    from source
)

select * from renamed
