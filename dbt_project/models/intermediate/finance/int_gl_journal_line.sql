-- Grain: one row per line of a QuickBooks journal entry in home currency, the newest of each, debit-positive. Journal entries are
-- only a part of the books (no invoice, no bill), so they are compared with the ledger and never stand in for it.
with entries as (
    {{ newest_rows(ref('stg_quickbooks__journal_entry'), ['_instance', 'entry_id']) }}
),

lines as (
    {{ newest_rows(ref('stg_quickbooks__journal_entry_line'), ['_instance', 'entry_id', 'line_number']) }}
),

accounts as (
    {{ newest_rows(ref('stg_quickbooks__account'), ['_instance', 'account_id']) }}
),

final as (
    select
        lines._system as system,
        lines._instance as instance,
        book.entity_id,
        lines._system || ':' || lines._instance || ':' || lines.entry_id as journal_entry_id,
        lines.line_number,
        entries.document_number,
        entries.posting_date,
        coalesce(accounts.account, lines.account_id) as account,
        cast(lines.amount as decimal(28, 4)) as amount,
        entity.currency,
        lines._file,
        lines._record
    from lines
    inner join entries on lines._instance = entries._instance and lines.entry_id = entries.entry_id
    inner join {{ ref('int_entity_book') }} as book
        on lines._system = book.system and lines._instance = book.instance and book.company_code = ''
    inner join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
    left join accounts on lines._instance = accounts._instance and lines.account_id = accounts.account_id
    where not entries.is_deleted and entries.is_in_home_currency and entries.posting_date is not null
)

select * from final
