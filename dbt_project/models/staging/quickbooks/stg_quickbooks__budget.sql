-- Grain: one row per account, class and month of the budget (amount in the natural sign of its account).
with source as (
    {{ active_rows('quickbooks', 'budget', kind='ledger') }}
),

renamed as (
    select
        account,
        nullif(trim(class), '') as class,
        {{ month_start('month') }} as month,
        amount,
        budget_version,
        {{ origin_columns() }}
    from source
)

select * from renamed
