-- Grain: one row per employee, day of a change of the job and snapshot.
with source as (
    {{ active_rows('bamboohr', 'job_history', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        effective_date,
        nullif(trim(job_title), '') as job_title,
        nullif(trim(department), '') as department,
        nullif(trim(location), '') as location,
        {{ origin_columns() }}
    from source
)

select * from renamed
