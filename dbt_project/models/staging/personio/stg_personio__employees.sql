-- Grain: one row per employee and snapshot (names and addresses stay in the lake, digests of them are keys).
with source as (
    {{ active_rows('personio', 'employees', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        {{ key_digest('work_email') }} as email_key,
        {{ name_digest('first_name || last_name') }} as name_key,
        {{ name_digest('last_name || first_name') }} as surname_first_key,
        lower(trim(status)) as status,
        lower(trim(employment_type)) as employment_type,
        nullif(trim(job_title), '') as job_title,
        nullif(trim(department), '') as department,
        nullif(trim(office), '') as location,
        nullif(trim(subcompany), '') as company_name,
        nullif(trim(cost_center), '') as cost_center,
        hire_date,
        contract_end_date,
        last_day,
        coalesce(nullif(trim(termination_type), ''), nullif(trim(termination_reason), '')) as termination_reason,
        weekly_hours,
        fte,
        {{ origin_columns() }}
    from source
)

select * from renamed
