-- Grain: one row per absence and file (addresses and comments stay in the lake).
with source as (
    {{ active_rows('personio', 'absences', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(employee_number), '') as employee_number,
        {{ key_digest('employee_email') }} as email_key,
        nullif(trim(absence_type), '') as type_label,
        start_date,
        end_date,
        coalesce(lower(trim(half_day_start)) in ('yes', 'true', '1', 'x', 'ja'), false) as is_half_at_start,
        coalesce(lower(trim(half_day_end)) in ('yes', 'true', '1', 'x', 'ja'), false) as is_half_at_end,
        days,
        hours,
        lower(nullif(trim(status), '')) as status,
        nullif(trim(department), '') as department,
        {{ origin_columns() }}
    from source
)

select * from renamed
