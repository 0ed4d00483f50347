-- Grain: one row per legal entity.
select
    entity_id,
    name,
    currency,
    fiscal_start_month,
    org_unit_id,
    time_zone,
    calendar
from {{ ref('int_entity') }}
