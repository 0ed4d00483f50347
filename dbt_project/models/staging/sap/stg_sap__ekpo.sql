-- Grain: one row per item of a purchasing document and export.
with source as (
    {{ active_rows('sap', 'ekpo', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('purchase_order') }} as purchase_order_id,
        {{ sap_number('item') }} as line_number,
        nullif(upper(trim(deletion_indicator)), '') as deletion_indicator,
        {{ sap_number('material') }} as product_id,
        nullif(trim(short_text), '') as product_name,
        nullif(trim(material_group), '') as product_group,
        nullif(trim(company_code), '') as company_code,
        nullif(trim(plant), '') as plant,
        cast(order_quantity as decimal(28, 8)) as ordered_quantity,
        nullif(upper(trim(order_unit)), '') as unit,
        case when coalesce(price_order_unit, order_unit) = order_unit then net_price end as net_price,
        price_unit,
        cast(net_value as decimal(28, 4)) as amount,
        nullif(trim(account_assignment), '') as account_assignment,
        coalesce(is_delivery_completed, false) as is_delivery_completed,
        coalesce(is_final_invoice, false) as is_final_invoice,
        has_goods_receipt,
        has_invoice_receipt,
        coalesce(is_return, false) as is_return,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
