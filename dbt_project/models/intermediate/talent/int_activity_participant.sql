-- Grain: one row per team activity and person who took part.
with kept as (
    {{ newest_rows(
        ref('stg_template__activity_participant'), ['_system', '_instance', 'activity_id', 'employee_number']
    ) }}
),

final as (
    select
        kept._system || ':' || kept._instance
        || ':' || kept.activity_id || ':' || kept.employee_number as activity_participant_id,
        kept._system as system,
        kept._instance as instance,
        kept._system || ':' || kept._instance || ':' || kept.activity_id as activity_id,
        'employee_number' as person_source_kind,
        kept.employee_number as person_source_key,
        kept._file,
        kept._record
    from kept
)

select * from final
