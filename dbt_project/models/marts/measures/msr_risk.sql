-- One row per measure, day, leaf unit and segment (total, category): stocks, read on single days. Stale leaves carry no value
-- and are counted in n_stale.
with leaf as (
    select
        kind.measure_id,
        risk.day,
        risk.org_unit_id,
        risk.category,
        case
            when kind.measure_id = 'risk_eal' then cast(risk.expected_annual_loss as decimal(28, 6))
            when risk.is_above_appetite then 1
            else 0
        end as value,
        risk.is_fresh,
        kind.measure_id = 'risk_above_appetite' or risk.expected_annual_loss is not null as has_value,
        risk.is_fresh and risk.is_missing_rate and (kind.measure_id = 'risk_eal' or risk.has_loss_threshold) as is_blocked
    from {{ ref('ent_risk') }} as risk
    cross join (
        select measure_id from {{ ref('measure_catalog') }} where measure_id in ('risk_eal', 'risk_above_appetite')
    ) as kind
),

segmented as (
    select
        leaf.measure_id,
        leaf.day,
        leaf.org_unit_id,
        segment.segment_type,
        case when segment.segment_type = 'category' then leaf.category else 'all' end as segment_value,
        case when leaf.is_fresh and leaf.has_value and not leaf.is_blocked then leaf.value else 0 end as value,
        case when leaf.is_fresh and leaf.has_value and not leaf.is_blocked then 1 else 0 end as n_obs,
        case when leaf.is_blocked then 1 else 0 end as n_blocked,
        case when leaf.is_blocked or (leaf.is_fresh and leaf.has_value) then 0 else 1 end as n_stale
    from leaf
    cross join (select distinct segment_type from {{ ref('kpi_grid') }} where segment_type in ('total', 'category')) as segment
)

{{ measure_rows('segmented', has_stale=true) }}
