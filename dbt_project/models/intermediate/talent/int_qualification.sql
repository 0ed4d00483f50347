-- Grain: one row per person, qualification and day obtained.
with kept as (
    {{ newest_rows(
        ref('stg_template__qualification'), ['_system', '_instance', 'employee_number', 'qualification', 'obtained_on']
    ) }}
),

final as (
    select
        kept._system || ':' || kept._instance || ':' || kept.employee_number
        || ':' || kept.qualification || ':' || cast(kept.obtained_on as string) as qualification_id,
        kept._system as system,
        kept._instance as instance,
        'employee_number' as person_source_kind,
        kept.employee_number as person_source_key,
        kept.qualification,
        kept.obtained_on,
        coalesce(kept.expires_on, {{ open_end() }}) as expires_on,
        kept._file,
        kept._record
    from kept
)

select * from final
