-- Grain: one row per line of an opportunity and snapshot.
with source as (
    {{ active_rows('salesforce', 'opportunity_line_item', kind='keyed') }}
),

renamed as (
    select
        id as line_id,
        opportunity_id,
        nullif(trim(product_id), '') as product_id,
        nullif(trim(product_code), '') as product_code,
        quantity,
        unit_price,
        list_price,
        discount as discount_percent,
        total_price,
        upper(nullif(trim(currency_iso_code), '')) as currency,
        service_date,
        sort_order as position,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
