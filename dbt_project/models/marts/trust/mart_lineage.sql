-- One row per KPI, role, measure, month and file: how many rows of the file the whole company's figure has in the month, and what
-- they add up to. A stock or headcount has the rows that count on the month's last day.
-- For KPIs about people there is no value, and there are no row counts of a measure and month where a file has fewer people than
-- min_group (one count missing among others could be computed) or the company itself is hidden.
with run as (
    select as_of from {{ ref('kpi_run') }}
),

month as (
    select
        period_start as month,
        window_end as last_day
    from {{ ref('kpi_period') }}
    where grain = 'month'
),

term as (
    select distinct
        term.kpi_id,
        term.role,
        term.measure_id
    from {{ ref('kpi_term') }} as term
    union all
    select
        catalog.kpi_id,
        'goal' as role,
        kind.measure_id
    from {{ ref('kpi_catalog') }} as catalog
    cross join (select distinct measure_id from {{ ref('lineage_strategy') }}) as kind
    where catalog.function like 'f:goal%'
),

-- measures that are read on single days, not added up over them
point_measure as (
    select distinct term.measure_id
    from term
    inner join {{ ref('kpi_grid') }} as grid
        on term.kpi_id = grid.kpi_id and grid.grain = 'month' and grid.time_window = 'point'
),

-- events, counted by the month they lie in
flow as (
    {% for domain in ['finance', 'customer', 'operations'] %}
    select
        entry.measure_id,
        entry.state,
        {{ month_start('entry.day_from') }} as month,
        entry.file_id,
        count(*) as n_rows,
        cast(null as bigint) as n_people,
        cast(sum(cast(entry.value as decimal(28, 6))) as decimal(28, 6)) as value
    from {{ ref('lineage_' ~ domain) }} as entry
    cross join run
    where
        entry.day_from <= run.as_of
        and entry.measure_id not in (select point_measure.measure_id from point_measure)
    group by entry.measure_id, entry.state, {{ month_start('entry.day_from') }}, entry.file_id
    union all
    {% endfor %}
    select
        entry.measure_id,
        entry.state,
        month.month,
        entry.file_id,
        count(distinct entry.record) as n_rows,
        count(distinct entry.person_key) as n_people,
        cast(null as decimal(28, 6)) as value
    from {{ ref('lineage_people') }} as entry
    inner join month on entry.day_from <= month.last_day and entry.day_to >= month.month
    where entry.measure_id not in (select point_measure.measure_id from point_measure)
    group by entry.measure_id, entry.state, month.month, entry.file_id
),

-- what counts on the last day of the month
standing as (
    {% for domain in ['people', 'operations', 'risk', 'strategy'] %}
    select
        measure_id, state, day_from, day_to, file_id, record, value,
        {{ 'person_key' if domain == 'people' else 'cast(null as string) as person_key' }}
    from {{ ref('lineage_' ~ domain) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

stock as (
    select
        standing.measure_id,
        standing.state,
        month.month,
        standing.file_id,
        count(distinct standing.record) as n_rows,
        case when count(standing.person_key) > 0 then count(distinct standing.person_key) end as n_people,
        cast(sum(cast(standing.value as decimal(28, 6))) as decimal(28, 6)) as value
    from standing
    inner join month on month.last_day between standing.day_from and standing.day_to
    where standing.measure_id in (select point_measure.measure_id from point_measure)
    group by standing.measure_id, standing.state, month.month, standing.file_id
),

counted as (
    select measure_id, state, month, file_id, n_rows, n_people, value from flow
    union all
    select measure_id, state, month, file_id, n_rows, n_people, value from stock
),

company_mask as (
    select
        min_group,
        fiscal_year_start,
        max(case when is_hidden then 1 else 0 end) as is_hidden
    from {{ ref('kpi_mask') }}
    where level = 0
    group by min_group, fiscal_year_start
),

placed as (
    select
        term.kpi_id,
        term.role,
        term.measure_id,
        counted.month,
        counted.file_id,
        counted.n_rows,
        catalog.min_group,
        domain_map.domain as gating_domain,
        min(coalesce(counted.n_people, counted.n_rows)) over (
            partition by term.kpi_id, term.role, term.measure_id, counted.month
        ) as fewest,
        coalesce(company_mask.is_hidden, 1) as is_hidden,
        case
            when catalog.min_group is null and measure.time_aggregation = 'sum' and measure.domain <> 'people' then counted.value
        end as value
    from term
    inner join counted
        on term.measure_id = counted.measure_id
        and counted.state = case when term.role = 'block' then 'blocked' else 'counted' end
    inner join month on counted.month = month.month
    inner join {{ ref('dim_date') }} as calendar on month.month = calendar.day
    inner join {{ ref('kpi_catalog') }} as catalog on term.kpi_id = catalog.kpi_id
    inner join {{ ref('domain_map') }} as domain_map on catalog.domain = domain_map.catalogue_domain
    left join {{ ref('measure_catalog') }} as measure on term.measure_id = measure.measure_id
    left join company_mask
        on catalog.min_group = company_mask.min_group
        and calendar.fiscal_year_start = company_mask.fiscal_year_start
)

select
    placed.kpi_id,
    placed.gating_domain,
    placed.role,
    placed.measure_id,
    placed.month,
    placed.file_id,
    file.system,
    file.dataset,
    file.name as file_name,
    cast(
        case
            when placed.min_group is null or (placed.fewest >= placed.min_group and placed.is_hidden = 0) then placed.n_rows
        end as bigint
    ) as rows,
    placed.value
from placed
left join {{ source('lake_index', 'files') }} as file on placed.file_id = file.file_id
