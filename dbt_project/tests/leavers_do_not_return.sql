-- People who had left in one HR snapshot and in the next one never did (same hire date): an old report under a new date.
{{ config(
    severity='warn',
    meta={'remedy': 'see whether the report is an older one under a new date; withdraw it if so'},
) }}

with followed as (
    select
        system,
        instance,
        person_key,
        snapshot_date,
        hire_date,
        termination_date,
        lag(hire_date) over (partition by person_key order by snapshot_date nulls last) as hire_date_before,
        lag(termination_date) over (partition by person_key order by snapshot_date nulls last) as termination_date_before,
        lag(snapshot_date) over (partition by person_key order by snapshot_date nulls last) as day_before
    from {{ ref('int_employee_snapshot') }}
    where is_full_list
)

select system, instance, snapshot_date, count(*) as people
from followed
where termination_date is null and hire_date = hire_date_before and termination_date_before <= day_before
group by system, instance, snapshot_date
