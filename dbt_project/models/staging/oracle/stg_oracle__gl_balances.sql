-- Grain: one row per ledger, account combination, currency, period and kind of balance, and file (movement debit-positive).
with source as (
    {{ active_rows('oracle', 'gl_balances', kind='keyed') }}
),

renamed as (
    select
        trim(ledger_id) as ledger_id,
        trim(code_combination_id) as code_combination_id,
        upper(trim(currency)) as currency,
        trim(period_name) as period_name,
        upper(trim(actual_flag)) as actual_flag,
        coalesce(trim(budget_version_id), '') as budget_version_id,
        coalesce(upper(trim(translated_flag)), '') as translated_flag,
        net_debit - net_credit as amount,
        {{ origin_columns() }}
    from source
)

select * from renamed
