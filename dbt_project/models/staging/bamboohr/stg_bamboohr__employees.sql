-- Grain: one row per employee and snapshot (names and addresses stay in the lake, digests of them are keys).
with source as (
    {{ active_rows('bamboohr', 'employees', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        {{ key_digest('work_email') }} as email_key,
        {{ name_digest('first_name || last_name') }} as name_key,
        {{ name_digest('last_name || first_name') }} as surname_first_key,
        nullif(trim(job_title), '') as job_title,
        nullif(trim(department), '') as department,
        division,
        nullif(trim(location), '') as location,
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
