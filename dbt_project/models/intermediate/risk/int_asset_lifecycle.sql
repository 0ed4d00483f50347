-- Grain: one row per asset; the id stands as written.
with newest as (
    {{ newest_rows(ref('stg_template__asset_lifecycle'), ['asset_id']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        asset_id,
        name,
        asset_type,
        service_id,
        org_unit_id,
        in_service_on,
        retired_on,
        support_end_on,
        patch_due_on,
        {{ add_days('least(support_end_on, patch_due_on)', 1) }} as past_end_from,
        _file,
        _record
    from newest
)

select * from final
