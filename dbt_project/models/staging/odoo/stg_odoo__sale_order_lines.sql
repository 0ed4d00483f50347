-- Grain: one row per sales order line and state of the list (the salesperson stays in the lake).
with source as (
    {{ active_rows('odoo', 'sale_order_lines', kind='keyed') }}
),

renamed as (
    select
        trim(sales_order) as sales_order,
        item,
        cast(order_date as date) as order_date,
        cast(delivery_date as date) as delivery_date,
        trim(customer) as customer_id,
        lower(trim(status)) as status,
        upper(nullif(trim(currency), '')) as currency,
        nullif(trim(sales_team), '') as sales_team,
        coalesce( -- a product is shown as `[code] name`
            nullif(trim(product_code), ''),
            case when product like '[%]%' then nullif({{ trimmed("split_part(substr(product, 2), ']', 1)") }}, '') end,
            nullif(trim(product), '')
        ) as product_id,
        order_quantity,
        delivered_quantity,
        invoiced_quantity,
        nullif(trim(unit), '') as unit,
        net_price,
        discount,
        net_value,
        {{ origin_columns() }}
    from source
)

select * from renamed
