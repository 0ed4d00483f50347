-- Grain: one row per material, plant, storage location and snapshot: all batches together, own stock only.
with source as (
    {{ active_rows('sap', 'mard', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('material') }} as product_id,
        nullif(trim(plant), '') as plant,
        nullif(trim(storage_location), '') as storage_location,
        cast(unrestricted as decimal(28, 8)) as unrestricted,
        cast(in_quality_inspection as decimal(28, 8)) as in_quality_inspection,
        cast(blocked as decimal(28, 8)) as blocked,
        cast(restricted as decimal(28, 8)) as restricted,
        cast(in_transit as decimal(28, 8)) as in_transit,
        cast(returns as decimal(28, 8)) as returns,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
    where not coalesce(is_deleted, false)
)

select * from renamed
