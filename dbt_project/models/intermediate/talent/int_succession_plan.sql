-- Grain: one row per role, successor and first day; a role without a successor has one row.
with kept as (
    {{ newest_rows(
        ref('stg_template__succession_plan'), ['_system', '_instance', 'role_id', 'employee_number', 'valid_from']
    ) }}
),

final as (
    select
        kept._system || ':' || kept._instance || ':' || kept.role_id
        || ':' || coalesce(kept.employee_number, '') || ':' || cast(kept.valid_from as string) as succession_plan_id,
        kept._system as system,
        kept._instance as instance,
        kept._system || ':' || kept._instance || ':' || kept.role_id as role_id,
        kept.role_title,
        kept.org_unit_id,
        kept.is_critical,
        case when kept.employee_number is not null then 'employee_number' end as person_source_kind,
        kept.employee_number as person_source_key,
        case
            when kept.employee_number is null then 'none'
            when kept.readiness in ('ready_now', 'one_to_two_years', 'three_to_five_years') then kept.readiness
            else 'unmapped'
        end as readiness,
        kept.valid_from,
        kept.valid_to,
        kept._file,
        kept._record
    from kept
)

select * from final
