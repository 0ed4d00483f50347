-- One row per risk and day on which it is open: its last residual assessment, whether that is fresh, and the appetite of its
-- category. A leaf is stale where the assessment is older than 1.5 times its cadence, or absent.
with run as (
    select
        as_of,
        reach_from
    from {{ ref('kpi_run') }}
),

risk as (
    select
        risk_id,
        category,
        org_unit_id,
        identified_on,
        case
            when closed_on is not null then {{ add_days('closed_on', -1) }}
            when status = 'closed' then {{ open_start() }}
            else {{ open_end() }}
        end as open_to,
        cadence_days
    from {{ ref('dim_risk') }}
),

assessment as (
    select
        risk_id,
        as_of as assessed_on,
        score,
        expected_annual_loss,
        is_missing_rate,
        _file,
        _record,
        coalesce(
            {{ add_days('lead(as_of) over (partition by risk_id order by as_of nulls last)', -1) }}, {{ open_end() }}
        ) as last_until
    from {{ ref('fct_risk_assessment') }}
    where kind = 'residual'
),

open_day as (
    select
        risk.risk_id,
        risk.category,
        risk.org_unit_id,
        risk.cadence_days,
        calendar.day
    from risk
    cross join run
    inner join {{ ref('dim_date') }} as calendar
        on calendar.day between greatest(risk.identified_on, run.reach_from) and least(risk.open_to, run.as_of)
),

appetite as (
    select
        category,
        metric,
        threshold,
        threshold_base,
        valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to
    from {{ ref('dim_risk_appetite') }}
)

select
    open_day.risk_id,
    open_day.category,
    open_day.org_unit_id,
    open_day.day,
    assessment.assessed_on,
    assessment.score,
    assessment.expected_annual_loss,
    coalesce(assessment.is_missing_rate, false) as is_missing_rate,
    coalesce(
        {{ days_between('assessment.assessed_on', 'open_day.day') }}
        <= cast(open_day.cadence_days as double) * cast({{ kpi_setting('freshness_cadences') }} as double),
        false
    ) as is_fresh,
    by_score.threshold as score_threshold,
    by_loss.metric is not null as has_loss_threshold,
    coalesce(assessment.score > by_score.threshold, false)
    or coalesce(assessment.expected_annual_loss > cast(by_loss.threshold_base as double), false) as is_above_appetite,
    assessment._file,
    assessment._record
from open_day
left join assessment
    on open_day.risk_id = assessment.risk_id
    and open_day.day between assessment.assessed_on and assessment.last_until
left join appetite as by_score
    on open_day.category = by_score.category
    and by_score.metric = 'score'
    and open_day.day between by_score.valid_from and by_score.valid_to
left join appetite as by_loss
    on open_day.category = by_loss.category
    and by_loss.metric = 'eal'
    and open_day.day between by_loss.valid_from and by_loss.valid_to
