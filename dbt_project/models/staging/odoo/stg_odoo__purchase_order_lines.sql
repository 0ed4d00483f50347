-- Grain: one row per line of a purchase order and export (days of the user's clock; the buyer stays in the lake).
with source as (
    {{ active_rows('odoo', 'purchase_order_lines', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(purchase_order), '') as purchase_order_id,
        nullif(trim(item), '') as line_number,
        nullif(trim(supplier), '') as supplier_id,
        cast(order_date as date) as order_date,
        lower(trim(status)) as status_label,
        nullif(upper(trim(currency)), '') as currency,
        nullif(trim(company), '') as company_code,
        nullif(trim({{ dbt.split_part('deliver_to', "':'", 1) }}), '') as plant,
        coalesce(nullif(trim(product_code), ''),
            {{ odoo_product_id('product') }}) as product_id,
        {{ odoo_product_name('product') }} as product_name,
        cast(order_quantity as decimal(28, 8)) as ordered_quantity,
        cast(received_quantity as decimal(28, 8)) as received_quantity,
        cast(billed_quantity as decimal(28, 8)) as invoiced_quantity,
        nullif(trim(order_unit), '') as unit,
        net_price,
        cast(net_value as decimal(28, 4)) as amount,
        cast(delivery_date as date) as delivery_date,
        {{ origin_columns() }}
    from source
)

select * from renamed
