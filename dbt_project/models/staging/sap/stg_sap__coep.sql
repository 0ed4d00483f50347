-- Grain: one row per posting row of a CO document and state of the table (costs positive). Actual (value type 04) and
-- statistical (11) costs of the leading version; plan and others are left out.
with source as (
    {{ active_rows('sap', 'coep', kind='keyed') }}
),

renamed as (
    select
        trim(controlling_area) as controlling_area,
        {{ sap_number('document_number') }} as document_number,
        {{ sap_number('posting_row') }} as posting_row,
        case when upper(substr(trim(object_number), 1, 2)) in ('KS', 'KL') then 'cost_center' else 'project' end
            as cost_object_type,
        upper(substr(trim(object_number), 1, 2)) = 'PR' as is_internal_number,
        coalesce(
            case
                when upper(substr(trim(object_number), 1, 2)) in ('KS', 'KL')
                    then {{ sap_number('substr(trim(object_number), 7, 10)') }}
            end,
            {{ sap_number('order_number') }},
            {{ sap_number('substr(trim(object_number), 3)') }}
        ) as cost_object,
        upper(nullif(trim(company_code), '')) as company_code,
        {{ sap_number('cost_element') }} as account,
        fiscal_year,
        posting_period,
        coalesce(lpad(nullif(trim(value_type), ''), 2, '0'), '04') as value_type,
        amount_object,
        upper(nullif(trim(object_currency), '')) as object_currency,
        amount_area,
        upper(nullif(trim(area_currency), '')) as area_currency,
        amount_transaction,
        upper(nullif(trim(transaction_currency), '')) as transaction_currency,
        quantity,
        nullif(trim(unit), '') as unit,
        {{ sap_number('purchase_order') }} as purchase_order,
        {{ sap_number('purchase_order_item') }} as purchase_order_item,
        {{ sap_number('material') }} as product_id,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
    where coalesce(lpad(nullif(trim(value_type), ''), 2, '0'), '04') in ('04', '11')
        and coalesce(lpad(nullif(trim(version), ''), 3, '0'), '000') = '000'
)

select * from renamed
