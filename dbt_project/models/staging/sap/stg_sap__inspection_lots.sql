-- Grain: one row per inspection lot and export (who inspected and decided stays in the lake).
with source as (
    {{ active_rows('sap', 'inspection_lots', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('inspection_lot') }} as inspection_id,
        nullif(trim(plant), '') as plant,
        {{ sap_number('material') }} as product_id,
        nullif(trim(material_description), '') as product_name,
        nullif(trim(batch), '') as batch,
        nullif(trim(inspection_type), '') as inspection_type,
        nullif(trim(lot_origin), '') as lot_origin,
        created_on,
        coalesce(decision_date, end_date) as inspected_on,
        cast(lot_quantity as decimal(28, 8)) as lot_quantity,
        nullif(upper(trim(base_unit)), '') as unit,
        cast(sample_size as decimal(28, 8)) as sample_size,
        cast(to_unrestricted as decimal(28, 8)) as to_unrestricted,
        cast(to_blocked as decimal(28, 8)) as to_blocked,
        cast(to_scrap as decimal(28, 8)) as to_scrap,
        cast(to_return as decimal(28, 8)) as to_return,
        cast(defective_quantity as decimal(28, 8)) as defective_quantity,
        lower(trim(decision_code)) as decision_code,
        lower(trim(decision_valuation)) as decision_valuation,
        decision_date,
        {{ sap_number('supplier') }} as supplier_id,
        nullif(trim(supplier_name), '') as supplier_name,
        {{ sap_number('purchase_order') }} as purchase_order_id,
        {{ sap_number('purchase_order_item') }} as purchase_order_item,
        {{ sap_number('order_number') }} as production_order_id,
        {{ origin_columns() }}
    from source
)

select * from renamed
