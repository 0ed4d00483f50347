-- Grain: one row per line of a purchase order and export (the header, with date, supplier and status, is not exported).
with source as (
    {{ active_rows('quickbooks', 'purchase_order_line', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(purchase_order_id), '') as purchase_order_id,
        cast(line_number as string) as line_number,
        nullif(trim(item_id), '') as product_id,
        nullif(trim(account_id), '') as account,
        cast(quantity as decimal(28, 8)) as ordered_quantity,
        unit_price,
        cast(amount as decimal(28, 4)) as amount,
        {{ origin_columns() }}
    from source
)

select * from renamed
