-- Grain: one row per line of a posted voucher (debit-positive: a red entry is negative on its own side).
with source as (
    {{ active_rows('kingdee', 'voucher', kind='ledger') }}
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
        -- Auxiliary accounting: a column of its own, or a class with its code, or `部门---01---销售部` as one text.
        coalesce(
            nullif(trim(department), ''),
            case when trim(auxiliary_class) = '部门' then nullif(trim(auxiliary_code), '') end,
            case
                when auxiliary like '部门---%'
                    then nullif({{ trimmed("split_part(split_part(auxiliary, '/', 1), '---', 3)") }}, '')
            end
        ) as department,
        coalesce(
            nullif(trim(project), ''), case when trim(auxiliary_class) = '项目' then nullif(trim(auxiliary_code), '') end
        ) as project,
        -- The column 客户 holds names, which stay here.
        case when trim(auxiliary_class) = '客户' then nullif(trim(auxiliary_code), '') end as customer,
        {{ origin_columns() }}
    from source
)

select * from renamed
