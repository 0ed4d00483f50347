-- Grain: one row per open or cleared item of a customer and snapshot (amounts as the list signs them: debit positive).
with source as (
    {{ active_rows('sap', 'customer_open_items', kind='keyed') }}
),

renamed as (
    select
        coalesce(upper(trim(company_code)), '') as company_code,
        {{ sap_number('customer') }} as party_id,
        {{ sap_number('document_number') }} as document_number,
        cast(coalesce(fiscal_year, extract(year from coalesce(posting_date, document_date))) as int) as fiscal_year,
        coalesce({{ sap_number('line_item') }}, '') as line_item,
        upper(trim(document_type)) as document_type,
        document_date,
        posting_date,
        due_date,
        baseline_date,
        days_overdue,
        upper(trim(payment_terms)) as payment_terms,
        amount_lc,
        upper(nullif(trim(local_currency), '')) as local_currency,
        amount_dc,
        upper(nullif(trim(document_currency), '')) as document_currency,
        clearing_date,
        {{ sap_number('cost_center') }} as cost_center,
        {{ origin_columns() }}
    from source
)

select * from renamed
