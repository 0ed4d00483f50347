-- Snapshots of deals in which a fifth of the deals (five at least) are over fifty times as large or as small as in the one
-- before: cents for dollars, another column for the amount.
{{ config(
    meta={'remedy': 'export the deals again; most amounts changed by the same large factor, so their unit or column did'},
) }}

with deals as (
    {{ deal_snapshots() }}
),

amounts as (
    select
        _system,
        _instance,
        _dataset,
        _date_from,
        abs(cast(amount as double)) as amount,
        lag(abs(cast(amount as double))) over (
            partition by _system, _instance, _dataset, opportunity_id
            order by _date_from nulls last, _newness nulls last, _record nulls last
        ) as amount_before
    from deals
)

select
    _system,
    _instance,
    _dataset,
    _date_from,
    count(*) as deals,
    sum(case when amount > 50 * amount_before or 50 * amount < amount_before then 1 else 0 end) as changed
from amounts
where amount > 0 and amount_before > 0
group by _system, _instance, _dataset, _date_from
having
    sum(case when amount > 50 * amount_before or 50 * amount < amount_before then 1 else 0 end) >= 5
    and 5 * sum(case when amount > 50 * amount_before or 50 * amount < amount_before then 1 else 0 end) >= count(*)
