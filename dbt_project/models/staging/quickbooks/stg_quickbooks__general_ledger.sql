-- Grain: one row per line of a General Ledger report (amount as reported; the sign convention is the file's).
with source as (
    {{ active_rows('quickbooks', 'general_ledger', kind='ledger') }}
),

renamed as (
    select
        account,
        transaction_date as posting_date,
        transaction_type,
        num as document_number,
        nullif(trim(split_account), '') as counter_account,
        nullif(trim(class), '') as class,
        amount as reported_amount,
        {{ origin_columns() }}
    from source
)

select * from renamed
