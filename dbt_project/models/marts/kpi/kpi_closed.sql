-- One row per KPI cell of a closed period, with the value frozen. The latest entry on a period holds: one that opened it again
-- leaves nothing here.
{{ config(materialized='table') }}

with entry as (
    select
        seq,
        action,
        grain,
        period_start,
        kpi_id,
        org_unit_id,
        segment,
        time_window,
        value
    from {{ source('lake_ledger', 'closes') }}
),

latest as (
    select
        grain,
        period_start,
        max(seq) as seq
    from entry
    group by grain, period_start
)

select
    entry.kpi_id,
    entry.org_unit_id,
    entry.segment,
    entry.grain,
    entry.time_window,
    entry.period_start,
    entry.value
from entry
inner join latest
    on entry.grain = latest.grain
    and entry.period_start = latest.period_start
    and entry.seq = latest.seq
where entry.action = 'close'
