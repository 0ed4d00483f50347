-- Grain: one row per service and first day of its agreement; the id stands as written.
with newest as (
    {{ newest_rows(ref('stg_template__service'), ['service_id', 'valid_from']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        service_id,
        name,
        org_unit_id,
        owner_role,
        agreed_minutes,
        calendar,
        valid_from,
        valid_to,
        _file,
        _record
    from newest
)

select * from final
