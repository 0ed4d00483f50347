-- Grain: one row per emergency plan; the id stands as written.
with newest as (
    {{ newest_rows(ref('stg_template__emergency_plan'), ['plan_id']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        plan_id as emergency_plan_id,
        name,
        category,
        site,
        org_unit_id,
        owner_role,
        rto_minutes,
        rpo_minutes,
        needs_annual_drill,
        valid_from,
        valid_to,
        _file,
        _record
    from newest
)

select * from final
