-- Grain: one row per account, day of the trial balance and file (debit-positive balance).
with source as (
    {{ active_rows('quickbooks', 'trial_balance', kind='keyed') }}
),

renamed as (
    select
        trim(account) as account,
        as_of,
        coalesce(debit, 0) - coalesce(credit, 0) as balance,
        {{ origin_columns() }}
    from source
)

select * from renamed
