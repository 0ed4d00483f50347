-- Grain: one row per line of a chronological journal where no vouchers cover its day (debit-positive; accounts by name).
with source as (
    {{ active_rows('kingdee', 'journal_listing', kind='ledger') }}
),

renamed as (
    select
        trim(account) as account,
        posting_date,
        coalesce(trim(voucher_type) || '-', '') || trim(voucher_number) as document_number,
        coalesce(debit, 0) - coalesce(credit, 0) as reported_amount,
        nullif(trim(counter_account), '') as counter_account,
        {{ origin_columns() }}
    from source
)

select * from renamed
