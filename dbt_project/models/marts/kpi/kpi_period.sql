-- One row per grain and period that mart_kpi can hold: the running one and as many before it as kpi_reach says.
with run as (
    select as_of from {{ ref('kpi_run') }}
),

calendar as (
    select distinct
        reach.grain,
        reach.months,
        reach.periods_back,
        case reach.grain
            when 'day' then calendar.day
            when 'week' then calendar.iso_week_start
            when 'month' then calendar.month_start
            when 'quarter' then calendar.fiscal_quarter_start
            when 'year' then calendar.fiscal_year_start
        end as period_start,
        case reach.grain
            when 'day' then calendar.day
            when 'week' then {{ add_days('calendar.iso_week_start', 6) }}
            when 'month' then {{ add_days(add_months('calendar.month_start', 1), -1) }}
            when 'quarter' then {{ add_days(add_months('calendar.fiscal_quarter_start', 3), -1) }}
            when 'year' then {{ add_days(add_months('calendar.fiscal_year_start', 12), -1) }}
        end as period_end
    from {{ ref('dim_date') }} as calendar
    cross join {{ ref('kpi_reach') }} as reach
),

recent as (
    select
        calendar.grain,
        calendar.months,
        calendar.period_start,
        calendar.period_end,
        run.as_of,
        calendar.periods_back,
        row_number() over (partition by calendar.grain order by calendar.period_start desc nulls last) as periods_ago
    from calendar
    cross join run
    where calendar.period_start <= run.as_of
)

select
    grain,
    months,
    period_start,
    period_end,
    least(period_end, as_of) as window_end,
    period_end <= as_of as is_complete
from recent
where periods_ago <= periods_back
