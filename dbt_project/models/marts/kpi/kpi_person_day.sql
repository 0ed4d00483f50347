-- One row per employee, unit and reading day (last days of periods and months, and the as-of date); contractors left out.
with run as (
    select
        as_of,
        reach_from
    from {{ ref('kpi_run') }}
),

reading_day as (
    select window_end as day
    from {{ ref('kpi_period') }}
    union
    select {{ add_days('calendar.month_start', -1) }} as day
    from {{ ref('dim_date') }} as calendar
    cross join run
    where calendar.month_start > run.reach_from and calendar.month_start <= run.as_of
)

select distinct
    spell.person_key,
    spell.org_unit_id,
    reading_day.day
from {{ ref('fct_employment_spell') }} as spell
inner join reading_day on reading_day.day between spell.valid_from and spell.valid_to
where not coalesce(spell.is_contractor, false)
