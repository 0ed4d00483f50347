-- One row per goal and evaluation day: the share of the goal that its trajectory expects by then. linear: working days elapsed;
-- step: the last trajectory row; seasonal: straight lines in calendar days between the rows, 0 at the start and 1 at the end.
with goal as (
    select
        goal_id,
        start_date,
        end_date,
        trajectory
    from {{ ref('dim_goal') }}
),

evaluation as (
    select distinct
        goal_id,
        evaluation_day
    from {{ ref('goal_cell') }}
),

calendar as (
    select
        day,
        working_day_no,
        case when is_working then 1 else 0 end as is_working
    from {{ ref('dim_date') }}
),

point as (
    select
        goal_id,
        day,
        cast(expected as double) as expected,
        0 as is_implied
    from {{ ref('fct_goal_trajectory') }}
    union all
    select goal_id, start_date as day, cast(0 as double) as expected, 1 as is_implied
    from goal
    where trajectory = 'seasonal'
    union all
    select goal_id, end_date as day, cast(1 as double) as expected, 1 as is_implied
    from goal
    where trajectory = 'seasonal'
),

known_point as (
    select
        goal_id,
        day,
        expected
    from (
        select
            goal_id,
            day,
            expected,
            row_number() over (partition by goal_id, day order by is_implied nulls last) as choice
        from point
    ) as chosen
    where choice = 1
),

line as (
    select
        goal_id,
        day,
        expected,
        coalesce(
            {{ add_days('lead(day) over (partition by goal_id order by day nulls last)', -1) }}, {{ open_end() }}
        ) as until_day,
        lead(day) over (partition by goal_id order by day nulls last) as next_day,
        lead(expected) over (partition by goal_id order by day nulls last) as next_expected
    from known_point
)

select
    evaluation.goal_id,
    evaluation.evaluation_day,
    case goal.trajectory
        when 'linear'
            then
                cast(today.working_day_no - first_day.working_day_no + first_day.is_working as double)
                / nullif(cast(last_day.working_day_no - first_day.working_day_no + first_day.is_working as double), 0)
        when 'step' then coalesce(line.expected, 0)
        when 'seasonal'
            then
                coalesce(line.expected, 0)
                + coalesce(
                    (line.next_expected - line.expected)
                    * (
                        cast({{ days_between('line.day', 'evaluation.evaluation_day') }} as double)
                        / nullif(cast({{ days_between('line.day', 'line.next_day') }} as double), 0)
                    ),
                    0
                )
    end as expected
from evaluation
inner join goal on evaluation.goal_id = goal.goal_id
left join calendar as today on evaluation.evaluation_day = today.day
left join calendar as first_day on goal.start_date = first_day.day
left join calendar as last_day on goal.end_date = last_day.day
left join line
    on evaluation.goal_id = line.goal_id
    and evaluation.evaluation_day between line.day and line.until_day
