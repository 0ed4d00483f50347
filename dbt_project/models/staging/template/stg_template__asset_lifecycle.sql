-- Grain: one row per asset and snapshot.
with source as (
    {{ active_rows('template', 'asset_lifecycle', kind='keyed') }}
),

renamed as (
    select
        trim(asset_id) as asset_id,
        name,
        lower(trim(asset_type)) as asset_type,
        nullif(trim(service_id), '') as service_id,
        trim(org_unit_id) as org_unit_id,
        in_service_on,
        retired_on,
        support_end_on,
        patch_due_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
