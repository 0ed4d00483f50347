-- Grain: one row per item of a material document (quantities and amounts signed: S plus, H minus).
with source as (
    {{ active_rows('sap', 'matdoc', kind='ledger') }}
),

renamed as (
    select
        {{ sap_number('material_document') }} as document,
        material_document_year as document_year,
        {{ sap_number('material_document_item') }} as document_item,
        posting_date,
        nullif(trim(movement_type), '') as movement_type,
        {{ sap_number('material') }} as product_id,
        nullif(trim(plant), '') as plant,
        nullif(trim(storage_location), '') as storage_location,
        nullif(trim(batch), '') as batch,
        nullif(upper(trim(special_stock)), '') as special_stock,
        cast({{ sap_signed('quantity', 'debit_credit') }} as decimal(28, 8)) as quantity,
        nullif(upper(trim(base_unit)), '') as unit,
        cast({{ sap_signed('amount_lc', 'debit_credit') }} as decimal(28, 4)) as amount,
        nullif(upper(trim(local_currency)), '') as currency,
        nullif(trim(company_code), '') as company_code,
        {{ sap_number('supplier') }} as supplier_id,
        {{ sap_number('customer') }} as customer_id,
        {{ sap_number('purchase_order') }} as purchase_order_id,
        {{ sap_number('purchase_order_item') }} as purchase_order_item,
        {{ sap_number('order_number') }} as production_order_id,
        nullif(trim(movement_reason), '') as movement_reason,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
    where not coalesce(is_deleted, false)
        and coalesce(upper(trim(record_type)), 'MDOC') = 'MDOC'
)

select * from renamed
