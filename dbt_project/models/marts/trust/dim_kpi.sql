-- One row per KPI of the catalogue.
select
    catalog.kpi_id,
    cast(catalog.kpi_version as int) as kpi_version,
    catalog.name_en,
    catalog.name_zh,
    catalog.domain,
    domain_map.domain as gating_domain,
    catalog.roll_up,
    catalog.unit,
    catalog.good,
    cast(catalog.min_group as int) as min_group,
    catalog.definition_en,
    catalog.definition_zh,
    catalog.standard
from {{ ref('kpi_catalog') }} as catalog
inner join {{ ref('domain_map') }} as domain_map on catalog.domain = domain_map.catalogue_domain
