-- Grain: one row per goal and version, with the days on which it holds.
with newest as (
    {{ newest_rows(ref('stg_template__goal_version'), ['goal_id', 'goal_version']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        goal_id,
        goal_version,
        changed_on as valid_from,
        coalesce(
            {{ add_days('lead(changed_on) over (partition by goal_id order by goal_version nulls last)', -1) }}, {{ open_end() }}
        ) as valid_to,
        reason,
        baseline,
        target,
        start_date,
        end_date,
        first_value(baseline) over (partition by goal_id order by goal_version nulls last) as original_baseline,
        first_value(target) over (partition by goal_id order by goal_version nulls last) as original_target,
        first_value(end_date) over (partition by goal_id order by goal_version nulls last) as original_end_date,
        approved_by_role,
        _file,
        _record
    from newest
)

select * from final
