-- One row per goal on a KPI and evaluation day: the days its current value is taken over.
{{ config(materialized='view') }}

select distinct
    goal_id,
    kpi_id,
    org_unit_id,
    start_date as window_start,
    evaluation_day as window_end
from {{ ref('goal_cell') }}
where kpi_id is not null
