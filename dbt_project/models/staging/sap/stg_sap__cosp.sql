-- Grain: one row per planned object, cost element, record and period (debit-positive, in the controlling area's currency).
-- Plan is value type 01 of the leading ledger; actual totals and other ledgers are left out.
with source as (
    {{ active_rows('sap', 'cosp', kind='ledger') }}
),

renamed as (
    select
        coalesce(trim(entity_id), '') as company_code,
        case
            when upper(substr(trim(object_number), 1, 2)) in ('KS', 'KL')
                then {{ sap_number('substr(trim(object_number), 7, 10)') }}
        end as cost_centre,
        case
            when upper(substr(trim(object_number), 1, 2)) in ('OR', 'PR')
                then {{ sap_number('substr(trim(object_number), 3)') }}
        end as project,
        {{ sap_number('cost_element') }} as account,
        fiscal_year,
        coalesce(period, cast(extract(month from month) as int)) as period,
        amount,
        lpad(trim(budget_version), 3, '0') as budget_version,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
    where lpad(trim(value_type), 2, '0') = '01'
        and coalesce(lpad(nullif(trim(ledger), ''), 2, '0'), '00') = '00'
        and not coalesce(is_deleted, false)
)

select * from renamed
