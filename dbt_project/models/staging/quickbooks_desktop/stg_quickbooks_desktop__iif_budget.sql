-- Grain: one row per budget line and month (amount in the natural sign of its account; the customer stays in the lake).
with source as (
    {{ active_rows('quickbooks_desktop', 'iif_budget', kind='ledger') }}
),

renamed as (
    select
        trim(account) as account,
        nullif(trim(class), '') as class,
        {{ month_start('month') }} as month,
        amount,
        budget_version,
        {{ origin_columns() }}
    from source
)

select * from renamed
