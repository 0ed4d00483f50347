{#- The KPIs of one domain, computed from measures at every unit: the CTEs of a kpi_cell__<domain> model up to `cell`, one row per
    KPI, unit, segment, grain, window and period. roll_up decides; ratios are one division of summed components, distinct
    counts and percentiles are taken from observations at every unit. Judging (suppression, status) is macro judge's.

    measures, observations: relations of the msr_ and obs_ models whose measures the domain's terms use. -#}
{% macro roll_up(domain, measures, observations=[]) %}
with kpi as (
    {{ kpi_of_domain(domain) }}
    where catalog.function is null
),

grid as (
    select
        grid.kpi_id,
        grid.grain,
        grid.time_window,
        grid.segment_type,
        grid.scale
    from {{ ref('kpi_grid') }} as grid
    inner join kpi on grid.kpi_id = kpi.kpi_id
),

term as (
    {{ kpi_terms() }}
    inner join kpi on term.kpi_id = kpi.kpi_id
),

-- what the terms look at, once per measure however many KPIs use it
reading as (
    select distinct
        term.measure_id,
        grid.segment_type,
        grid.grain,
        coalesce(term.time_window, grid.time_window) as time_window,
        term.offset_months
    from term
    inner join grid on term.kpi_id = grid.kpi_id
),

{{ roll_up_measures(measures) }},
{{ roll_up_observations(observations) }},

start as (
    select
        measure_id,
        {{ month_start('min(day)') }} as data_start
    from (
        select measure_id, day from measure where n_obs + n_blocked > 0
        union all
        select measure_id, day from observation
    ) as row_day
    group by measure_id
),

kpi_start as (
    select
        term.kpi_id,
        min(start.data_start) as data_start
    from term
    inner join start on term.measure_id = start.measure_id
    where term.role <> 'block'
    group by term.kpi_id
),

place as (
    select distinct
        grid.kpi_id,
        grid.segment_type,
        row_place.org_unit_id,
        row_place.segment_value
    from (
        select measure_id, org_unit_id, segment_type, segment_value from rolled_measure where n_obs + n_blocked > 0
        union
        select measure_id, org_unit_id, segment_type, segment_value from rolled_observation
    ) as row_place
    inner join term on row_place.measure_id = term.measure_id and term.role <> 'block'
    inner join grid on term.kpi_id = grid.kpi_id and row_place.segment_type = grid.segment_type
),

spine as (
    select
        place.kpi_id,
        place.org_unit_id,
        place.segment_type,
        place.segment_value,
        grid.grain,
        grid.time_window,
        grid.scale,
        period.period_start,
        period.period_end,
        period.is_complete
    from place
    inner join grid on place.kpi_id = grid.kpi_id and place.segment_type = grid.segment_type
    inner join kpi_start on place.kpi_id = kpi_start.kpi_id
    inner join {{ ref('kpi_period') }} as period
        on grid.grain = period.grain
        and kpi_start.data_start <= period.period_end
),

-- which days each term of a cell looks at, the same for all units
term_window as (
    select
        term.kpi_id,
        term.role,
        term.coef,
        term.measure_id,
        grid.time_window,
        term_days.grain,
        term_days.period_start,
        term_days.time_window as term_window,
        term_days.offset_months,
        term_days.window_start,
        term_days.window_end,
        coalesce(term_days.window_start < start.data_start, false) as is_before_start
    from term
    inner join (select distinct kpi_id, grain, time_window from grid) as grid on term.kpi_id = grid.kpi_id
    inner join {{ ref('kpi_window') }} as term_days
        on grid.grain = term_days.grain
        and coalesce(term.time_window, grid.time_window) = term_days.time_window
        and term.offset_months = term_days.offset_months
    left join start on term.measure_id = start.measure_id and term.role <> 'block'
),

reach as (
    select
        kpi_id,
        grain,
        time_window,
        period_start,
        min(window_start) as first_day,
        max(window_end) as last_day,
        max(case when is_before_start then 1 else 0 end) = 1 as is_before_start
    from term_window
    group by kpi_id, grain, time_window, period_start
),

component as (
    select
        spine.kpi_id,
        spine.org_unit_id,
        spine.segment_type,
        spine.segment_value,
        spine.grain,
        spine.time_window,
        spine.period_start,
        sum(case when term_window.role = 'num' then {{ times_coef('term_value.value', 'term_window.coef') }} end) as numerator,
        sum(case when term_window.role = 'den' then {{ times_coef('term_value.value', 'term_window.coef') }} end) as denominator,
        max(case when term_window.role = 'num' then term_value.quantile end) as quantile,
        sum(case when term_window.role <> 'block' then term_value.n_obs else 0 end) as n_obs,
        sum(case when term_window.role = 'den' then term_value.n_obs else 0 end) as n_obs_denominator,
        sum(term_value.n_blocked) as n_blocked,
        sum(term_value.n_stale) as n_stale
    from spine
    inner join term_window
        on spine.kpi_id = term_window.kpi_id
        and spine.grain = term_window.grain
        and spine.time_window = term_window.time_window
        and spine.period_start = term_window.period_start
    inner join term_value
        on term_window.measure_id = term_value.measure_id
        and term_window.grain = term_value.grain
        and term_window.term_window = term_value.time_window
        and term_window.offset_months = term_value.offset_months
        and term_window.period_start = term_value.period_start
        and spine.org_unit_id = term_value.org_unit_id
        and spine.segment_type = term_value.segment_type
        and spine.segment_value = term_value.segment_value
    group by
        spine.kpi_id, spine.org_unit_id, spine.segment_type, spine.segment_value,
        spine.grain, spine.time_window, spine.period_start
),

part as (
    select
        spine.kpi_id,
        spine.org_unit_id,
        case
            when spine.segment_type = 'total' then 'total'
            else spine.segment_type || '=' || spine.segment_value
        end as segment,
        spine.grain,
        spine.time_window,
        spine.period_start,
        spine.period_end,
        spine.is_complete,
        own_window.window_start,
        own_window.window_end,
        reach.first_day,
        reach.last_day,
        case
            when spine.scale = 'days' then {{ days_between('own_window.window_start', 'own_window.window_end') }} + 1
            else {{ try_cast('spine.scale', 'double') }}
        end as scale,
        kpi.roll_up,
        kpi.denominator_rule,
        kpi.min_group,
        coalesce(component.n_obs, 0) as n_obs,
        coalesce(component.n_obs_denominator, 0) as n_obs_denominator,
        coalesce(component.n_stale, 0) > 0 as is_partial,
        reach.is_before_start or coalesce(component.n_blocked, 0) > 0 as is_blocked,
        component.quantile,
        case when component.n_obs > 0 then cast(coalesce(component.numerator, 0) as double) end as numerator,
        case
            when kpi.roll_up = 'mean'
                then cast({{ days_between('own_window.window_start', 'own_window.window_end') }} + 1 as double)
            when kpi.denominator_abs then abs(cast(component.denominator as double))
            else cast(component.denominator as double)
        end as denominator
    from spine
    inner join kpi on spine.kpi_id = kpi.kpi_id
    inner join reach
        on spine.kpi_id = reach.kpi_id
        and spine.grain = reach.grain
        and spine.time_window = reach.time_window
        and spine.period_start = reach.period_start
    inner join {{ ref('kpi_window') }} as own_window
        on spine.grain = own_window.grain
        and spine.time_window = own_window.time_window
        and spine.period_start = own_window.period_start
        and own_window.offset_months = 0
    left join component
        on spine.kpi_id = component.kpi_id
        and spine.org_unit_id = component.org_unit_id
        and spine.segment_type = component.segment_type
        and spine.segment_value = component.segment_value
        and spine.grain = component.grain
        and spine.time_window = component.time_window
        and spine.period_start = component.period_start
),

cell as (
    select
        kpi_id,
        org_unit_id,
        segment,
        grain,
        time_window,
        period_start,
        period_end,
        window_start,
        window_end,
        first_day,
        last_day,
        is_complete,
        n_obs,
        min_group,
        is_partial,
        case when is_blocked then null when roll_up = 'percentile' then quantile else numerator end as numerator,
        case when is_blocked or n_obs = 0 then null when roll_up in ('ratio', 'mean') then denominator end as denominator,
        case
            when is_blocked then null
            when roll_up = 'percentile' then quantile
            when roll_up in ('ratio', 'mean') and {{ can_divide() }} then {{ ratio('numerator', 'denominator', 'scale') }}
            when roll_up in ('ratio', 'mean') then null
            else numerator
        end as value,
        case
            when is_blocked then false
            when roll_up = 'ratio' and n_obs > 0 then {{ can_divide() }}
            else true
        end as is_computable
    from part
)
{% endmacro %}

{#- May a ratio be taken? A growth or margin needs a positive base, the others one that is not 0. -#}
{% macro can_divide() -%}
    (coalesce(denominator, 0) > 0 or (coalesce(denominator, 0) < 0 and denominator_rule = 'nonzero'))
{%- endmacro %}

{#- A measure times the coefficient of a term; both factors are narrow enough for 38 digits on either engine. -#}
{% macro times_coef(value, coef) -%}
    cast(cast({{ value }} as decimal(28, 6)) * cast({{ coef }} as decimal(9, 4)) as decimal(28, 6))
{%- endmacro %}

{% macro kpi_of_domain(domain) %}
    select
        catalog.kpi_id,
        catalog.roll_up,
        catalog.min_group,
        catalog.denominator_rule,
        catalog.denominator_abs,
        catalog.percentile
    from {{ ref('kpi_catalog') }} as catalog
    inner join {{ ref('domain_map') }} as domain_map
        on catalog.domain = domain_map.catalogue_domain and domain_map.domain = '{{ domain }}'
{% endmacro %}

{% macro kpi_terms() %}
    select
        term.kpi_id,
        term.role,
        term.coef,
        term.measure_id,
        term.time_window,
        {{ offset_months('term') }} as offset_months
    from {{ ref('kpi_term') }} as term
{% endmacro %}

{#- How many months a term of kpi_term looks back. -#}
{% macro offset_months(term) -%}
    coalesce({{ term }}.offset_n, 0) * case {{ term }}.offset_unit when 'm' then 1 when 'q' then 3 when 'y' then 12 else 0 end
{%- endmacro %}
