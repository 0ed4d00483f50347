-- Months and days whose rate is missing; the figures that need them are not computable.
{{ config(severity='warn') }}

select 'average' as rate_type, currency, _month as month, count(*) as line_count
from {{ ref('fct_gl_entry') }}
where is_missing_rate
group by currency, _month
union all
select 'budget' as rate_type, currency, _month as month, count(*) as line_count
from {{ ref('fct_budget_line') }}
where is_missing_rate
group by currency, _month
union all
select 'closing' as rate_type, currency, _month as month, count(*) as line_count
from {{ ref('fct_opportunity') }}
where is_missing_rate and is_won
group by currency, _month
