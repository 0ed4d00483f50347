-- Grain: one row per line of a delivery and snapshot.
with source as (
    {{ active_rows('template', 'delivery', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(delivery_id), '') as delivery_id,
        nullif(trim(line_number), '') as line_number,
        nullif(trim(lower(source_system)), '') as source_system,
        nullif(trim(source_instance), '') as source_instance,
        {{ source_number('sales_order_id') }} as sales_order_id,
        {{ source_number('sales_order_line') }} as sales_order_line,
        {{ source_number('customer_id') }} as customer_id,
        {{ source_number('product_id') }} as product_id,
        nullif(trim(plant), '') as plant,
        nullif(trim(carrier), '') as carrier,
        cast(ordered_quantity as decimal(28, 8)) as ordered_quantity,
        cast(delivered_quantity as decimal(28, 8)) as delivered_quantity,
        nullif(trim(unit), '') as unit,
        requested_on as requested_date,
        promised_on as promised_date,
        shipped_on as shipped_date,
        delivered_on as delivered_date,
        is_undamaged,
        has_correct_documents,
        lower(trim(status)) as status,
        {{ origin_columns() }}
    from source
)

select * from renamed
