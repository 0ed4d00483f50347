-- Grain: one row per user and snapshot (names and addresses stay in the lake, digests of them are keys).
with source as (
    {{ active_rows('successfactors', 'users', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        nullif(trim(employee_id), '') as payroll_number,
        {{ key_digest('work_email') }} as email_key,
        {{ key_digest('user_name') }} as user_key,
        {{ name_digest('first_name || last_name') }} as name_key,
        {{ name_digest('last_name || first_name') }} as surname_first_key,
        lower(trim(status)) as status,
        nullif(trim(manager_id), '') as manager_number,
        nullif(trim(department), '') as department,
        nullif(trim(location), '') as location,
        nullif(trim(job_title), '') as job_title,
        hire_date,
        exit_date,
        {{ origin_columns() }}
    from source
)

select * from renamed
