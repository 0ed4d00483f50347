-- Grain: one row per fact (ledger or budget), file, entity, account, currency, month, budget version, whether the account lacks
-- a type and whether the amount lacks a rate; beside it what the dataset has in all. Amounts without their sign.
with files as (
    select file_id, system, instance, dataset from {{ source('lake_index', 'files') }}
),

lines as (
    select
        'fct_gl_entry' as model,
        _file,
        entity_id,
        account,
        currency,
        _month,
        cast(null as string) as budget_version,
        case when is_unmapped then 1 else 0 end as lacks_type,
        case when is_missing_rate then 1 else 0 end as lacks_rate,
        min(accounting_date) as first_day,
        max(accounting_date) as last_day,
        count(*) as row_count,
        sum(abs(amount)) as amount
    from {{ ref('fct_gl_entry') }}
    group by
        _file,
        entity_id,
        account,
        currency,
        _month,
        case when is_unmapped then 1 else 0 end,
        case when is_missing_rate then 1 else 0 end
    union all
    select
        'fct_budget_line' as model,
        _file,
        entity_id,
        account,
        currency,
        _month,
        budget_version,
        case when coalesce(account_type, 'unmapped') = 'unmapped' then 1 else 0 end as lacks_type,
        case when is_missing_rate then 1 else 0 end as lacks_rate,
        min(month) as first_day,
        max(month) as last_day,
        count(*) as row_count,
        sum(abs(amount)) as amount
    from {{ ref('fct_budget_line') }}
    group by
        _file,
        entity_id,
        account,
        currency,
        _month,
        budget_version,
        case when coalesce(account_type, 'unmapped') = 'unmapped' then 1 else 0 end,
        case when is_missing_rate then 1 else 0 end
),

final as (
    select
        lines.*,
        files.system,
        files.instance,
        files.dataset,
        sum(lines.row_count) over (partition by lines.model, files.system, files.instance, files.dataset) as all_rows,
        sum(lines.amount) over (
            partition by lines.model, files.system, files.instance, files.dataset, lines.currency
        ) as all_amount
    from lines
    inner join files on lines._file = files.file_id
)

select * from final
