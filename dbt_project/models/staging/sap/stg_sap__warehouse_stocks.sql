-- Grain: one row per line of the warehouse stock list and snapshot.
with source as (
    {{ active_rows('sap', 'warehouse_stocks', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('material') }} as product_id,
        nullif(trim(material_description), '') as product_name,
        nullif(trim(plant), '') as plant,
        nullif(trim(storage_location), '') as storage_location,
        nullif(trim(batch), '') as batch,
        nullif(upper(trim(special_stock)), '') as special_stock,
        {{ sap_number('special_stock_number') }} as special_stock_number,
        nullif(upper(trim(base_unit)), '') as unit,
        nullif(upper(trim(currency)), '') as currency,
        cast(unrestricted as decimal(28, 8)) as unrestricted,
        cast(in_quality_inspection as decimal(28, 8)) as in_quality_inspection,
        cast(blocked as decimal(28, 8)) as blocked,
        cast(restricted as decimal(28, 8)) as restricted,
        cast(in_transit as decimal(28, 8)) as in_transit,
        cast(returns as decimal(28, 8)) as returns,
        cast(valuated_gr_blocked as decimal(28, 8)) as valuated_gr_blocked,
        cast(value_unrestricted as decimal(28, 4)) as value_unrestricted,
        cast(value_in_quality_inspection as decimal(28, 4)) as value_in_quality_inspection,
        cast(value_blocked as decimal(28, 4)) as value_blocked,
        cast(value_restricted as decimal(28, 4)) as value_restricted,
        cast(value_in_transit as decimal(28, 4)) as value_in_transit,
        cast(value_returns as decimal(28, 4)) as value_returns,
        {{ origin_columns() }}
    from source
)

select * from renamed
