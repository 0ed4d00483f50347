-- Events that lie in `unassigned` because a project, owner, department or team has no unit.
{{ config(severity='warn') }}
{%- for fact in ['fct_opportunity', 'fct_employment_spell', 'fct_work_item', 'fct_training_attendance', 'fct_survey_response'] %}
select '{{ fact }}' as fact, count(*) as row_count
from {{ ref(fact) }}
where org_unit_id = 'unassigned'
having count(*) > 0
{{ 'union all' if not loop.last }}
{%- endfor %}
