-- Invariant: what explains a figure is the figure. The rows of lineage add up to each measure, company-wide by month; where a
-- measure is no sum, there are as many as observations. Days and heads are compared on the days that were counted.
with run as (
    select
        as_of,
        reach_from
    from {{ ref('kpi_run') }}
),

month as (
    select
        calendar.month_start as month,
        min(calendar.day) as first_day,
        max(calendar.day) as last_day
    from {{ ref('dim_date') }} as calendar
    cross join run
    where calendar.day between run.reach_from and run.as_of
    group by calendar.month_start
),

catalog as (
    select measure_id from {{ ref('measure_catalog') }} where time_aggregation = 'sum'
),

measured as (
    {% for domain in ['finance', 'people', 'customer', 'operations', 'risk'] %}
    select
        measure_id,
        {{ month_start('day') }} as month,
        sum(value) as total
    from {{ ref('msr_' ~ domain) }}
    where segment_type in ('total', 'account_class')
    group by measure_id, {{ month_start('day') }}
    union all
    {% endfor %}
    {% for domain in ['people', 'operations'] %}
    select
        measure_id,
        {{ month_start('day') }} as month,
        cast(count(*) as decimal(28, 6)) as total
    from {{ ref('obs_' ~ domain) }}
    where segment_type = 'total'
    group by measure_id, {{ month_start('day') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

traced as (
    {% for domain in ['finance', 'people', 'customer', 'operations', 'risk'] %}
    select
        entry.measure_id,
        {{ month_start('entry.day_from') }} as month,
        sum(cast(entry.value as decimal(28, 6))) as total
    from {{ ref('lineage_' ~ domain) }} as entry
    where entry.measure_id in (select catalog.measure_id from catalog) and not entry.is_daily
    group by entry.measure_id, {{ month_start('entry.day_from') }}
    union all
    {% endfor %}
    select
        entry.measure_id,
        month.month,
        cast(
            sum({{ mul(
                days_between('greatest(entry.day_from, month.first_day)', 'least(entry.day_to, month.last_day)') ~ ' + 1',
                'entry.value',
            ) }}) as decimal(28, 6)
        ) as total
    from {{ ref('lineage_people') }} as entry
    inner join month on entry.day_from <= month.last_day and entry.day_to >= month.first_day
    where entry.is_daily
    group by entry.measure_id, month.month
    union all
    select
        entry.measure_id,
        {{ month_start('reading.day') }} as month,
        cast(count(*) as decimal(28, 6)) as total
    from {{ ref('lineage_people') }} as entry
    inner join (select distinct day from {{ ref('kpi_person_day') }}) as reading
        on reading.day between entry.day_from and entry.day_to
    where entry.measure_id = 'headcount'
    group by entry.measure_id, {{ month_start('reading.day') }}
    union all
    select
        session.measure_id,
        {{ month_start('session.day_from') }} as month,
        cast(count(*) as decimal(28, 6)) as total
    from (
        select distinct entry.measure_id, entry.day_from, entry.org_unit_id, attendance.session_id
        from {{ ref('lineage_people') }} as entry
        inner join {{ ref('fct_training_attendance') }} as attendance
            on entry.file_id = attendance._file and entry.record = attendance._record
        where entry.measure_id = 'training_session'
    ) as session
    group by session.measure_id, {{ month_start('session.day_from') }}
    union all
    select
        entry.measure_id,
        {{ month_start('entry.day_from') }} as month,
        cast(count(*) as decimal(28, 6)) as total
    from {{ ref('lineage_operations') }} as entry
    where entry.measure_id not in (select catalog.measure_id from catalog)
    group by entry.measure_id, {{ month_start('entry.day_from') }}
)

select
    coalesce(measured.measure_id, traced.measure_id) as measure_id,
    coalesce(measured.month, traced.month) as month,
    measured.total as measured_total,
    traced.total as traced_total
from measured
full outer join traced on measured.measure_id = traced.measure_id and measured.month = traced.month
where coalesce(measured.total, 0) <> coalesce(traced.total, 0)
