-- Grain: one row per product, location, lot, package, owner and snapshot.
with source as (
    {{ active_rows('odoo', 'stock_quants', kind='keyed') }}
),

renamed as (
    select
        {{ odoo_product_id('product') }} as product_id,
        {{ odoo_product_name('product') }} as product_name,
        nullif(trim(location), '') as storage_location,
        {{ odoo_place('location') }} as place,
        {{ odoo_warehouse('location') }} as plant,
        nullif(trim(lot), '') as batch,
        nullif(trim(package), '') as package,
        nullif(trim(owner), '') as stock_owner,
        cast(quantity as decimal(28, 8)) as quantity,
        cast(reserved_quantity as decimal(28, 8)) as reserved_quantity,
        nullif(trim(unit), '') as unit,
        cast(value as decimal(28, 4)) as stock_value,
        {{ origin_columns() }}
    from source
)

select * from renamed
