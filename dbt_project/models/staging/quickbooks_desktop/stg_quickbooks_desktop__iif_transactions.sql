-- Grain: one row per line of a transaction (debit-positive).
with source as (
    {{ active_rows('quickbooks_desktop', 'iif_transactions', kind='ledger') }}
),

renamed as (
    select
        trim(account) as account,
        transaction_date as posting_date,
        nullif(trim(document_number), '') as document_number,
        amount as reported_amount,
        nullif(trim(class), '') as class,
        {{ origin_columns() }}
    from source
)

select * from renamed
