-- Grain: one row per risk, assessment date and kind. Expected annual loss = frequency x mean of a lognormal loss whose
-- 90 % interval is (p5, p95), in base currency at the closing rate of the assessment date.
{%- set normal_quantile_95 = '1.6448536269514722' %}
with assessments as (
    select * from {{ ref('int_risk_assessment') }}
),

rated as (
    select
        assessments.*,
        case
            when assessments.currency = company.base_currency then cast(1 as decimal(18, 9))
            else closing_rate.rate
        end as rate
    from assessments
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_fx_rate_closing') }} as closing_rate
        on assessments.currency = closing_rate.currency
        and assessments.as_of between closing_rate.valid_from and closing_rate.valid_to
),

logs as (
    select
        rated.*,
        ln(cast(case when loss_p5 > 0 then loss_p5 end as double)) as log_p5,
        ln(cast(case when loss_p95 > 0 then loss_p95 end as double)) as log_p95
    from rated
),

fitted as (
    select
        logs.*,
        (log_p5 + log_p95) / cast(2 as double) as mu,
        (log_p95 - log_p5) / cast(2 * {{ normal_quantile_95 }} as double) as sigma
    from logs
),

final as (
    select
        risk_id,
        as_of,
        kind,
        likelihood,
        impact,
        cast(likelihood as int) * cast(impact as int) as score,
        annual_frequency,
        loss_p5,
        loss_p50,
        loss_p95,
        currency,
        rate,
        rate is null as is_missing_rate,
        cast(annual_frequency as double) * exp(mu + cast(sigma as double) * sigma / cast(2 as double))
        * cast(rate as double) as expected_annual_loss,
        _file,
        _record
    from fitted
)

select * from final
