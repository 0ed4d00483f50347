-- Grain: one row per accounting document line and file (amount debit-positive: H is a credit; padding zeros taken off).
with source as (
    {{ active_rows('sap', 'bseg', kind='keyed') }}
),

renamed as (
    select
        trim(company_code) as company_code,
        trim(document_number) as document_number,
        fiscal_year,
        {{ unpadded('line_item') }} as line_item,
        posting_date,
        {{ unpadded('gl_account') }} as account,
        case when upper(trim(debit_credit)) = 'H' then -amount_lc else amount_lc end as amount,
        upper(nullif(trim(local_currency), '')) as local_currency,
        {{ unpadded('cost_center') }} as cost_center,
        {{ unpadded('order_number') }} as project,
        {{ unpadded('customer') }} as customer,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
