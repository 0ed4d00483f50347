-- Grain: one row per currency, day, rate type and budget version ('' for none), in base currency per 1 of the currency.
-- A rate quoted directly wins over the inverse of the opposite quote; the base is one leg of every conversion.
with rates as (
    select * from {{ ref('stg_template__fx_rate') }} where rate > 0
),

company as (
    select base_currency from {{ ref('int_company') }}
),

quoted as (
    select
        rates.from_currency as currency,
        rates.rate_date,
        rates.rate_type,
        coalesce(rates.budget_version, '') as budget_version,
        rates.rate,
        1 as preference,
        rates._newness,
        rates._record
    from rates
    inner join company on rates.to_currency = company.base_currency and rates.from_currency <> company.base_currency
    union all
    select
        rates.to_currency as currency,
        rates.rate_date,
        rates.rate_type,
        coalesce(rates.budget_version, '') as budget_version,
        {{ inverse_rate('rates.rate') }} as rate,
        2 as preference,
        rates._newness,
        rates._record
    from rates
    inner join company on rates.from_currency = company.base_currency and rates.to_currency <> company.base_currency
),

ranked as (
    select
        currency,
        rate_date,
        rate_type,
        budget_version,
        rate,
        row_number() over (
            partition by currency, rate_date, rate_type, budget_version
            order by preference nulls last, _newness desc nulls last, _record desc nulls last
        ) as rank_in_day
    from quoted
),

final as (
    select currency, rate_date, rate_type, budget_version, cast(rate as decimal(18, 9)) as rate
    from ranked
    where rank_in_day = 1
)

select * from final
