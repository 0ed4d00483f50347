-- One row per unit and reading day with people: distinct employees at or below it, and directly at it.
select
    closure.ancestor_id as org_unit_id,
    person.day,
    count(distinct person.person_key) as n_people,
    count(distinct case when closure.distance = 0 then person.person_key end) as n_direct
from {{ ref('kpi_person_day') }} as person
inner join {{ ref('kpi_closure') }} as closure
    on person.org_unit_id = closure.org_unit_id
    and person.day between closure.valid_from and closure.valid_to
group by closure.ancestor_id, person.day
