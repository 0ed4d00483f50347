-- Grain: one row per bill and state of the table (amounts in the bill's currency).
with source as (
    {{ active_rows('quickbooks', 'bill', kind='keyed') }}
),

renamed as (
    select
        trim(bill_id) as bill_id,
        transaction_date,
        due_date,
        nullif(trim(vendor_id), '') as vendor_id,
        nullif(trim(department_id), '') as department_id,
        upper(nullif(trim(currency), '')) as currency,
        total_amount,
        balance,
        cast(updated_at as date) as updated_on,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
