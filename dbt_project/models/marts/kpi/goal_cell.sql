-- One row per goal, grain and period that the goal runs in; it is evaluated on the window's last day, at most on its own end.
select
    goal.goal_id,
    goal.org_unit_id,
    goal.kpi_id,
    period.grain,
    period.period_start,
    period.period_end,
    period.window_end,
    period.is_complete,
    goal.start_date,
    least(period.window_end, goal.end_date) as evaluation_day
from {{ ref('dim_goal') }} as goal
inner join {{ ref('kpi_period') }} as period
    on goal.start_date <= period.window_end
    and goal.end_date >= period.period_start
where period.grain in (select grid.grain from {{ ref('kpi_grid') }} as grid where grid.kpi_id = 'goal_attainment_pct')
