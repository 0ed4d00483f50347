-- Grain: one row per move of a competitor; the id stands as written.
with newest as (
    {{ newest_rows(ref('stg_template__competitor_event'), ['event_id']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        event_id as competitor_event_id,
        observed_on,
        competitor,
        event_type,
        title,
        region,
        impact,
        _file,
        _record
    from newest
)

select * from final
