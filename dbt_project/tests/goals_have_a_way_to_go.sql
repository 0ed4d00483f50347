-- Goals whose target is where they begin (0 for what adds up from nothing): how much of the way is made cannot be said.
{{ config(
    severity='warn',
    meta={'remedy': 'give the goal a target that differs from its baseline'},
) }}

select goal_id, goal_type, baseline, target
from {{ ref('dim_goal') }}
where goal_type <> 'maintain_min' and target = case when is_flow then 0 else coalesce(baseline, 0) end
