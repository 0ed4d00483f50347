-- One row per KPI cell that was published up to the release compared with (kpi_previous_release): its last value, the earliest
-- value ever published, and the day up to which its domain's published figures count events. A domain that was held keeps the day
-- that its carried figures were made for, because they were not appended again.
{{ config(materialized='table') }}

with previous as (
    select
        release_id,
        completed_at
    from {{ ref('kpi_previous_release') }}
),

completed as (
    select
        release_id,
        min(release.at) as completed_at
    from {{ source('lake_ledger', 'releases') }} as release
    where release.action = 'publish'
    group by release_id
),

gated as (
    select
        catalog.kpi_id,
        domain_map.domain as gating_domain
    from {{ ref('kpi_catalog') }} as catalog
    inner join {{ ref('domain_map') }} as domain_map on catalog.domain = domain_map.catalogue_domain
),

entry as (
    select
        published.kpi_id,
        published.org_unit_id,
        published.segment,
        published.grain,
        published.time_window,
        published.period_start,
        gated.gating_domain,
        published.kpi_version,
        published.value,
        published.status,
        published.as_of,
        row_number() over (
            partition by
                published.kpi_id, published.org_unit_id, published.segment, published.grain, published.time_window,
                published.period_start
            order by published.published_at desc nulls last, published.release_id desc nulls last
        ) as recency,
        row_number() over (
            partition by
                published.kpi_id, published.org_unit_id, published.segment, published.grain, published.time_window,
                published.period_start, case when published.value is null then 1 else 0 end
            order by published.published_at nulls last, published.release_id nulls last
        ) as seniority
    from {{ source('lake_ledger', 'published') }} as published
    inner join completed on published.release_id = completed.release_id
    inner join previous
        on completed.completed_at < previous.completed_at
        or (completed.completed_at = previous.completed_at and completed.release_id <= previous.release_id)
    inner join gated on published.kpi_id = gated.kpi_id
),

domain_day as (
    select
        gating_domain,
        max(as_of) as as_of
    from entry
    group by gating_domain
),

final as (
    select
        kpi_id,
        org_unit_id,
        segment,
        grain,
        time_window,
        period_start,
        gating_domain,
        max(case when recency = 1 then kpi_version end) as kpi_version,
        max(case when recency = 1 then value end) as value,
        max(case when recency = 1 then status end) as status,
        max(case when seniority = 1 then value end) as first_value
    from entry
    group by kpi_id, org_unit_id, segment, grain, time_window, period_start, gating_domain
)

select
    final.kpi_id,
    final.org_unit_id,
    final.segment,
    final.grain,
    final.time_window,
    final.period_start,
    cast(final.kpi_version as int) as kpi_version,
    final.value,
    final.status,
    final.first_value,
    domain_day.as_of
from final
inner join domain_day on final.gating_domain = domain_day.gating_domain
