-- Grain: one row per journal entry and file.
with source as (
    {{ active_rows('quickbooks', 'journal_entry', kind='keyed') }}
),

renamed as (
    select
        trim(entry_id) as entry_id,
        transaction_date as posting_date,
        nullif(trim(doc_number), '') as document_number,
        coalesce(exchange_rate, 1) = 1 as is_in_home_currency,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
