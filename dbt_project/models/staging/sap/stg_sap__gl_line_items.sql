-- Grain: one row per general ledger line item (amounts debit-positive).
with source as (
    {{ active_rows('sap', 'gl_line_items', kind='ledger') }}
),

renamed as (
    select
        nullif(trim(company_code), '') as company_code,
        document_number,
        line_item,
        fiscal_year,
        posting_period,
        gl_account as account,
        account_name,
        posting_date,
        document_type,
        amount_lc,
        upper(trim(local_currency)) as local_currency,
        nullif(trim(cost_center), '') as cost_center,
        amount_dc,
        upper(trim(document_currency)) as document_currency,
        {{ origin_columns() }}
    from source
)

select * from renamed
