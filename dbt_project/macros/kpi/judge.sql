{#- The body of every kpi__<domain> model: from the rows of kpi_cell__<domain> to those of mart_kpi. First match
    decides the status: suppressed, not_computable, no_data, no_target, then the value against its target. In a suppressed cell
    every figure is NULL, those that the ledger keeps of it too: it may have been shown before. -#}
{% macro judge(cells) %}
with cell as (
    select * from {{ cells }}
),

catalog as (
    select
        kpi_id,
        kpi_version,
        name_en,
        name_zh,
        domain,
        unit,
        good
    from {{ ref('kpi_catalog') }}
),

masked as (
    select
        cell.kpi_id,
        cell.org_unit_id,
        cell.segment,
        cell.grain,
        cell.time_window,
        cell.period_start,
        max(case when mask.is_hidden is null or mask.is_hidden then 1 else 0 end) = 1 as is_hidden,
        max(headcount.n_people) as n_people
    from cell
    left join {{ ref('kpi_mask') }} as mask
        on cell.org_unit_id = mask.org_unit_id
        and cell.min_group = mask.min_group
        and mask.fiscal_year_start <= cell.last_day
        and {{ add_months('mask.fiscal_year_start', 12) }} > cell.first_day
    left join {{ ref('kpi_headcount') }} as headcount
        on cell.org_unit_id = headcount.org_unit_id
        and cell.window_end = headcount.day
    where cell.min_group is not null
    group by cell.kpi_id, cell.org_unit_id, cell.segment, cell.grain, cell.time_window, cell.period_start
),

aim as (
    select
        target.kpi_id,
        target.org_unit_id,
        target.segment,
        target.grain,
        target.time_window,
        target.valid_from,
        coalesce(target.valid_to, {{ open_end() }}) as valid_to,
        target.target,
        catalog.good,
        coalesce(target.low, case when target.high is null then target.target end) as low,
        coalesce(target.high, case when target.low is null then target.target end) as high,
        target.tolerance
    from {{ ref('dim_kpi_target') }} as target
    inner join catalog on target.kpi_id = catalog.kpi_id
),

-- thresholds are decimals until they meet the value: 0.9 less 5 % is 0.855, not 0.8550000000000001
limit_row as (
    select
        kpi_id,
        org_unit_id,
        segment,
        grain,
        time_window,
        valid_from,
        valid_to,
        cast(target as double) as target,
        good = 'band' and (low is not null or high is not null) or good <> 'band' and target is not null as is_set,
        cast(case good when 'up' then target when 'band' then low end as double) as least_on,
        cast(case good when 'down' then target when 'band' then high end as double) as most_on,
        cast(case good when 'up' then target when 'band' then low end - {{ tolerance() }} as double) as least_risk,
        cast(case good when 'down' then target when 'band' then high end + {{ tolerance() }} as double) as most_risk
    from aim
),

aimed as (
    select
        cell.kpi_id,
        cell.org_unit_id,
        cell.segment,
        cell.grain,
        cell.time_window,
        cell.period_start,
        limit_row.target,
        limit_row.is_set,
        limit_row.least_on,
        limit_row.most_on,
        limit_row.least_risk,
        limit_row.most_risk,
        row_number() over (
            partition by cell.kpi_id, cell.org_unit_id, cell.segment, cell.grain, cell.time_window, cell.period_start
            order by limit_row.valid_from desc nulls last
        ) as recency
    from cell
    inner join limit_row
        on cell.kpi_id = limit_row.kpi_id
        and cell.org_unit_id = limit_row.org_unit_id
        and cell.segment = limit_row.segment
        and cell.grain = limit_row.grain
        and cell.time_window = limit_row.time_window
        and cell.period_start between limit_row.valid_from and limit_row.valid_to
),

-- what the lake's ledger keeps of the cell: the value frozen when its period was closed, and the first one published
kept as (
    select
        cell.kpi_id,
        cell.org_unit_id,
        cell.segment,
        cell.grain,
        cell.time_window,
        cell.period_start,
        closed.value as closed_value,
        published.first_value
    from cell
    left join {{ ref('kpi_closed') }} as closed
        on cell.kpi_id = closed.kpi_id
        and cell.org_unit_id = closed.org_unit_id
        and cell.segment = closed.segment
        and cell.grain = closed.grain
        and cell.time_window = closed.time_window
        and cell.period_start = closed.period_start
    left join {{ ref('kpi_published') }} as published
        on cell.kpi_id = published.kpi_id
        and cell.org_unit_id = published.org_unit_id
        and cell.segment = published.segment
        and cell.grain = published.grain
        and cell.time_window = published.time_window
        and cell.period_start = published.period_start
    where closed.value is not null or published.first_value is not null
),

shown as (
    select
        cell.kpi_id,
        cell.org_unit_id,
        cell.segment,
        cell.grain,
        cell.time_window,
        cell.period_start,
        cell.period_end,
        cell.window_start,
        cell.window_end,
        cell.is_complete,
        cell.is_partial,
        cell.is_computable,
        coalesce(masked.is_hidden, false) as is_hidden,
        case when not coalesce(masked.is_hidden, false) then cell.numerator end as numerator,
        case when not coalesce(masked.is_hidden, false) then cell.denominator end as denominator,
        case when not coalesce(masked.is_hidden, false) then cell.value end as value,
        case when not coalesce(masked.is_hidden, false) then cell.n_obs end as n_obs,
        case when not masked.is_hidden then coalesce(masked.n_people, 0) end as n_people,
        case when not coalesce(masked.is_hidden, false) then kept.closed_value end as closed_value,
        case when not coalesce(masked.is_hidden, false) then coalesce(kept.first_value, cell.value) end as first_published_value,
        aimed.target,
        coalesce(aimed.is_set, false) as is_set,
        aimed.least_on,
        aimed.most_on,
        aimed.least_risk,
        aimed.most_risk
    from cell
    left join masked
        on cell.kpi_id = masked.kpi_id
        and cell.org_unit_id = masked.org_unit_id
        and cell.segment = masked.segment
        and cell.grain = masked.grain
        and cell.time_window = masked.time_window
        and cell.period_start = masked.period_start
    left join aimed
        on cell.kpi_id = aimed.kpi_id
        and cell.org_unit_id = aimed.org_unit_id
        and cell.segment = aimed.segment
        and cell.grain = aimed.grain
        and cell.time_window = aimed.time_window
        and cell.period_start = aimed.period_start
        and aimed.recency = 1
    left join kept
        on cell.kpi_id = kept.kpi_id
        and cell.org_unit_id = kept.org_unit_id
        and cell.segment = kept.segment
        and cell.grain = kept.grain
        and cell.time_window = kept.time_window
        and cell.period_start = kept.period_start
)

select
    shown.kpi_id,
    cast(catalog.kpi_version as int) as kpi_version,
    catalog.name_en,
    catalog.name_zh,
    catalog.domain,
    shown.org_unit_id,
    shown.segment,
    shown.grain,
    shown.time_window,
    shown.period_start,
    shown.period_end,
    shown.window_start,
    shown.window_end,
    shown.is_complete,
    shown.numerator,
    shown.denominator,
    shown.value,
    catalog.unit,
    cast(shown.n_obs as bigint) as n_obs,
    cast(shown.n_people as bigint) as n_people,
    shown.is_partial,
    shown.target,
    case
        when shown.is_hidden then 'suppressed'
        when not shown.is_computable then 'not_computable'
        when shown.value is null then 'no_data'
        when not shown.is_set then 'no_target'
        when
            shown.value >= coalesce(shown.least_on, shown.value)
            and shown.value <= coalesce(shown.most_on, shown.value)
            then 'on_target'
        when
            shown.value >= coalesce(shown.least_risk, shown.value)
            and shown.value <= coalesce(shown.most_risk, shown.value)
            then 'at_risk'
        else 'off_target'
    end as status,
    run.as_of,
    shown.closed_value,
    shown.first_published_value
from shown
inner join catalog on shown.kpi_id = catalog.kpi_id
cross join {{ ref('kpi_run') }} as run
{% endmacro %}

{#- What a value may miss its target by and still be at risk: as given, else a share of the target (of a band: of the sum of its
    bounds, half as much). -#}
{% macro tolerance() -%}
    coalesce(
        tolerance,
        cast(
            cast(
                case when good = 'band' then coalesce(abs(low), abs(high)) + coalesce(abs(high), abs(low)) else abs(target) end
                as decimal(19, 6)
            )
            * cast(
                case when good = 'band' then {{ kpi_setting('band_tolerance_share') }} else {{ kpi_setting('tolerance_share') }} end
                as decimal(9, 6)
            ) as decimal(28, 12)
        )
    )
{%- endmacro %}
