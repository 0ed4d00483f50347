-- A KPI uses measures of its own domain and of those before it: a held domain never holds an earlier one.
with gating as (
    select 'finance' as domain, 1 as place
    union all
    select 'people' as domain, 2 as place
    union all
    select 'customer' as domain, 3 as place
    union all
    select 'operations' as domain, 4 as place
    union all
    select 'risk' as domain, 5 as place
    union all
    select 'strategy' as domain, 6 as place
)

select
    term.kpi_id,
    term.measure_id
from {{ ref('kpi_term') }} as term
inner join {{ ref('kpi_catalog') }} as catalog on term.kpi_id = catalog.kpi_id
inner join {{ ref('domain_map') }} as domain_map on catalog.domain = domain_map.catalogue_domain
inner join gating as kpi_place on domain_map.domain = kpi_place.domain
inner join {{ ref('measure_catalog') }} as measure on term.measure_id = measure.measure_id
inner join gating as measure_place on measure.domain = measure_place.domain
where measure_place.place > kpi_place.place
