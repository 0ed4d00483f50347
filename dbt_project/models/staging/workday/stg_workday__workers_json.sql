-- Grain: one row per worker and snapshot of the report as a service (names and addresses stay in the lake, digests are keys).
with source as (
    {{ active_rows('workday', 'workers_json', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        {{ key_digest('work_email') }} as email_key,
        {{ name_digest('worker_name') }} as name_key,
        lower(trim(worker_status)) as worker_status,
        lower(trim(worker_type)) as worker_type,
        hire_date,
        termination_date,
        nullif(trim(termination_reason), '') as termination_reason,
        nullif(trim(job_title), '') as job_title,
        nullif(trim(supervisory_organization), '') as department,
        nullif(trim(cost_center), '') as cost_center,
        nullif(trim(company), '') as company_name,
        nullif(trim(location), '') as location,
        fte,
        nullif(trim(manager_id), '') as manager_number,
        {{ origin_columns() }}
    from source
)

select * from renamed
