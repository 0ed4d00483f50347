{#- CTE `cell` of the goal KPIs (functions f:goal_attainment, f:goal_pace, f:goals_on_track): one row per goal at its own unit,
    and the unit's total; goals are not rolled up. Same columns as macro roll_up's cell. -#}
{% macro goal_cells() %}
with function_kpi as (
    select
        kpi_id,
        function
    from {{ ref('kpi_catalog') }}
    where function in ('f:goal_attainment', 'f:goal_pace', 'f:goals_on_track')
),

progress as (
    select
        goal_id, org_unit_id, grain, period_start, period_end, window_end, is_complete,
        weight, numerator, denominator, attainment, expected, pace, state, is_active, goal_status
    from {{ ref('goal_progress') }}
),

single as (
    select
        function_kpi.kpi_id,
        progress.org_unit_id,
        'goal=' || progress.goal_id as segment,
        progress.grain,
        progress.period_start,
        progress.period_end,
        progress.window_end,
        progress.is_complete,
        case when function_kpi.function = 'f:goal_attainment' then progress.numerator else progress.attainment end as numerator,
        case when function_kpi.function = 'f:goal_attainment' then progress.denominator else progress.expected end as denominator,
        case when function_kpi.function = 'f:goal_attainment' then progress.attainment else progress.pace end as value,
        progress.state <> 'not_computable'
        and (function_kpi.function = 'f:goal_attainment' or progress.state = 'no_data' or progress.pace is not null) as is_computable,
        case when progress.state = 'ok' then 1 else 0 end as n_obs
    from progress
    inner join function_kpi on function_kpi.function in ('f:goal_attainment', 'f:goal_pace')
),

clipped as (
    select
        org_unit_id,
        grain,
        period_start,
        period_end,
        window_end,
        is_complete,
        sum(case when attainment is not null then cast(weight as decimal(18, 6)) end) as weight,
        sum(case when attainment is not null then {{ mul_share('weight', 'least(greatest(attainment, 0), 1)') }} end) as weighted,
        sum(case when attainment is not null then 1 else 0 end) as n_attained,
        sum(case when is_active then 1 else 0 end) as n_active,
        sum(case when is_active and goal_status <> 'no_data' then 1 else 0 end) as n_known,
        sum(case when is_active and goal_status in ('on_track', 'achieved') then 1 else 0 end) as n_on_track
    from progress
    group by org_unit_id, grain, period_start, period_end, window_end, is_complete
),

total as (
    select
        function_kpi.kpi_id,
        clipped.org_unit_id,
        'total' as segment,
        clipped.grain,
        clipped.period_start,
        clipped.period_end,
        clipped.window_end,
        clipped.is_complete,
        case function_kpi.function
            when 'f:goal_attainment' then cast(clipped.weighted as double)
            when 'f:goals_on_track' then cast(clipped.n_on_track as double)
        end as numerator,
        case function_kpi.function
            when 'f:goal_attainment' then cast(clipped.weight as double)
            when 'f:goals_on_track' then cast(clipped.n_known as double)
        end as denominator,
        case function_kpi.function
            when 'f:goal_attainment' then {{ ratio('clipped.weighted', 'clipped.weight') }}
            when 'f:goals_on_track' then {{ ratio('clipped.n_on_track', 'clipped.n_known') }}
        end as value,
        case function_kpi.function
            when 'f:goal_attainment' then clipped.n_attained = 0 or clipped.weight > 0
            when 'f:goals_on_track' then clipped.n_active = 0 or clipped.n_known > 0
            else false
        end as is_computable,
        case function_kpi.function when 'f:goals_on_track' then clipped.n_known else clipped.n_attained end as n_obs
    from clipped
    cross join function_kpi
),

cell as (
    {% for rows in ['single', 'total'] %}
    select
        kpi_id,
        org_unit_id,
        segment,
        grain,
        'point' as time_window,
        period_start,
        period_end,
        window_end as window_start,
        window_end,
        window_end as first_day,
        window_end as last_day,
        is_complete,
        n_obs,
        cast(null as int) as min_group,
        false as is_partial,
        numerator,
        denominator,
        value,
        is_computable
    from {{ rows }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)
{% endmacro %}

{#- Weight times a share of 0..1, to twelve places. -#}
{% macro mul_share(weight, share) -%}
    cast(cast({{ weight }} as decimal(9, 4)) * cast({{ share }} as decimal(13, 12)) as decimal(24, 12))
{%- endmacro %}
