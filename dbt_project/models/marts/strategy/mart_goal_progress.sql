-- One row per goal: where it stands at the as-of date, or stood on its last day.
with run as (
    select as_of from {{ ref('kpi_run') }}
),

latest as (
    select
        goal_id,
        evaluation_day,
        checkin_day,
        current_value,
        attainment,
        expected,
        pace,
        goal_status,
        row_number() over (partition by goal_id order by period_start desc nulls last) as recency
    from {{ ref('goal_progress') }}
    where grain = 'month'
)

select
    goal.goal_id,
    goal.name,
    goal.name_zh,
    goal.org_unit_id,
    goal.level,
    goal.parent_id,
    goal.kpi_id,
    goal.goal_type,
    goal.unit,
    goal.start_date,
    goal.end_date,
    cast(goal.baseline as double) as baseline,
    cast(goal.target as double) as target,
    cast(goal.weight as double) as weight,
    latest.evaluation_day,
    latest.checkin_day,
    latest.current_value,
    latest.attainment,
    latest.expected,
    latest.pace,
    coalesce(latest.goal_status, 'not_started') as goal_status,
    run.as_of
from {{ ref('dim_goal') }} as goal
cross join run
left join latest on goal.goal_id = latest.goal_id and latest.recency = 1
