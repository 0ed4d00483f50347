-- One row per min_group, fiscal year and unit: is it hidden? Top-down by tree level, one statement a level (macro
-- mask_level); people sitting directly at a parent stand among the hidden ones as a nameless sibling, because they are
-- published nowhere: where they are few, a sibling is hidden with them, or parent minus children would give their figures.
{{ config(materialized='table') }}

with run as (
    select
        as_of,
        reach_from
    from {{ ref('kpi_run') }}
),

check_day as (
    select distinct
        calendar.fiscal_year_start,
        calendar.day
    from {{ ref('dim_date') }} as calendar
    cross join run
    where
        calendar.day >= run.reach_from
        and (
            calendar.day = run.as_of
            or (calendar.day < run.as_of and calendar.day = {{ add_days(add_months('calendar.month_start', 1), -1) }})
        )
),

fiscal_year as (
    select
        fiscal_year_start,
        max(day) as last_day
    from check_day
    group by fiscal_year_start
),

people as (
    select
        check_day.fiscal_year_start,
        headcount.org_unit_id,
        min(case when headcount.n_people > 0 then headcount.n_people end) as n_people,
        min(case when headcount.n_direct > 0 then headcount.n_direct end) as n_direct
    from {{ ref('kpi_headcount') }} as headcount
    inner join check_day on headcount.day = check_day.day
    group by check_day.fiscal_year_start, headcount.org_unit_id
),

node as (
    select
        sensitivity.min_group,
        fiscal_year.fiscal_year_start,
        position.org_unit_id,
        position.parent_id,
        coalesce(people.n_people, 0) as n_people,
        coalesce(people.n_direct, 0) as n_direct
    from fiscal_year
    cross join (select distinct min_group from {{ ref('kpi_catalog') }} where min_group is not null) as sensitivity
    inner join {{ ref('kpi_position') }} as position
        on fiscal_year.last_day between position.valid_from and position.valid_to
    left join people
        on fiscal_year.fiscal_year_start = people.fiscal_year_start
        and position.org_unit_id = people.org_unit_id
),

-- who stands below a parent: its units, and, without a name, the people directly at it
member as (
    select
        min_group,
        fiscal_year_start,
        parent_id,
        org_unit_id,
        n_people,
        n_people > 0 and n_people < min_group as is_small,
        false as is_nameless
    from node
    union all
    select
        min_group,
        fiscal_year_start,
        org_unit_id as parent_id,
        '' as org_unit_id,
        n_direct as n_people,
        n_direct < min_group as is_small,
        true as is_nameless
    from node
    where n_direct > 0
),

level_0 as (
    select
        min_group,
        fiscal_year_start,
        org_unit_id,
        n_people > 0 and n_people < min_group as is_hidden
    from node
    where parent_id is null
),

{% for level in range(1, mask_depth() + 1) %}
{{ mask_level(level) }},
{% endfor %}

final as (
    {% for level in range(mask_depth() + 1) %}
    select min_group, fiscal_year_start, org_unit_id, {{ level }} as level, is_hidden from level_{{ level }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    min_group,
    fiscal_year_start,
    org_unit_id,
    level,
    is_hidden
from final
