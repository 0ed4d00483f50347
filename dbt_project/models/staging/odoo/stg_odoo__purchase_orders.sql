-- Grain: one row per purchase order and export (days of the user's clock; the buyer stays in the lake).
with source as (
    {{ active_rows('odoo', 'purchase_orders', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(purchase_order), '') as purchase_order_id,
        nullif(trim(supplier), '') as supplier_id,
        cast(coalesce(confirmed_at, order_deadline) as date) as order_date,
        cast(expected_arrival as date) as expected_date,
        cast(effective_date as date) as first_receipt_date,
        nullif(upper(trim(currency)), '') as currency,
        lower(trim(status)) as status_label,
        nullif(trim(company), '') as company_code,
        {{ origin_columns() }}
    from source
)

select * from renamed
