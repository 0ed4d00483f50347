-- Statuses that no row of the status map names; the product's own category stands in, or `unmapped`.
{{ config(severity='warn') }}

select system, project_key, status, category
from {{ ref('int_work_item_status') }}
where not is_mapped
