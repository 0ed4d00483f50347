-- Grain: one row per feedback that a person gave another (no texts).
with given as (
    {{ newest_rows(ref('stg_lattice__feedback'), ['_system', '_instance', 'receiver_key', 'giver_key', 'given_at']) }}
),

kinds as (
    {{ term_meanings('given', 'kind', 'feedback_kind') }}
),

final as (
    select
        given._system || ':' || given._instance || ':' || given.receiver_key || ':' || given.giver_key || ':'
        || cast(given.given_at as string) as feedback_id,
        given._system as system,
        given._instance as instance,
        case when given.receiver_id is null then 'email' else 'employee_number' end as person_source_kind,
        coalesce(given.receiver_id, given.receiver_key) as person_source_key,
        case when given.giver_id is null then 'email' else 'employee_number' end as giver_source_kind,
        coalesce(given.giver_id, given.giver_key) as giver_source_key,
        given.receiver_key = given.giver_key as is_self,
        cast(given.given_at as date) as given_on,
        coalesce(kinds.meaning, 'unmapped') as kind,
        given._file,
        given._record
    from given
    left join kinds on given.kind = kinds.term
)

select * from final
