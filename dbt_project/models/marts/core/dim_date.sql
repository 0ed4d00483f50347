-- Grain: one row per day, from thirteen years before the as-of date's year (further than any KPI looks) to the year after it;
-- no fact decides it, so a failed check on one domain's facts does not hold the others. Working days are the company's:
-- Monday to Friday, changed by its working calendar.
with company as (
    select as_of, fiscal_start_month, default_calendar from {{ ref('int_company') }}
),

bounds as (
    select
        {{ add_months(year_start('as_of'), -156) }} as first_day,
        {{ add_days(add_months(year_start('as_of'), 24), -1) }} as last_day
    from company
),

days as (
    {{ date_spine('(select first_day from bounds)', '(select last_day from bounds)') }}
),

exceptions as (
    {{ newest_rows(ref('stg_template__work_calendar'), ['calendar', 'day']) }}
),

shaped as (
    select
        days.day,
        {{ week_start('days.day') }} as iso_week_start,
        {{ month_start('days.day') }} as month_start,
        (extract(month from days.day) - company.fiscal_start_month + 12) % 12 as months_into_year,
        coalesce(
            exceptions.is_working,
            {{ days_between(week_start('days.day'), 'days.day') }} < 5
        ) as is_working
    from days
    cross join company
    left join exceptions on company.default_calendar = exceptions.calendar and days.day = exceptions.day
),

starts as (
    select
        shaped.*,
        {{ add_months('month_start', '-(months_into_year % 3)') }} as fiscal_quarter_start,
        {{ add_months('month_start', '-months_into_year') }} as fiscal_year_start
    from shaped
),

final as (
    select
        day,
        iso_week_start,
        {{ add_days('iso_week_start', 6) }} as iso_week_end,
        month_start,
        {{ add_days(add_months('month_start', 1), -1) }} as month_end,
        fiscal_quarter_start,
        {{ add_days(add_months('fiscal_quarter_start', 3), -1) }} as fiscal_quarter_end,
        fiscal_year_start,
        {{ add_days(add_months('fiscal_year_start', 12), -1) }} as fiscal_year_end,
        cast(extract(year from {{ add_months('fiscal_year_start', 11) }}) as int) as fiscal_year,
        is_working,
        cast(sum(case when is_working then 1 else 0 end) over (
            order by day nulls last rows between unbounded preceding and current row
        ) as int) as working_day_no
    from starts
)

select * from final
