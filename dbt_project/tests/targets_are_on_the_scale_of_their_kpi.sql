-- Targets of percentage KPIs above 500 %: percentages are fractions (0.9 is 90 %), these were written as 90.
{{ config(
    severity='warn',
    meta={'remedy': 'write targets of percentage KPIs as fractions: 0.9 for 90 %'},
) }}

select goal.kpi_id, goal.org_unit_id, goal.segment, goal.valid_from, goal.target, goal.low, goal.high
from {{ ref('dim_kpi_target') }} as goal
inner join {{ ref('kpi_catalog') }} as kpi on goal.kpi_id = kpi.kpi_id
where kpi.unit = '%' and (abs(goal.target) > 5 or abs(goal.low) > 5 or abs(goal.high) > 5)
