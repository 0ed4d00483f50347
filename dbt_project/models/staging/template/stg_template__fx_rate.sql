-- Grain: one row per currency pair, day and rate type (units of to_currency per 1 from_currency).
with source as (
    {{ active_rows('template', 'fx_rate', kind='ledger') }}
),

renamed as (
    select
        upper(trim(from_currency)) as from_currency,
        upper(trim(to_currency)) as to_currency,
        rate_date,
        lower(trim(rate_type)) as rate_type,
        rate,
        nullif(trim(budget_version), '') as budget_version,
        {{ origin_columns() }}
    from source
)

select * from renamed
