{#- Body of the staging models of SAP's lists of cost lines, which differ in the object that bears the cost only.
    cost_object: the list's column of the object; order_number: its column of an order beside it, if it has one. -#}
{% macro sap_cost_lines(dataset, cost_object_type, cost_object, order_number=none) %}
with source as (
    {{ active_rows('sap', dataset, kind='ledger') }}
),

renamed as (
    select
        '{{ cost_object_type }}' as cost_object_type,
        {{ sap_number(cost_object) }} as cost_object,
        {{ sap_number(order_number) if order_number else 'cast(null as string)' }} as order_number,
        upper(nullif(trim(company_code), '')) as company_code,
        {{ sap_number('account') }} as account,
        posting_date,
        fiscal_year,
        posting_period,
        {{ sap_number('document_number') }} as document_number,
        {{ sap_number('posting_row') }} as posting_row,
        amount_object,
        upper(nullif(trim(object_currency), '')) as object_currency,
        amount_area,
        upper(nullif(trim(area_currency), '')) as area_currency,
        amount_transaction,
        upper(nullif(trim(transaction_currency), '')) as transaction_currency,
        amount_report,
        upper(nullif(trim(report_currency), '')) as report_currency,
        quantity,
        nullif(trim(unit), '') as unit,
        {{ sap_number('purchase_order') }} as purchase_order,
        {{ sap_number('purchase_order_item') }} as purchase_order_item,
        {{ sap_number('material') }} as product_id,
        {{ sap_number('supplier') }} as supplier_id,
        {{ origin_columns() }}
    from source
)

select * from renamed
{% endmacro %}
