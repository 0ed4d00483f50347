-- Months in which revenue is a debit and cost a credit: the signs of the export are turned.
{{ config(
    meta={'remedy': 'export the months again with debits positive; revenue stands in debit and cost in credit there'},
) }}

with sides as (
    select
        line.entity_id,
        line.system,
        line.instance,
        line._month,
        sum(case when types.account_class = 'revenue' then line.amount else 0 end) as revenue,
        sum(case when types.account_class = 'cost' then line.amount else 0 end) as cost
    from {{ ref('fct_gl_entry') }} as line
    inner join {{ ref('account_type') }} as types on line.account_type = types.account_type
    where line.entry_kind <> 'closing'
    group by line.entity_id, line.system, line.instance, line._month
)

select entity_id, system, instance, _month, revenue, cost
from sides
where revenue > 0 and cost < 0
