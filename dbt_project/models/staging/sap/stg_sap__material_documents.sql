-- Grain: one row per line of the material document list (signed as listed; S or H decides where the column is there).
with source as (
    {{ active_rows('sap', 'material_documents', kind='ledger') }}
),

renamed as (
    select
        {{ sap_number('material_document') }} as document,
        material_document_year as document_year,
        {{ sap_number('material_document_item') }} as document_item,
        posting_date,
        nullif(trim(movement_type), '') as movement_type,
        {{ sap_number('material') }} as product_id,
        nullif(trim(material_description), '') as product_name,
        nullif(trim(plant), '') as plant,
        nullif(trim(storage_location), '') as storage_location,
        nullif(trim(batch), '') as batch,
        nullif(upper(trim(special_stock)), '') as special_stock,
        cast({{ sap_signed('coalesce(quantity, quantity_entry)', 'debit_credit') }} as decimal(28, 8)) as quantity,
        case when quantity is null then nullif(upper(trim(entry_unit)), '') else nullif(upper(trim(base_unit)), '') end as unit,
        cast({{ sap_signed('amount_lc', 'debit_credit') }} as decimal(28, 4)) as amount,
        nullif(trim(company_code), '') as company_code,
        {{ sap_number('supplier') }} as supplier_id,
        nullif(trim(supplier_name), '') as supplier_name,
        {{ sap_number('customer') }} as customer_id,
        {{ sap_number('purchase_order') }} as purchase_order_id,
        {{ sap_number('purchase_order_item') }} as purchase_order_item,
        {{ sap_number('order_number') }} as production_order_id,
        nullif(trim(movement_reason), '') as movement_reason,
        {{ origin_columns() }}
    from source
)

select * from renamed
