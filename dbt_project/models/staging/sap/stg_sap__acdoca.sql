-- Grain: one row per line of the universal journal's leading ledger (amounts debit-positive; padding zeros taken off).
with source as (
    {{ active_rows('sap', 'acdoca', kind='ledger') }}
),

renamed as (
    select
        {{ unpadded('gl_account') }} as account,
        posting_date,
        fiscal_year,
        posting_period,
        -- Period 0 and status C carry balances forward into the year.
        case when posting_period = 0 or upper(trim(document_status)) = 'C' then 'opening' end as stated_kind,
        trim(document_number) as document_number,
        amount_lc as reported_amount,
        upper(nullif(trim(local_currency), '')) as currency,
        {{ unpadded('cost_center') }} as cost_center,
        coalesce(nullif(trim(wbs_element), ''), {{ unpadded('order_number') }}) as project,
        {{ unpadded('customer') }} as customer,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
