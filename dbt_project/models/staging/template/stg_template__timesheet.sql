-- Grain: one row per line of a timesheet.
with source as (
    {{ active_rows('template', 'timesheet', kind='ledger') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        work_date,
        nullif(trim(project_key), '') as project_key,
        nullif(trim(activity), '') as activity,
        hours,
        coalesce(is_billable, false) as is_billable,
        coalesce(is_overtime, false) as is_overtime,
        {{ origin_columns() }}
    from source
)

select * from renamed
