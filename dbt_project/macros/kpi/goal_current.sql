{#- Where goals on a KPI stand on each evaluation day: the KPI's terms over the days from the goal's start, at the goal's unit.
    Sums, ratios, means and distinct counts; other roll-ups, point KPIs, and terms with an offset or a window of their own, have
    no value on a goal's window. -#}
{% macro goal_current(readings, measures, observations) %}
with reading as (
    select
        goal_id,
        kpi_id,
        org_unit_id,
        window_start,
        window_end
    from {{ readings }}
),

term as (
    select
        term.kpi_id,
        term.role,
        term.coef,
        term.measure_id
    from {{ ref('kpi_term') }} as term
    where term.kpi_id in (select reading.kpi_id from reading)
),

kpi as (
    select
        catalog.kpi_id,
        catalog.roll_up,
        catalog.min_group,
        catalog.denominator_rule,
        catalog.denominator_abs,
        grid.scale,
        catalog.roll_up in ('sum', 'ratio', 'mean', 'count_distinct')
        and grid.has_flow_total
        and shape.has_own_days is null as is_supported
    from {{ ref('kpi_catalog') }} as catalog
    inner join (
        select
            kpi_id,
            coalesce(max(case when time_window = 'period' then scale end), max(scale)) as scale,
            max(case when segment_type = 'total' and time_window <> 'point' then 1 else 0 end) = 1 as has_flow_total
        from {{ ref('kpi_grid') }}
        group by kpi_id
    ) as grid on catalog.kpi_id = grid.kpi_id
    left join (
        select distinct
            kpi_id,
            true as has_own_days
        from {{ ref('kpi_term') }}
        where offset_n is not null or time_window is not null
    ) as shape on catalog.kpi_id = shape.kpi_id
),

measure as (
    {% for relation in measures %}
    select measure_id, day, org_unit_id, value, n_obs, n_blocked, cast(null as string) as obs_key
    from {{ relation }}
    where segment_type = 'total' and measure_id in (select term.measure_id from term)
    union all
    {% endfor %}
    {% for relation in observations %}
    select measure_id, day, org_unit_id, cast(null as decimal(28, 6)) as value, 1 as n_obs, 0 as n_blocked, obs_key
    from {{ relation }}
    where segment_type = 'total' and measure_id in (select term.measure_id from term)
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

start as (
    select
        measure_id,
        {{ month_start('min(day)') }} as data_start
    from measure
    group by measure_id
),

term_value as (
    select
        reading.goal_id,
        reading.window_end,
        term.role,
        term.coef,
        term.measure_id,
        sum(measure.value) as value,
        count(distinct measure.obs_key) as n_distinct,
        sum(measure.n_obs) as n_obs,
        sum(measure.n_blocked) as n_blocked
    from reading
    inner join term on reading.kpi_id = term.kpi_id
    inner join measure
        on term.measure_id = measure.measure_id
        and measure.day between reading.window_start and reading.window_end
    inner join {{ ref('kpi_closure') }} as closure
        on measure.org_unit_id = closure.org_unit_id
        and reading.org_unit_id = closure.ancestor_id
        and measure.day between closure.valid_from and closure.valid_to
    group by reading.goal_id, reading.window_end, term.role, term.coef, term.measure_id
),

component as (
    select
        goal_id,
        window_end,
        sum(case when role = 'num' then {{ times_coef('coalesce(value, n_distinct)', 'coef') }} end) as numerator,
        sum(case when role = 'den' then {{ times_coef('coalesce(value, n_distinct)', 'coef') }} end) as denominator,
        sum(case when role <> 'block' then n_obs else 0 end) as n_obs,
        sum(n_blocked) as n_blocked
    from term_value
    group by goal_id, window_end
),

before_start as (
    select distinct reading.goal_id
    from reading
    inner join term on reading.kpi_id = term.kpi_id and term.role <> 'block'
    inner join start on term.measure_id = start.measure_id
    where reading.window_start < start.data_start
),

hidden as (
    select distinct
        reading.goal_id,
        reading.window_end
    from reading
    inner join kpi on reading.kpi_id = kpi.kpi_id
    left join {{ ref('kpi_mask') }} as mask
        on reading.org_unit_id = mask.org_unit_id
        and kpi.min_group = mask.min_group
        and mask.fiscal_year_start <= reading.window_end
        and {{ add_months('mask.fiscal_year_start', 12) }} > reading.window_start
    where kpi.min_group is not null and (mask.is_hidden is null or mask.is_hidden)
),

part as (
    select
        reading.goal_id,
        reading.window_end,
        kpi.roll_up,
        kpi.denominator_rule,
        case
            when kpi.scale = 'days' then {{ days_between('reading.window_start', 'reading.window_end') }} + 1
            else {{ try_cast('kpi.scale', 'double') }}
        end as scale,
        coalesce(component.n_obs, 0) as n_obs,
        hidden.goal_id is not null as is_hidden,
        not coalesce(kpi.is_supported, false)
        or before_start.goal_id is not null
        or coalesce(component.n_blocked, 0) > 0 as is_blocked,
        case when component.n_obs > 0 then cast(coalesce(component.numerator, 0) as double) end as numerator,
        case
            when kpi.roll_up = 'mean'
                then cast({{ days_between('reading.window_start', 'reading.window_end') }} + 1 as double)
            when kpi.denominator_abs then abs(cast(component.denominator as double))
            else cast(component.denominator as double)
        end as denominator
    from reading
    left join kpi on reading.kpi_id = kpi.kpi_id
    left join component on reading.goal_id = component.goal_id and reading.window_end = component.window_end
    left join hidden on reading.goal_id = hidden.goal_id and reading.window_end = hidden.window_end
    left join before_start on reading.goal_id = before_start.goal_id
),

final as (
    select
        goal_id,
        window_end as evaluation_day,
        case
            when is_hidden or is_blocked then null
            when roll_up not in ('ratio', 'mean') then numerator
            when {{ can_divide() }} then {{ ratio('numerator', 'denominator', 'scale') }}
        end as current_value,
        case
            when is_hidden then 'no_data'
            when is_blocked then 'not_computable'
            when n_obs = 0 then 'no_data'
            when roll_up = 'ratio' and not {{ can_divide() }} then 'not_computable'
            else 'ok'
        end as state
    from part
)

select
    goal_id,
    evaluation_day,
    current_value,
    state
from final
{% endmacro %}
