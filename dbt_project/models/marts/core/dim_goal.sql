-- Grain: one row per goal.
with goals as (
    {{ newest_rows(ref('stg_template__goal'), ['goal_id']) }}
),

final as (
    select
        goal_id,
        name,
        name_zh,
        org_unit_id,
        level,
        kpi_id,
        goal_type,
        is_flow,
        baseline,
        target,
        unit,
        start_date,
        end_date,
        trajectory,
        weight,
        cadence_days,
        parent_id,
        _file,
        _record
    from goals
)

select * from final
