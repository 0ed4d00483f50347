-- Grain: one row per organisational unit, in its current position (a closed unit in its last, a future one in its first).
{{ config(materialized='table') }}

with recursive ranked as (
    select
        position.org_unit_id,
        position.name,
        position.name_zh,
        position.parent_id,
        position.valid_from <= company.as_of and position.valid_to >= company.as_of as is_current,
        row_number() over (
            partition by position.org_unit_id
            order by
                case when position.valid_from <= company.as_of then 0 else 1 end nulls last,
                case when position.valid_from <= company.as_of then {{ days_between('position.valid_from', 'company.as_of') }}
                    else {{ days_between('company.as_of', 'position.valid_from') }} end nulls last
        ) as choice
    from {{ ref('int_org_position') }} as position
    cross join {{ ref('int_company') }} as company
),

units as (
    select org_unit_id, name, name_zh, parent_id, is_current from ranked where choice = 1
),

tree as (
    select
        org_unit_id,
        name,
        name_zh,
        parent_id,
        is_current,
        0 as level,
        org_unit_id as path
    from units
    where parent_id is null
    union all
    select
        units.org_unit_id,
        units.name,
        units.name_zh,
        units.parent_id,
        units.is_current,
        tree.level + 1 as level,
        tree.path || '/' || units.org_unit_id as path
    from tree
    inner join units on tree.org_unit_id = units.parent_id
    where tree.level < 20
)

select
    org_unit_id,
    name,
    name_zh,
    parent_id,
    cast(level as int) as level,
    path,
    is_current
from tree
