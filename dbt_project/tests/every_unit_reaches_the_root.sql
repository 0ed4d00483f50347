-- A unit without a way to the root (no such parent, a circle, a parent that closes earlier) would drop out of every total on
-- these days: its events go to `unassigned` then. Checked on the first and the last day of every position.
with days as (
    select org_unit_id, valid_from as day from {{ ref('int_org_position') }}
    union
    select org_unit_id, valid_to as day from {{ ref('int_org_position') }}
)

select days.org_unit_id, days.day
from days
cross join {{ ref('int_company') }} as company
where not exists (
    select 1
    from {{ ref('int_org_closure') }} as closure
    where closure.org_unit_id = days.org_unit_id
        and closure.ancestor_id = company.root_org_unit_id
        and days.day between closure.valid_from and closure.valid_to
)
