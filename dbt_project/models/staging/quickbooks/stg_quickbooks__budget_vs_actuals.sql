-- Grain: one row per account and month of the comparison that has a budget (amount in the natural sign of its account).
with source as (
    {{ active_rows('quickbooks', 'budget_vs_actuals', kind='ledger') }}
),

renamed as (
    select
        trim(account) as account,
        {{ month_start('month') }} as month,
        amount,
        budget_version,
        {{ origin_columns() }}
    from source
    where amount is not null
)

select * from renamed
