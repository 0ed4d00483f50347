-- Grain: one row per person and snapshot of the HR system (no names; a person is an instance's employee number).
-- A person whom several datasets of one system tell of is taken from the highest-ranked one that lists them now, once.
with told as (
    select
        listing.*,
        max(case when _is_newest then 1 else 0 end) over (partition by person_key, dataset) as is_listed_now
    from {{ ref('int_employee_listing') }} as listing
),

preferred as (
    select
        told.*,
        first_value(dataset) over (
            partition by person_key
            order by is_listed_now desc nulls last, _precedence nulls last, dataset nulls last
        ) as best_dataset
    from told
),

ranked as (
    select
        preferred.*,
        row_number() over (
            partition by person_key, snapshot_date
            order by _newness desc nulls last, _record desc nulls last
        ) as choice
    from preferred
    where dataset = best_dataset
),

final as (
    select
        person_key,
        system,
        instance,
        dataset,
        employee_number,
        snapshot_date,
        told_on,
        is_full_list,
        hire_date,
        termination_date,
        termination_reason,
        department,
        job_title,
        job_level,
        location,
        company_name,
        cost_center,
        system || ':' || instance || ':' || manager_number as manager_person_key,
        is_contractor,
        fte,
        weekly_hours,
        _file,
        _record
    from ranked
    where choice = 1
)

select * from final
