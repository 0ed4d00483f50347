-- Every unit that a fact names is in the tree.
{%- set facts = [
    'fct_gl_entry', 'fct_budget_line', 'fct_opportunity', 'fct_employment_spell', 'fct_separation', 'fct_work_item',
    'fct_work_item_state', 'fct_training_attendance', 'fct_survey_response', 'dim_risk', 'dim_goal',
] %}
{%- for fact in facts %}
select '{{ fact }}' as fact, fact.org_unit_id, count(*) as row_count
from {{ ref(fact) }} as fact
where not exists (select 1 from {{ ref('dim_org_unit') }} as unit where unit.org_unit_id = fact.org_unit_id)
group by fact.org_unit_id
{{ 'union all' if not loop.last }}
{%- endfor %}
