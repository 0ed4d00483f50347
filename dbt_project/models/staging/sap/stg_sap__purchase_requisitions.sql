-- Grain: one row per purchase requisition item and state of the list (who asked for it stays in the lake).
with source as (
    {{ active_rows('sap', 'purchase_requisitions', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('requisition') }} as requisition,
        {{ sap_number('requisition_item') }} as requisition_item,
        upper(nullif(trim(deletion_indicator), '')) as deletion_indicator,
        upper(nullif(trim(processing_status), '')) as processing_status,
        requisition_date,
        release_date,
        delivery_date,
        created_on,
        {{ sap_number('material') }} as product_id,
        nullif(trim(plant), '') as plant,
        quantity_requested,
        nullif(trim(unit), '') as unit,
        quantity_ordered,
        valuation_price,
        price_unit,
        total_value,
        upper(nullif(trim(currency), '')) as currency,
        {{ sap_number('coalesce(fixed_supplier, desired_supplier)') }} as supplier_id,
        {{ sap_number('purchase_order') }} as purchase_order,
        {{ sap_number('purchase_order_item') }} as purchase_order_item,
        {{ origin_columns() }}
    from source
)

select * from renamed
