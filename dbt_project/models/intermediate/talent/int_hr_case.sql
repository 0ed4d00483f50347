-- Grain: one row per HR case.
with kept as (
    {{ newest_rows(ref('stg_template__hr_case'), ['_system', '_instance', 'case_id']) }}
),

final as (
    select
        kept._system || ':' || kept._instance || ':' || kept.case_id as hr_case_id,
        kept._system as system,
        kept._instance as instance,
        {{ one_of(
            'kept.case_type',
            ['grievance', 'conflict', 'discrimination', 'harassment', 'discipline', 'pay', 'other'],
        ) }} as case_type,
        {{ one_of('kept.severity', ['low', 'medium', 'high', 'critical']) }} as severity,
        kept.org_unit_id,
        kept.opened_on,
        kept.closed_on,
        {{ days_between('kept.opened_on', 'kept.closed_on') }} as days_to_close,
        kept._file,
        kept._record
    from kept
)

select * from final
