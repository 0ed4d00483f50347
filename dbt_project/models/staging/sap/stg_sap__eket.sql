-- Grain: one row per schedule line of a purchasing document and export.
with source as (
    {{ active_rows('sap', 'eket', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('purchase_order') }} as purchase_order_id,
        {{ sap_number('item') }} as line_number,
        {{ sap_number('schedule_line') }} as schedule_line,
        delivery_date,
        statistical_date,
        cast(received_quantity as decimal(28, 8)) as received_quantity,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
