-- Grain: one row per candidate of a recruiting system that exists now (no names).
with candidates as (
    {{ newest_rows(ref('stg_greenhouse__candidate'), ['_system', '_instance', 'candidate_id']) }}
),

final as (
    select
        _system || ':' || _instance || ':' || candidate_id as candidate_id,
        _system as system,
        _instance as instance,
        created_at,
        _system || ':' || _instance || ':' || merged_into_id as merged_into_candidate_id,
        _system || ':' || _instance || ':' || recruiter_id as recruiter_id,
        is_private,
        _file,
        _record
    from candidates
    where not is_deleted
)

select * from final
