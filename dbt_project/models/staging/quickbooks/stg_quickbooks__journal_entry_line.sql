-- Grain: one row per line of a journal entry and file (debit-positive, currency of the entry).
with source as (
    {{ active_rows('quickbooks', 'journal_entry_line', kind='keyed') }}
),

renamed as (
    select
        trim(entry_id) as entry_id,
        line_number,
        trim(account_id) as account_id,
        case when lower(trim(posting_type)) = 'credit' then -amount else amount end as amount,
        {{ origin_columns() }}
    from source
)

select * from renamed
