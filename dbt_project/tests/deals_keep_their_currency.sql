-- Deals whose currency is another one than in the snapshot before, with the same amount.
{{ config(
    severity='warn',
    meta={'remedy': 'look at the named deals: the amount stayed and the currency changed, so one of the two is wrong'},
) }}

with deals as (
    {{ deal_snapshots() }}
),

followed as (
    select
        _system,
        _instance,
        opportunity_id,
        _date_from,
        amount,
        currency,
        lag(amount) over (
            partition by _system, _instance, _dataset, opportunity_id
            order by _date_from nulls last, _newness nulls last, _record nulls last
        ) as amount_before,
        lag(currency) over (
            partition by _system, _instance, _dataset, opportunity_id
            order by _date_from nulls last, _newness nulls last, _record nulls last
        ) as currency_before
    from deals
)

select _system, _instance, opportunity_id, _date_from, amount, currency_before, currency
from followed
where currency <> currency_before and amount = amount_before
