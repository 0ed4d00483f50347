-- One row per measure, day, leaf unit and segment (total, category): stocks, read on single days. Stale leaves carry no value
-- and are counted in n_stale.
with segmented as (
    select
        leaf.measure_id,
        leaf.day,
        leaf.org_unit_id,
        segment.segment_type,
        case when segment.segment_type = 'category' then leaf.category else 'all' end as segment_value,
        leaf.value,
        case when leaf.state = 'counted' then 1 else 0 end as n_obs,
        case when leaf.state = 'blocked' then 1 else 0 end as n_blocked,
        case when leaf.state = 'stale' then 1 else 0 end as n_stale
    from {{ ref('ent_risk_measure') }} as leaf
    cross join (select distinct segment_type from {{ ref('kpi_grid') }} where segment_type in ('total', 'category')) as segment
)

{{ measure_rows('segmented', has_stale=true) }}
