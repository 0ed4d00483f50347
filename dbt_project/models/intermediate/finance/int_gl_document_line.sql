-- Grain: one row per line of a posted SAP accounting document (BSEG with its header BKPF), the newest of each, debit-positive.
with headers as (
    {{ newest_rows(ref('stg_sap__bkpf'), ['_instance', 'company_code', 'document_number', 'fiscal_year']) }}
),

lines as (
    {{ newest_rows(ref('stg_sap__bseg'), ['_instance', 'company_code', 'document_number', 'fiscal_year', 'line_item']) }}
),

final as (
    select
        lines._system as system,
        lines._dataset as dataset,
        lines._instance as instance,
        lines.company_code,
        lines.account,
        coalesce(headers.posting_date, lines.posting_date) as posting_date,
        lines.fiscal_year,
        headers.posting_period,
        lines.document_number,
        lines.line_item,
        lines.amount as reported_amount,
        coalesce(headers.local_currency, lines.local_currency) as currency,
        lines.cost_center,
        lines.project,
        lines.customer,
        lines._partition,
        lines._date_from,
        lines._date_to,
        lines._file,
        lines._record
    from lines
    left join headers
        on lines._instance = headers._instance
        and lines.company_code = headers.company_code
        and lines.document_number = headers.document_number
        and lines.fiscal_year = headers.fiscal_year
    -- Parked, noted, recurring and sample documents are no postings, nor are those of another ledger (L).
    where not lines.is_deleted
        and not coalesce(headers.is_deleted, false)
        and coalesce(headers.document_status, '') in ('', 'A', 'B')
        and coalesce(headers.posting_date, lines.posting_date) is not null
)

select * from final
