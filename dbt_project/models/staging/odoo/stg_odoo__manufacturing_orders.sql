-- Grain: one row per manufacturing order and export (days of the user's clock; the responsible person stays in the lake).
with source as (
    {{ active_rows('odoo', 'manufacturing_orders', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(production_order), '') as production_order_id,
        cast(start_at as date) as start_date,
        cast(end_at as date) as end_date,
        cast(deadline as date) as deadline_date,
        {{ odoo_product_id('product') }} as product_id,
        {{ odoo_product_name('product') }} as product_name,
        nullif(trim(lot), '') as batch,
        nullif(trim(source), '') as sales_order_id,
        cast(order_quantity as decimal(28, 8)) as ordered_quantity,
        cast(delivered_quantity as decimal(28, 8)) as delivered_quantity,
        nullif(trim(unit), '') as unit,
        lower(trim(status)) as status_label,
        {{ odoo_warehouse('production_order') }} as plant,
        {{ origin_columns() }}
    from source
)

select * from renamed
