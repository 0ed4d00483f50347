-- Grain: one row per item of the purchasing document list and export.
with source as (
    {{ active_rows('sap', 'purchase_order_items', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('purchase_order') }} as purchase_order_id,
        {{ sap_number('item') }} as line_number,
        nullif(upper(trim(deletion_indicator)), '') as deletion_indicator,
        nullif(upper(trim(document_category)), '') as document_category,
        {{ sap_number(dbt.split_part('trim(supplier)', "'  '", 1)) }} as supplier_id,
        coalesce(
            nullif(trim(supplier_name), ''),
            nullif(trim({{ dbt.split_part('trim(supplier)', "'  '", 2) }}), '')
        ) as supplier_name,
        document_date as order_date,
        nullif(trim(purchasing_group), '') as purchasing_group,
        nullif(trim(company_code), '') as company_code,
        {{ sap_number('material') }} as product_id,
        nullif(trim(short_text), '') as product_name,
        nullif(trim(material_group), '') as product_group,
        nullif(trim(account_assignment), '') as account_assignment,
        nullif(trim(plant), '') as plant,
        cast(order_quantity as decimal(28, 8)) as ordered_quantity,
        nullif(upper(trim(order_unit)), '') as unit,
        net_price,
        price_unit,
        nullif(upper(trim(currency)), '') as currency,
        cast(net_value as decimal(28, 4)) as amount,
        cast(coalesce(received_quantity, order_quantity - to_deliver_quantity) as decimal(28, 8)) as received_quantity,
        cast(order_quantity - to_invoice_quantity as decimal(28, 8)) as invoiced_quantity,
        cast(to_deliver_value as decimal(28, 4)) as open_amount,
        delivery_date,
        statistical_date,
        {{ origin_columns() }}
    from source
)

select * from renamed
