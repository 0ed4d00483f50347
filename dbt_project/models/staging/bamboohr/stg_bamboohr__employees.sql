-- Grain: one row per employee and snapshot (names and addresses stay in the lake).
with source as (
    {{ active_rows('bamboohr', 'employees', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        job_title,
        nullif(trim(department), '') as department,
        division,
        location,
        lower(trim(employment_status)) as employment_status,
        status,
        hire_date,
        termination_date,
        termination_reason,
        fte,
        {{ origin_columns() }}
    from source
)

select * from renamed
