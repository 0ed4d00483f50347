-- Grain: one row per goal and day from which the share `expected` of its way should have been made.
with points as (
    {{ newest_rows(ref('stg_template__goal_trajectory'), ['goal_id', 'day']) }}
)

select goal_id, day, expected
from points
