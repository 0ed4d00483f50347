-- One row per grain, window, offset and period: the days that a term looks at (window_start > window_end: none).
-- A running window with an offset is cut on the day with as many working days elapsed as the running one has.
with run as (
    select as_of from {{ ref('kpi_run') }}
),

calendar as (
    select
        day,
        month_start,
        fiscal_quarter_start,
        fiscal_year_start,
        is_working,
        working_day_no
    from {{ ref('dim_date') }}
),

wanted as (
    select
        grain,
        time_window,
        0 as offset_months
    from {{ ref('kpi_grid') }}
    union
    select
        grid.grain,
        coalesce(term.time_window, grid.time_window) as time_window,
        {{ offset_months('term') }} as offset_months
    from {{ ref('kpi_grid') }} as grid
    inner join {{ ref('kpi_term') }} as term on grid.kpi_id = term.kpi_id
),

-- what is compared with its like: a complete period itself; while it runs, what runs at its end: the period, for qtd the
-- quarter, for ytd the year, for trailing months the month
compared as (
    select
        period.grain,
        period.period_start,
        period.window_end,
        period.is_complete,
        wanted.time_window,
        wanted.offset_months,
        shape.anchor,
        shape.length,
        case
            when period.is_complete then period.period_start
            when shape.anchor = 'quarter' then closing.fiscal_quarter_start
            when shape.anchor = 'year' then closing.fiscal_year_start
            when shape.anchor = 'months' then closing.month_start
            else period.period_start
        end as thing_start,
        case
            when period.is_complete then period.months
            when shape.anchor = 'quarter' then 3
            when shape.anchor = 'year' then 12
            when shape.anchor = 'months' then 1
            else period.months
        end as thing_months
    from {{ ref('kpi_period') }} as period
    inner join wanted on period.grain = wanted.grain
    inner join {{ ref('kpi_time_window') }} as shape on wanted.time_window = shape.time_window
    inner join calendar as closing on period.window_end = closing.day
),

shifted as (
    select
        compared.grain,
        compared.period_start,
        compared.window_end,
        compared.is_complete,
        compared.time_window,
        compared.offset_months,
        compared.anchor,
        compared.length,
        compared.thing_start,
        {{ add_months('compared.thing_start', '-compared.offset_months') }} as shifted_start,
        {{ add_days(add_months('compared.thing_start', 'compared.thing_months - compared.offset_months'), -1) }} as shifted_last,
        {{ add_days(add_months('compared.thing_start', 'compared.thing_months'), -1) }} <= run.as_of as is_over
    from compared
    cross join run
),

-- the working day of the shifted thing on which it is as far as the running one
progress as (
    select
        shifted.grain,
        shifted.period_start,
        shifted.time_window,
        shifted.offset_months,
        today.working_day_no - opening.working_day_no + case when opening.is_working then 1 else 0 end as elapsed,
        base.working_day_no - case when base.is_working then 1 else 0 end as base_before
    from shifted
    inner join calendar as today on shifted.window_end = today.day
    inner join calendar as opening on shifted.thing_start = opening.day
    inner join calendar as base on shifted.shifted_start = base.day
    where shifted.offset_months > 0 and not shifted.is_over
),

ended as (
    select
        shifted.grain,
        shifted.period_start,
        shifted.time_window,
        shifted.offset_months,
        shifted.anchor,
        shifted.length,
        shifted.is_complete,
        shifted.shifted_start,
        case
            when shifted.offset_months = 0 then shifted.window_end
            when shifted.is_over then shifted.shifted_last
            when progress.elapsed = 0 then {{ add_days('shifted.shifted_start', -1) }}
            when cut.day <= shifted.shifted_last then cut.day
            else shifted.shifted_last
        end as window_end
    from shifted
    left join progress
        on shifted.grain = progress.grain
        and shifted.period_start = progress.period_start
        and shifted.time_window = progress.time_window
        and shifted.offset_months = progress.offset_months
    left join calendar as cut on progress.base_before + progress.elapsed = cut.working_day_no and cut.is_working
),

-- starts follow the end, but for the shifted thing, whose start is known even where it is empty
anchored as (
    select
        ended.grain,
        ended.period_start,
        ended.time_window,
        ended.offset_months,
        ended.anchor,
        ended.length,
        ended.shifted_start,
        ended.window_end,
        anchor_day.month_start,
        anchor_day.fiscal_quarter_start,
        anchor_day.fiscal_year_start
    from ended
    inner join calendar as anchor_day
        on case
            when ended.offset_months > 0 and not ended.is_complete and ended.anchor in ('quarter', 'year', 'months')
                then ended.shifted_start
            else ended.window_end
        end = anchor_day.day
)

select
    grain,
    period_start,
    time_window,
    offset_months,
    case anchor
        when 'period' then shifted_start
        when 'quarter' then fiscal_quarter_start
        when 'year' then fiscal_year_start
        when 'full_year' then fiscal_year_start
        when 'days' then {{ add_days('window_end', '1 - length') }}
        when 'months' then {{ add_months('month_start', '1 - length') }}
    end as window_start,
    case anchor
        when 'full_year' then {{ add_days(add_months('fiscal_year_start', 12), -1) }}
        else window_end
    end as window_end
from anchored
