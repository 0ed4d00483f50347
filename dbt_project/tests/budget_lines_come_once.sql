-- Budget versions in which nearly every line stands twice or more with its amount: loaded twice, the budget is doubled.
{{ config(
    meta={'remedy': 'land the budget again with each line once'},
) }}

with lines as (
    select entity_id, fiscal_year, budget_version, account, cost_centre, month, amount, count(*) as copies
    from {{ ref('int_budget_posting') }}
    group by entity_id, fiscal_year, budget_version, account, cost_centre, month, amount
)

select
    entity_id,
    fiscal_year,
    budget_version,
    sum(copies) as line_count,
    sum(case when copies > 1 then copies else 0 end) as repeated_lines
from lines
group by entity_id, fiscal_year, budget_version
having sum(copies) >= 10 and 10 * sum(case when copies > 1 then copies else 0 end) >= 8 * sum(copies)
