-- Grain: one row per sales order item and state of the list.
with source as (
    {{ active_rows('sap', 'sales_order_items', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('sales_order') }} as sales_order,
        {{ sap_number('item') }} as item,
        upper(trim(document_type)) as document_type,
        document_date,
        {{ sap_number('customer') }} as customer_id,
        {{ sap_number('material') }} as product_id,
        order_quantity,
        nullif(trim(sales_unit), '') as sales_unit,
        delivery_date,
        net_price,
        net_value,
        upper(nullif(trim(currency), '')) as currency,
        lower(trim(status)) as status,
        lower(trim(delivery_status)) as delivery_status,
        nullif(trim(rejection_reason), '') as rejection_reason,
        nullif(trim(plant), '') as plant,
        {{ origin_columns() }}
    from source
)

select * from renamed
