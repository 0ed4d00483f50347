-- Grain: one row per total of the leading ledger by account, further assignments and period (movement, debit-positive).
with source as (
    {{ active_rows('sap', 'faglflext', kind='ledger') }}
),

renamed as (
    select
        trim(company_code) as company_code,
        {{ unpadded('gl_account') }} as account,
        fiscal_year,
        period,
        month,
        amount,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
