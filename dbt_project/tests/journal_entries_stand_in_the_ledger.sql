-- Journal entries of a connector whose document is not in the ledger of its day with the same amount on its account: the ledger
-- was exported before them, or without them.
{{ config(
    severity='warn',
    meta={'remedy': 'export the general ledger of the named days again; the journal entries were made or changed after it'},
) }}

with journals as (
    select instance, entity_id, document_number, posting_date, account, sum(abs(amount)) as total
    from {{ ref('int_gl_journal_line') }}
    where document_number is not null
    group by instance, entity_id, document_number, posting_date, account
),

ledger as (
    select instance, document_number, posting_date, account, sum(abs(reported_amount)) as total
    from {{ ref('int_gl_posting') }}
    where system = 'quickbooks'
    group by instance, document_number, posting_date, account
),

covered as (
    select distinct instance, date_from, date_to
    from {{ source('lake_index', 'active') }}
    where entity = 'gl_entry' and system = 'quickbooks'
)

select
    journals.entity_id,
    journals.instance,
    journals.document_number,
    journals.posting_date,
    journals.account,
    journals.total,
    ledger.total as ledger_total
from journals
left join ledger
    on journals.instance = ledger.instance
    and journals.document_number = ledger.document_number
    and journals.posting_date = ledger.posting_date
    and journals.account = ledger.account
where journals.total is distinct from ledger.total
    and exists (
        select 1
        from covered
        where covered.instance = journals.instance and journals.posting_date between covered.date_from and covered.date_to
    )
