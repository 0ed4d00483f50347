-- Grain: one row per person, skill, day and assessor.
with kept as (
    {{ newest_rows(
        ref('stg_template__skill_assessment'), ['_system', '_instance', 'employee_number', 'skill', 'assessed_on', 'assessor']
    ) }}
),

final as (
    select
        kept._system || ':' || kept._instance || ':' || kept.employee_number
        || ':' || kept.skill || ':' || cast(kept.assessed_on as string) || ':' || kept.assessor as skill_assessment_id,
        kept._system as system,
        kept._instance as instance,
        'employee_number' as person_source_kind,
        kept.employee_number as person_source_key,
        kept.skill,
        kept.assessed_on,
        {{ one_of('kept.assessor', ['self', 'manager', 'peer', 'external']) }} as assessor,
        kept.skill_level,
        kept._file,
        kept._record
    from kept
)

select * from final
