-- Grain: one row per line of a delivery and snapshot.
with source as (
    {{ active_rows('template', 'delivery', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(delivery_id), '') as delivery_id,
        nullif(trim(line_number), '') as line_number,
        nullif(trim(lower(source_system)), '') as source_system,
        nullif(trim(source_instance), '') as source_instance,
        case when lower(trim(source_system)) = 'sap' then {{ sap_number('sales_order_id') }} else nullif(trim(sales_order_id), '') end as sales_order_id,
        case when lower(trim(source_system)) = 'sap' then {{ sap_number('sales_order_line') }} else nullif(trim(sales_order_line), '') end as sales_order_line,
        case when lower(trim(source_system)) = 'sap' then {{ sap_number('customer_id') }} else nullif(trim(customer_id), '') end as customer_id,
        case when lower(trim(source_system)) = 'sap' then {{ sap_number('product_id') }} else nullif(trim(product_id), '') end as product_id,
        nullif(trim(plant), '') as plant,
        nullif(trim(carrier), '') as carrier,
        cast(ordered_quantity as decimal(28, 8)) as ordered_quantity,
        cast(delivered_quantity as decimal(28, 8)) as delivered_quantity,
        nullif(trim(unit), '') as unit,
        requested_on as requested_date,
        promised_on as promised_date,
        shipped_on as shipped_date,
        delivered_on as delivered_date,
        is_undamaged,
        has_correct_documents,
        lower(trim(status)) as status,
        {{ origin_columns() }}
    from source
)

select * from renamed
