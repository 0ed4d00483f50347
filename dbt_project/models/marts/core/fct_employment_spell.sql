-- Grain: one row per person and stretch of employed days in one unit.
select
    person_key,
    cast(null as string) as entity_id, -- no HR export names the legal entity yet
    org_unit_id,
    valid_from,
    valid_to,
    is_contractor,
    fte
from {{ ref('int_employment_spell') }}
