-- Grain: one row per purchasing document and export.
with source as (
    {{ active_rows('sap', 'ekko', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('purchase_order') }} as purchase_order_id,
        nullif(trim(company_code), '') as company_code,
        nullif(upper(trim(document_category)), '') as document_category,
        {{ sap_number('supplier') }} as supplier_id,
        nullif(trim(purchasing_group), '') as purchasing_group,
        document_date as order_date,
        nullif(upper(trim(currency)), '') as currency,
        nullif(upper(trim(deletion_indicator)), '') as deletion_indicator,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
