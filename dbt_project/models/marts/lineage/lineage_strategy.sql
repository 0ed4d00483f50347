-- One row per goal with its target, on the days it runs, and per check-in of a goal without a KPI, on the days it is the last.
with goal as (
    select
        goal_id,
        org_unit_id,
        kpi_id,
        target,
        start_date,
        end_date,
        _file,
        _record
    from {{ ref('dim_goal') }}
),

checkin as (
    select
        goal_id,
        day,
        value,
        _file,
        _record,
        {{ add_days('lead(day) over (partition by goal_id order by day nulls last)', -1) }} as last_day
    from {{ ref('fct_goal_checkin') }}
),

contribution as (
    select
        'goal_target' as measure_id,
        start_date as day_from,
        end_date as day_to,
        org_unit_id,
        goal_id,
        target as value,
        _file,
        _record
    from goal
    union all
    select
        'goal_checkin' as measure_id,
        checkin.day as day_from,
        least(coalesce(checkin.last_day, goal.end_date), goal.end_date) as day_to,
        goal.org_unit_id,
        goal.goal_id,
        checkin.value,
        checkin._file,
        checkin._record
    from checkin
    inner join goal on checkin.goal_id = goal.goal_id
    where goal.kpi_id is null and checkin.day <= goal.end_date
)

select
    measure_id,
    day_from,
    day_to,
    org_unit_id,
    cast(null as string) as entity,
    cast(null as string) as project,
    cast(null as string) as category,
    cast(null as string) as account_class,
    goal_id as goal,
    cast(value as decimal(28, 6)) as value,
    false as is_daily,
    'counted' as state,
    _file as file_id,
    _record as record
from contribution
