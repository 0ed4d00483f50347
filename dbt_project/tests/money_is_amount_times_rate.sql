-- Invariant: fact x rate = base amount, with the missing rates named.
{%- for fact in ['fct_gl_entry', 'fct_budget_line', 'fct_opportunity'] %}
select '{{ fact }}' as fact, _file, _record, amount, rate, amount_base
from {{ ref(fact) }}
where amount_base is distinct from {{ mul('amount', 'rate') }}
{{ 'union all' if not loop.last }}
{%- endfor %}
