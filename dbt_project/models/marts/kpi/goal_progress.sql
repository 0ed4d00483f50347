-- One row per goal, grain and period: where the goal stands on its evaluation day, and its status (first match: achieved,
-- missed, no_data, grace, on_track, at_risk, off_track).
with checkin as (
    select
        goal_id,
        day,
        cast(value as double) as value,
        coalesce(
            {{ add_days('lead(day) over (partition by goal_id order by day nulls last)', -1) }}, {{ open_end() }}
        ) as until_day
    from {{ ref('fct_goal_checkin') }}
),

stand as (
    select
        cell.goal_id,
        cell.org_unit_id,
        cell.grain,
        cell.period_start,
        cell.period_end,
        cell.window_end,
        cell.is_complete,
        cell.evaluation_day,
        goal.end_date,
        goal.goal_type,
        goal.weight,
        goal.is_flow,
        coalesce(cast(goal.baseline as double), 0) as baseline,
        cast(goal.target as double) as target,
        expectation.expected,
        checkin.day as checkin_day,
        case when goal.kpi_id is null then checkin.value else current_value.current_value end as current_value,
        case
            when goal.kpi_id is not null then current_value.state
            when checkin.day is null then 'no_data'
            else 'ok'
        end as state,
        goal.kpi_id is null
        and coalesce(
            {{ days_between('checkin.day', 'cell.evaluation_day') }}
            > cast(goal.cadence_days as double) * cast({{ kpi_setting('freshness_cadences') }} as double),
            false
        ) as is_stale
    from {{ ref('goal_cell') }} as cell
    inner join {{ ref('dim_goal') }} as goal on cell.goal_id = goal.goal_id
    left join {{ ref('goal_expected') }} as expectation
        on cell.goal_id = expectation.goal_id and cell.evaluation_day = expectation.evaluation_day
    left join {{ ref('goal_current') }} as current_value
        on cell.goal_id = current_value.goal_id and cell.evaluation_day = current_value.evaluation_day
    left join checkin
        on cell.goal_id = checkin.goal_id
        and cell.evaluation_day between checkin.day and checkin.until_day
),

measured as (
    select
        goal_id, org_unit_id, grain, period_start, period_end, window_end, is_complete, evaluation_day, end_date,
        goal_type, weight, target, expected, current_value, is_stale,
        checkin_day,
        case when is_flow then current_value else current_value - baseline end as numerator,
        case when is_flow then target else target - baseline end as denominator,
        case
            when state = 'ok' and case when is_flow then target else target - baseline end = 0 then 'not_computable'
            else state
        end as state
    from stand
),

paced as (
    select
        goal_id, org_unit_id, grain, period_start, period_end, window_end, is_complete, evaluation_day, end_date,
        goal_type, weight, target, expected, current_value, is_stale, checkin_day, numerator, denominator, state,
        {{ ratio('numerator', 'denominator') }} as attainment,
        {{ significant('expected') }} as expected_rounded,
        {{ significant(
            'cast(cast(numerator as double) / nullif(cast(denominator as double), 0) as double)'
            ~ ' / nullif(cast(expected as double), 0)'
        ) }} as pace
    from measured
)

select
    goal_id,
    org_unit_id,
    grain,
    period_start,
    period_end,
    window_end,
    is_complete,
    evaluation_day,
    checkin_day,
    weight,
    current_value,
    target,
    numerator,
    denominator,
    attainment,
    expected,
    pace,
    state,
    window_end <= end_date as is_active,
    case
        when
            attainment >= 1
            and (
                goal_type not in ('reach_level', 'maintain_min', 'maintain_max', 'band')
                or evaluation_day = end_date
            )
            then 'achieved'
        when window_end > end_date and attainment < 1 then 'missed'
        when attainment is null or is_stale then 'no_data'
        when expected_rounded < {{ kpi_setting('goal_grace_expected') }} then 'grace'
        when pace >= {{ kpi_setting('goal_on_track_pace') }} then 'on_track'
        when pace >= {{ kpi_setting('goal_at_risk_pace') }} then 'at_risk'
        else 'off_track'
    end as goal_status
from paced
