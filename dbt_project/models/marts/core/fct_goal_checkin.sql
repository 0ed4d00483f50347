-- Grain: one row per goal and check-in day.
with checkins as (
    {{ newest_rows(ref('stg_template__goal_checkin'), ['goal_id', 'day']) }}
)

select goal_id, day, value, confidence, _file, _record
from checkins
