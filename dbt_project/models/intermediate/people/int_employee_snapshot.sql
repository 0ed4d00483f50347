-- Grain: one row per person and snapshot of the HR system (no names; a person is an instance's employee number).
with ranked as (
    select
        employees.*,
        row_number() over (
            partition by employees._system, employees._instance, employees.employee_number, employees._date_from
            order by employees._newness desc nulls last, employees._record desc nulls last
        ) as choice
    from {{ ref('stg_bamboohr__employees') }} as employees
),

final as (
    select
        _system || ':' || _instance || ':' || employee_number as person_key,
        _system as system,
        _instance as instance,
        employee_number,
        _date_from as snapshot_date,
        hire_date,
        termination_date,
        nullif(trim(termination_reason), '') as termination_reason,
        department,
        coalesce(employment_status = 'contractor', false) as is_contractor,
        fte,
        _file,
        _record
    from ranked
    where choice = 1
)

select * from final
