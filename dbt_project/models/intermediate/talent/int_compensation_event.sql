-- Grain: one row per raise, bonus or reward of a person, in the currency it is paid in.
with kept as (
    {{ newest_rows(ref('stg_template__compensation_event'), ['_system', '_instance', 'event_id']) }}
),

final as (
    select
        kept._system || ':' || kept._instance || ':' || kept.event_id as compensation_event_id,
        kept._system as system,
        kept._instance as instance,
        'employee_number' as person_source_kind,
        kept.employee_number as person_source_key,
        {{ one_of('kept.kind', ['raise', 'bonus', 'reward']) }} as kind,
        kept.event_date,
        cast(kept.pay_amount as decimal(28, 4)) as amount,
        cast(kept.target_amount as decimal(28, 4)) as target_amount,
        kept.currency,
        kept.plan,
        kept.plan_year,
        kept._file,
        kept._record
    from kept
)

select * from final
