-- One row per KPI of the domain, unit, segment, grain, window and period: a part of mart_kpi.
{{ judge(ref('kpi_cell__people')) }}
