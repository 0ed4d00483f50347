-- Grain: one row per stock move, done or planned (quantities without sign; days of the user's clock).
with source as (
    {{ active_rows('odoo', 'stock_moves', kind='ledger') }}
),

renamed as (
    select
        nullif(trim(reference), '') as reference,
        cast(date as date) as move_date,
        cast(deadline as date) as deadline_date,
        {{ odoo_product_id('product') }} as product_id,
        {{ odoo_product_name('product') }} as product_name,
        nullif(trim(source_location), '') as source_location,
        nullif(trim(destination_location), '') as destination_location,
        {{ odoo_place('source_location') }} as source_place,
        {{ odoo_place('destination_location') }} as destination_place,
        {{ odoo_warehouse('source_location') }} as source_plant,
        {{ odoo_warehouse('destination_location') }} as destination_plant,
        cast(demand as decimal(28, 8)) as demand,
        cast(quantity as decimal(28, 8)) as quantity,
        nullif(trim(unit), '') as unit,
        nullif(trim(lot), '') as batch,
        nullif(trim(source_document), '') as source_document,
        nullif(trim(company), '') as company_code,
        lower(trim(status)) as status_label,
        {{ origin_columns() }}
    from source
)

select * from renamed
