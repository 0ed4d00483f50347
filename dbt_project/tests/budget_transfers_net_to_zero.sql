-- Transfers move budget within an entity and year; one that creates or destroys some is a supplement, or a slip.
{{ config(
    severity='warn',
    meta={'remedy': 'correct the lines of the transfer, or call the version a supplement in the list of budget versions'},
) }}

select
    entity_id,
    fiscal_year,
    budget_version,
    currency,
    sum(case when account_type in ('revenue', 'contra_revenue', 'other_income') then -amount else amount end) as difference
from {{ ref('int_budget_line') }}
where version_kind = 'transfer'
group by entity_id, fiscal_year, budget_version, currency
having sum(case when account_type in ('revenue', 'contra_revenue', 'other_income') then -amount else amount end) <> 0
