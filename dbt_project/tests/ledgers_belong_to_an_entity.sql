-- Ledgers of no entity of the settings, which count in the company's totals all the same: a file of another company.
{{ config(
    meta={'remedy': 'name the book in opsmart.toml ([[entities]] books), or withdraw the files: they are of another company'},
) }}

select system, instance, dataset, count(*) as line_count
from {{ ref('fct_gl_entry') }}
where entity_id = 'unassigned'
group by system, instance, dataset
