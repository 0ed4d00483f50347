-- Grain: one row per unit, ancestor (itself at distance 0) and range of days in which one is above the other.
{{ config(materialized='table') }}

with recursive positions as (
    select org_unit_id, parent_id, valid_from, valid_to from {{ ref('int_org_position') }}
),

walk as (
    select
        org_unit_id,
        org_unit_id as ancestor_id,
        parent_id as next_id,
        0 as distance,
        valid_from,
        valid_to
    from positions
    union all
    select
        walk.org_unit_id,
        positions.org_unit_id as ancestor_id,
        positions.parent_id as next_id,
        walk.distance + 1 as distance,
        greatest(walk.valid_from, positions.valid_from) as valid_from,
        least(walk.valid_to, positions.valid_to) as valid_to
    from walk
    inner join positions
        on walk.next_id = positions.org_unit_id
        and walk.valid_from <= positions.valid_to
        and walk.valid_to >= positions.valid_from
    where walk.distance < 20 -- a circle among parents ends here; a test reports it
)

select org_unit_id, ancestor_id, distance, valid_from, valid_to
from walk
