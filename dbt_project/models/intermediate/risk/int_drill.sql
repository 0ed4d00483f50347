-- Grain: one row per drill of an emergency plan, held or planned; the id stands as written.
with newest as (
    {{ newest_rows(ref('stg_template__drill'), ['drill_id']) }}
),

final as (
    select
        newest._system as system,
        newest._instance as instance,
        newest.drill_id,
        newest.plan_id as emergency_plan_id,
        coalesce(plan.category, 'unmapped') as category,
        coalesce(
            plan.org_unit_id, case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        newest.drill_type,
        newest.planned_on,
        newest.held_on,
        newest.recovery_minutes,
        plan.rto_minutes,
        coalesce(newest.held_on is not null and newest.recovery_minutes <= plan.rto_minutes, false) as is_rto_met,
        newest.findings_count,
        newest._file,
        newest._record
    from newest
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_emergency_plan') }} as plan on newest.plan_id = plan.emergency_plan_id
)

select * from final
