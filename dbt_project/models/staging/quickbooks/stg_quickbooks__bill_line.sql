-- Grain: one row per line of a bill and state of the table (amounts in the bill's currency).
with source as (
    {{ active_rows('quickbooks', 'bill_line', kind='keyed') }}
),

renamed as (
    select
        trim(bill_id) as bill_id,
        line_number,
        amount,
        coalesce(nullif(trim(item_class_id), ''), nullif(trim(class_id), '')) as class_id,
        {{ origin_columns() }}
    from source
)

select * from renamed
