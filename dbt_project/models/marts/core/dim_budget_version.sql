-- Grain: one row per entity, fiscal year and budget version.
select
    entity_id,
    fiscal_year,
    budget_version,
    version_kind,
    approved_on,
    effective_from,
    supersedes,
    is_current
from {{ ref('int_budget_version') }}
