{#- From leaf rows to sums, distinct counts and percentiles per unit and window: parts of macro roll_up. -#}

{#- Measures of the domain's terms, at every unit above their leaf on the day. -#}
{% macro roll_up_measures(measures) %}
measure as (
    {% for relation in measures %}
    select measure_id, day, org_unit_id, segment_type, segment_value, value, n_obs, n_blocked, n_stale
    from {{ relation }}
    where measure_id in (select term.measure_id from term)
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

rolled_measure as (
    select
        measure.measure_id,
        measure.day,
        closure.ancestor_id as org_unit_id,
        measure.segment_type,
        measure.segment_value,
        cast(sum(measure.value) as decimal(28, 6)) as value,
        sum(measure.n_obs) as n_obs,
        sum(measure.n_blocked) as n_blocked,
        sum(measure.n_stale) as n_stale
    from measure
    inner join {{ ref('kpi_closure') }} as closure
        on measure.org_unit_id = closure.org_unit_id
        and measure.day between closure.valid_from and closure.valid_to
    group by measure.measure_id, measure.day, closure.ancestor_id, measure.segment_type, measure.segment_value
),

windowed_measure as (
    select
        rolled_measure.measure_id,
        reading.grain,
        reading.time_window,
        reading.offset_months,
        window_day.period_start,
        rolled_measure.org_unit_id,
        rolled_measure.segment_type,
        rolled_measure.segment_value,
        cast(sum(case when rolled_measure.n_obs > 0 then rolled_measure.value end) as decimal(28, 6)) as value,
        sum(rolled_measure.n_obs) as n_obs,
        sum(rolled_measure.n_blocked) as n_blocked,
        sum(rolled_measure.n_stale) as n_stale
    from rolled_measure
    inner join reading
        on rolled_measure.measure_id = reading.measure_id
        and rolled_measure.segment_type = reading.segment_type
    inner join {{ ref('kpi_window_day') }} as window_day
        on reading.grain = window_day.grain
        and reading.time_window = window_day.time_window
        and reading.offset_months = window_day.offset_months
        and rolled_measure.day = window_day.day
    group by
        rolled_measure.measure_id, reading.grain, reading.time_window, reading.offset_months, window_day.period_start,
        rolled_measure.org_unit_id, rolled_measure.segment_type, rolled_measure.segment_value
)
{% endmacro %}

{#- Observations are recounted at every unit and window; `term_value` joins them with the sums. A measure's percentile is that
    of its KPI. -#}
{% macro roll_up_observations(observations) %}
observation as (
    {% for relation in observations %}
    select measure_id, day, org_unit_id, segment_type, segment_value, obs_key, value
    from {{ relation }}
    where measure_id in (select term.measure_id from term)
    {{ 'union all' if not loop.last }}
    {% else %}
    select
        measure_id, day, org_unit_id, segment_type, segment_value,
        cast(null as string) as obs_key, cast(null as double) as value
    from measure
    where 1 = 0
    {% endfor %}
),

rolled_observation as (
    select
        observation.measure_id,
        observation.day,
        closure.ancestor_id as org_unit_id,
        observation.segment_type,
        observation.segment_value,
        observation.obs_key,
        observation.value
    from observation
    inner join {{ ref('kpi_closure') }} as closure
        on observation.org_unit_id = closure.org_unit_id
        and observation.day between closure.valid_from and closure.valid_to
),

share as (
    select
        term.measure_id,
        max(kpi.percentile) as percentile
    from term
    inner join kpi on term.kpi_id = kpi.kpi_id
    group by term.measure_id
),

windowed_observation as (
    select
        rolled.measure_id,
        reading.grain,
        reading.time_window,
        reading.offset_months,
        window_day.period_start,
        rolled.org_unit_id,
        rolled.segment_type,
        rolled.segment_value,
        count(distinct rolled.obs_key) as n_distinct,
        {%- for percentile in ['0.5', '0.85', '0.95'] %}
        percentile_cont({{ percentile }}) within group (order by rolled.value nulls last)
        filter (where share.percentile = {{ percentile }}) as quantile_{{ loop.index }},
        {%- endfor %}
        count(*) as n_obs
    from rolled_observation as rolled
    inner join share on rolled.measure_id = share.measure_id
    inner join reading
        on rolled.measure_id = reading.measure_id
        and rolled.segment_type = reading.segment_type
    inner join {{ ref('kpi_window_day') }} as window_day
        on reading.grain = window_day.grain
        and reading.time_window = window_day.time_window
        and reading.offset_months = window_day.offset_months
        and rolled.day = window_day.day
    group by
        rolled.measure_id, reading.grain, reading.time_window, reading.offset_months, window_day.period_start,
        rolled.org_unit_id, rolled.segment_type, rolled.segment_value
),

term_value as (
    select
        measure_id, grain, time_window, offset_months, period_start, org_unit_id, segment_type, segment_value,
        value, cast(null as double) as quantile, n_obs, n_blocked, n_stale
    from windowed_measure
    union all
    select
        measure_id, grain, time_window, offset_months, period_start, org_unit_id, segment_type, segment_value,
        cast(n_distinct as decimal(28, 6)) as value, coalesce(quantile_1, quantile_2, quantile_3) as quantile,
        n_obs, 0 as n_blocked, 0 as n_stale
    from windowed_observation
)
{% endmacro %}
