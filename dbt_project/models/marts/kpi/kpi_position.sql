-- One row per unit and stretch of days under one parent, without gaps: the first position also holds before it, a position
-- until the next one, the last one for good. So an event outside the dated tree (a hire before it was written down) is not lost.
with numbered as (
    select
        org_unit_id,
        parent_id,
        valid_from,
        row_number() over (partition by org_unit_id order by valid_from nulls last) as position_no,
        lead(valid_from) over (partition by org_unit_id order by valid_from nulls last) as next_from
    from {{ ref('int_org_position') }}
),

known as (
    select distinct org_unit_id
    from numbered
),

root as (
    select max(org_unit_id) as org_unit_id
    from numbered
    where parent_id is null
)

select
    numbered.org_unit_id,
    case
        when numbered.parent_id is null then null
        when known.org_unit_id is null then root.org_unit_id
        else numbered.parent_id
    end as parent_id,
    case when numbered.position_no = 1 then {{ open_start() }} else numbered.valid_from end as valid_from,
    coalesce({{ add_days('numbered.next_from', -1) }}, {{ open_end() }}) as valid_to
from numbered
cross join root
left join known on numbered.parent_id = known.org_unit_id
