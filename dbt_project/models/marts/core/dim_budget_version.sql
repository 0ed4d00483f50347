-- Grain: one row per entity, fiscal year and budget version.
select
    entity_id,
    fiscal_year,
    budget_version,
    approved_on,
    is_current
from {{ ref('int_budget_version') }}
