-- One row per goal KPI, unit, segment (goal, total), grain and period: a part of mart_kpi.
{{ judge(ref('kpi_cell__strategy')) }}
