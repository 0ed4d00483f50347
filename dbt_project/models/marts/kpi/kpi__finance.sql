-- One row per KPI of the domain, unit, segment, grain, window and period: a part of mart_kpi.
{{ roll_up('finance', measures=[ref('msr_finance')]) }}
{{ judge() }}
