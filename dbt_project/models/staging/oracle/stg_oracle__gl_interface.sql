-- Grain: one row per imported actual journal line where no journal lines cover its day (debit-positive; in the ledger's
-- currency, else in the entered one).
with source as (
    {{ active_rows('oracle', 'gl_interface', kind='ledger') }}
),

renamed as (
    select
        coalesce(nullif(concat_ws(
            '-', nullif(trim(segment1), ''), nullif(trim(segment2), ''), nullif(trim(segment3), ''),
            nullif(trim(segment4), ''), nullif(trim(segment5), ''), nullif(trim(segment6), ''),
            nullif(trim(segment7), ''), nullif(trim(segment8), ''), nullif(trim(segment9), ''),
            nullif(trim(segment10), '')
        ), ''), 'none') as account,
        accounting_date as posting_date,
        coalesce(nullif(trim(journal_name), ''), nullif(trim(batch_name), '')) as document_number,
        lower(trim(category)) as category,
        case
            when coalesce(accounted_debit, accounted_credit) is not null
                then coalesce(accounted_debit, 0) - coalesce(accounted_credit, 0)
            else coalesce(entered_debit, 0) - coalesce(entered_credit, 0)
        end as reported_amount,
        case
            when coalesce(accounted_debit, accounted_credit) is null then upper(nullif(trim(currency), ''))
        end as currency,
        {{ origin_columns() }}
    from source
)

select * from renamed
