-- A pair of currencies quoted both ways on a day: one rate is the inverse of the other, within 2 %.
{{ config(
    severity='warn',
    meta={'remedy': 'correct the rate workbook: the two directions of the pair contradict each other on that day'},
) }}

with rates as (
    select
        from_currency,
        to_currency,
        rate_date,
        rate_type,
        coalesce(budget_version, '') as budget_version,
        cast(rate as double) as rate
    from {{ ref('stg_template__fx_rate') }}
)

select one.from_currency, one.to_currency, one.rate_date, one.rate_type, one.rate, other.rate as opposite_rate
from rates as one
inner join rates as other
    on one.from_currency = other.to_currency
    and one.to_currency = other.from_currency
    and one.rate_date = other.rate_date
    and one.rate_type = other.rate_type
    and one.budget_version = other.budget_version
where one.from_currency < one.to_currency
    and abs(cast(one.rate as double) * cast(other.rate as double) - 1) > cast(0.02 as double)
