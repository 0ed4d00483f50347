-- A version of an entity and year has one approval date; lines of the same version that disagree are a mistake in the file.
{{ config(severity='warn') }}

select entity_id, fiscal_year, budget_version, count(distinct approved_on) as approval_dates
from {{ ref('int_budget_posting') }}
group by entity_id, fiscal_year, budget_version
having count(distinct approved_on) > 1
