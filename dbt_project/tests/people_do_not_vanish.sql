-- HR snapshots that lack people of the one before without saying that they left: a quarter of all (five at least), or the whole
-- of a department that had three or more. A leaver stays in the report with a last day, or the report lists active people only:
-- then it is told where so many are gone at once.
{{ config(
    meta={'remedy': 'export the employee report again without a filter; if they all left, land one that gives their last day'},
) }}

with days as (
    select distinct system, instance, dataset, snapshot_date from {{ ref('int_employee_snapshot') }} where is_full_list
),

newest as (
    select
        system,
        instance,
        dataset,
        snapshot_date,
        lag(snapshot_date) over (partition by system, instance, dataset order by snapshot_date nulls last) as day_before,
        row_number() over (partition by system, instance, dataset order by snapshot_date desc nulls last) as recency
    from days
),

earlier as (
    select
        person.person_key,
        person.system,
        person.instance,
        coalesce(person.department, '') as department,
        newest.snapshot_date
    from {{ ref('int_employee_snapshot') }} as person
    inner join newest
        on person.system = newest.system
        and person.instance = newest.instance
        and person.dataset = newest.dataset
        and person.snapshot_date = newest.day_before
    where newest.recency = 1 and (person.termination_date is null or person.termination_date > newest.day_before)
),

compared as (
    select
        earlier.system,
        earlier.instance,
        earlier.department,
        case when later.person_key is null then 1 else 0 end as is_gone
    from earlier
    left join {{ ref('int_employee_snapshot') }} as later
        on earlier.person_key = later.person_key and earlier.snapshot_date = later.snapshot_date
)

select system, instance, department, count(*) as people, sum(is_gone) as gone
from compared
group by system, instance, department
having sum(is_gone) = count(*) and count(*) >= 3
union all
select system, instance, 'all' as department, count(*) as people, sum(is_gone) as gone
from compared
group by system, instance
having sum(is_gone) >= 5 and 4 * sum(is_gone) > count(*)
