-- Grain: one row per control; the id stands as written.
with newest as (
    {{ newest_rows(ref('stg_template__control'), ['control_id']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        control_id,
        name,
        category,
        control_type,
        is_key,
        process,
        org_unit_id,
        owner_role,
        valid_from,
        valid_to,
        _file,
        _record
    from newest
)

select * from final
