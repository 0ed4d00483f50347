-- Grain: one row per posted journal line (debit-positive; in the ledger's currency, else in the entered one).
with source as (
    {{ active_rows('oracle', 'gl_je_lines', kind='ledger') }}
),

renamed as (
    select
        coalesce(
            nullif(concat_ws(
                '-', nullif(trim(segment1), ''), nullif(trim(segment2), ''), nullif(trim(segment3), ''),
                nullif(trim(segment4), ''), nullif(trim(segment5), ''), nullif(trim(segment6), '')
            ), ''),
            trim(code_combination_id)
        ) as account,
        trim(code_combination_id) as code_combination_id,
        effective_date as posting_date,
        -- Adjusting periods are named so; the journal is the document.
        case when lower(period_name) like '%adj%' then 'adjustment' end as stated_kind,
        trim(je_header_id) as document_number,
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
