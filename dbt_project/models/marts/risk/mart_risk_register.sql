-- One row per risk of the register, with its last assessments up to the as-of date.
with run as (
    select as_of from {{ ref('kpi_run') }}
),

assessment as (
    select
        assessment.risk_id,
        assessment.kind,
        assessment.as_of as assessed_on,
        assessment.likelihood,
        assessment.impact,
        assessment.score,
        assessment.expected_annual_loss,
        row_number() over (partition by assessment.risk_id, assessment.kind order by assessment.as_of desc nulls last) as recency
    from {{ ref('fct_risk_assessment') }} as assessment
    cross join run
    where assessment.as_of <= run.as_of
),

latest as (
    select
        risk_id,
        max(case when kind = 'inherent' then score end) as inherent_score,
        max(case when kind = 'inherent' then expected_annual_loss end) as inherent_annual_loss,
        max(case when kind = 'target' then score end) as target_score,
        max(case when kind = 'residual' then assessed_on end) as assessed_on,
        max(case when kind = 'residual' then likelihood end) as residual_likelihood,
        max(case when kind = 'residual' then impact end) as residual_impact,
        max(case when kind = 'residual' then score end) as residual_score,
        max(case when kind = 'residual' then expected_annual_loss end) as residual_annual_loss
    from assessment
    where recency = 1
    group by risk_id
),

today as (
    select
        leaf.risk_id,
        leaf.is_fresh,
        leaf.is_above_appetite
    from {{ ref('ent_risk') }} as leaf
    inner join run on leaf.day = run.as_of
)

select
    risk.risk_id,
    risk.title,
    risk.category,
    risk.org_unit_id,
    risk.owner_role,
    risk.status,
    risk.identified_on,
    risk.closed_on,
    cast(risk.cadence_days as int) as cadence_days,
    latest.assessed_on,
    today.risk_id is not null as is_open,
    not coalesce(today.is_fresh, false) as is_assessment_stale,
    cast(latest.inherent_score as int) as inherent_score,
    cast(latest.residual_likelihood as int) as residual_likelihood,
    cast(latest.residual_impact as int) as residual_impact,
    cast(latest.residual_score as int) as residual_score,
    cast(latest.target_score as int) as target_score,
    latest.inherent_annual_loss,
    latest.residual_annual_loss,
    coalesce(today.is_fresh and today.is_above_appetite, false) as is_above_appetite,
    run.as_of
from {{ ref('dim_risk') }} as risk
cross join run
left join latest on risk.risk_id = latest.risk_id
left join today on risk.risk_id = today.risk_id
