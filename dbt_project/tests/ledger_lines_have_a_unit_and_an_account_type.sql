-- What a mapping row is missing for: accounts without type, and cost centres or classes in `unassigned`.
{{ config(severity='warn') }}

select
    entity_id,
    account,
    cost_centre,
    max(case when is_unmapped then 'account without type' else 'cost centre without unit' end) as missing,
    count(*) as line_count
from {{ ref('fct_gl_entry') }}
where is_unmapped or org_unit_id = 'unassigned'
group by entity_id, account, cost_centre
