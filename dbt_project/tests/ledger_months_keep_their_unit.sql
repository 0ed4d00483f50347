-- Months whose middle line is thirty times as large or as small as in the ledger's usual month: thousands for units, cents for
-- euros. Six months at least, and ten lines in the month; the median, so that one large posting is no alarm.
{{ config(
    meta={'remedy': 'export the named months again in full currency units, not in thousands or cents'},
) }}

with months as (
    select
        entity_id,
        system,
        instance,
        currency,
        _month,
        percentile_cont(0.5) within group (order by cast(abs(amount) as double) nulls last) as middle
    from {{ ref('fct_gl_entry') }}
    where account_type <> 'statistical' and amount <> 0
    group by entity_id, system, instance, currency, _month
    having count(*) >= 10
),

ledgers as (
    select
        entity_id,
        system,
        instance,
        currency,
        percentile_cont(0.5) within group (order by middle nulls last) as usual
    from months
    group by entity_id, system, instance, currency
    having count(*) >= 6
)

select months.entity_id, months.system, months.instance, months._month, months.middle, ledgers.usual
from months
inner join ledgers
    on months.entity_id = ledgers.entity_id
    and months.system = ledgers.system
    and months.instance = ledgers.instance
    and months.currency = ledgers.currency
where months.middle > 30 * ledgers.usual or 30 * months.middle < ledgers.usual
