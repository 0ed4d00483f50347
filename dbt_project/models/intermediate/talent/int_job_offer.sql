-- Grain: one row per offer made to an applicant.
with kept as (
    {{ newest_rows(ref('stg_template__job_offer'), ['_system', '_instance', 'offer_id']) }}
),

final as (
    select
        kept._system || ':' || kept._instance || ':' || kept.offer_id as job_offer_id,
        kept._system as system,
        kept._instance as instance,
        kept.application_id as application_key,
        kept.requisition_code,
        kept.org_unit_id,
        kept.source,
        kept.offered_on,
        {{ one_of('kept.outcome', ['open', 'accepted', 'declined', 'lapsed', 'retracted']) }} as outcome,
        case when kept.outcome <> 'open' then kept.decided_on end as decided_on,
        kept._file,
        kept._record
    from kept
)

select * from final
