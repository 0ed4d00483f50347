-- Grain: one row per quality check and export (days of the user's clock; who checked stays in the lake).
with source as (
    {{ active_rows('odoo', 'quality_checks', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(inspection), '') as inspection_id,
        {{ odoo_product_id('product') }} as product_id,
        {{ odoo_product_name('product') }} as product_name,
        nullif(trim(lot), '') as batch,
        nullif(trim(control_point), '') as characteristic,
        nullif(trim(test_type), '') as inspection_type,
        nullif(trim(picking), '') as picking,
        nullif(trim(production_order), '') as production_order_id,
        lower(trim(status)) as status_label,
        cast(measure as decimal(28, 8)) as measured_value,
        cast(control_date as date) as inspected_on,
        cast(created_on as date) as created_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
