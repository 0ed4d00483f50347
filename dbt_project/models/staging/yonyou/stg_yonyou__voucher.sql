-- Grain: one row per voucher line (debit-positive: a red entry is negative on its own side).
with source as (
    {{ active_rows('yonyou', 'voucher', kind='ledger') }}
),

renamed as (
    select
        trim(account) as account,
        nullif(trim(account_name), '') as account_name,
        posting_date,
        case when length(trim(fiscal_year)) = 4 then {{ try_cast('trim(fiscal_year)', 'int') }} end as fiscal_year,
        case when length(trim(period)) <= 2 then {{ try_cast('trim(period)', 'int') }} end as posting_period,
        coalesce(trim(voucher_type) || '-', '') || trim(voucher_number) as document_number,
        coalesce(debit, 0) - coalesce(credit, 0) as reported_amount,
        nullif(trim(department), '') as department,
        nullif(trim(project), '') as project,
        nullif(trim(customer_name), '') as customer,
        {{ origin_columns() }}
    from source
)

select * from renamed
