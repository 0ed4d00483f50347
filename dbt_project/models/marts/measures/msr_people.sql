-- One row per measure, day and leaf unit; segment total only, so that one mask serves all people KPIs.
with run as (
    select
        as_of,
        reach_from
    from {{ ref('kpi_run') }}
),

person_day as (
    select
        'person_days' as measure_id,
        calendar.day,
        spell.org_unit_id,
        count(distinct spell.person_key) as value
    from {{ ref('fct_employment_spell') }} as spell
    cross join run
    inner join {{ ref('dim_date') }} as calendar
        on calendar.day between greatest(spell.valid_from, run.reach_from) and least(spell.valid_to, run.as_of)
    where not coalesce(spell.is_contractor, false)
    group by calendar.day, spell.org_unit_id
),

summed as (
    select measure_id
    from {{ ref('measure_catalog') }}
    where time_aggregation = 'sum'
),

entry as (
    select measure_id, day, org_unit_id, cast(value as decimal(28, 6)) as value from person_day
    union all
    select measure_id, day, org_unit_id, value
    from {{ ref('ent_people') }}
    where measure_id in (select summed.measure_id from summed)
),

segmented as (
    select
        measure_id,
        day,
        org_unit_id,
        'total' as segment_type,
        'all' as segment_value,
        value,
        1 as n_obs,
        0 as n_blocked
    from entry
)

{{ measure_rows('segmented') }}
