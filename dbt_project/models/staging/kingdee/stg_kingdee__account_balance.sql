-- Grain: one row per account (parents too), period and file, with the period's movement (debit-positive).
with source as (
    {{ active_rows('kingdee', 'account_balance', kind='keyed') }}
),

renamed as (
    select
        trim(account) as account,
        {{ month_start('period') }} as month,
        coalesce(period_debit, 0) - coalesce(period_credit, 0) as movement,
        {{ origin_columns() }}
    from source
)

select * from renamed
