-- Grain: one row per production order and export.
with source as (
    {{ active_rows('sap', 'production_orders', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('production_order') }} as production_order_id,
        nullif(trim(order_type), '') as order_type,
        {{ sap_number('material') }} as product_id,
        nullif(trim(material_description), '') as product_name,
        nullif(trim(plant), '') as plant,
        {{ sap_number('sales_order') }} as sales_order_id,
        nullif(trim(batch), '') as batch,
        upper(trim(system_status)) as status_text,
        cast(order_quantity as decimal(28, 8)) as ordered_quantity,
        cast(delivered_quantity as decimal(28, 8)) as delivered_quantity,
        cast(confirmed_yield as decimal(28, 8)) as confirmed_yield,
        cast(confirmed_scrap as decimal(28, 8)) as scrapped_quantity,
        cast(confirmed_rework as decimal(28, 8)) as rework_quantity,
        nullif(upper(trim(base_unit)), '') as unit,
        coalesce(basic_start_date, scheduled_start_date) as planned_start_date,
        coalesce(basic_finish_date, scheduled_finish_date) as planned_finish_date,
        release_date,
        actual_start_date,
        actual_finish_date,
        created_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
