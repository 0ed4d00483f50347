-- Grain: one row per KPI, unit, segment, grain, window and first day of a target.
with targets as (
    {{ newest_rows(
        ref('stg_template__kpi_target'),
        ['kpi_id', 'org_unit_id', 'segment', 'grain', 'time_window', 'valid_from'],
    ) }}
)

select kpi_id, org_unit_id, segment, grain, time_window, valid_from, valid_to, target, low, high, tolerance
from targets
