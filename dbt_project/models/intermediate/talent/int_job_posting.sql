-- Grain: one row per posting of a recruiting system that exists now.
-- A posting belongs to the requisition whose number it names; one without such a requisition stands for itself.
with postings as (
    {{ newest_rows(ref('stg_lever__posting'), ['_system', '_instance', 'posting_id']) }}
),

requisitions as (
    {{ newest_rows(ref('stg_lever__requisition'), ['_system', '_instance', 'requisition_id']) }}
),

numbered as (
    select _system, _instance, requisition_code, min(requisition_id) as requisition_id
    from requisitions
    where not is_deleted and requisition_code is not null
    group by _system, _instance, requisition_code
    having count(*) = 1 -- a code given twice names neither
),

states as (
    {{ term_meanings('postings', 'state', 'job_status') }}
),

final as (
    select
        postings._system || ':' || postings._instance || ':' || postings.posting_id as posting_id,
        postings._system as system,
        postings._instance as instance,
        postings._system || ':' || postings._instance || ':'
        || coalesce(numbered.requisition_id, postings.posting_id) as requisition_id,
        postings.title,
        coalesce(states.meaning, 'unmapped') as status,
        postings.department,
        postings.team,
        postings.commitment as employment_type,
        postings.created_at,
        postings._file,
        postings._record
    from postings
    left join numbered
        on postings._system = numbered._system
        and postings._instance = numbered._instance
        and postings.requisition_code = numbered.requisition_code
    left join states on postings.state = states.term
    where not postings.is_deleted
)

select * from final
