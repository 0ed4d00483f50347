-- One row per risk measure, risk and day on which the risk is open: a stock, read on single days. Only what is `counted` has a
-- value; a leaf is `stale` without a fresh assessment (or, for its loss, without a quantified one), `blocked` without a rate.
{{ config(materialized='view') }}

with leaf as (
    select
        kind.measure_id,
        risk.risk_id,
        risk.day,
        risk.org_unit_id,
        risk.category,
        case
            when kind.measure_id = 'risk_eal' then cast(risk.expected_annual_loss as decimal(28, 6))
            when risk.is_above_appetite then 1
            else 0
        end as value,
        case
            when
                risk.is_fresh and risk.is_missing_rate and (kind.measure_id = 'risk_eal' or risk.has_loss_threshold)
                then 'blocked'
            when
                risk.is_fresh and (kind.measure_id = 'risk_above_appetite' or risk.expected_annual_loss is not null)
                then 'counted'
            else 'stale'
        end as state,
        risk._file,
        risk._record
    from {{ ref('ent_risk') }} as risk
    cross join (
        select measure_id from {{ ref('measure_catalog') }} where measure_id in ('risk_eal', 'risk_above_appetite')
    ) as kind
)

select
    measure_id,
    risk_id,
    day,
    org_unit_id,
    category,
    cast(case when state = 'counted' then value else 0 end as decimal(28, 6)) as value,
    state,
    _file,
    _record
from leaf
