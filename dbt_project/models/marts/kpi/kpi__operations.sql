-- One row per KPI of the domain, unit, segment, grain, window and period: a part of mart_kpi.
{{ roll_up('operations', measures=[ref('msr_operations')], observations=[ref('obs_operations')]) }}
{{ judge() }}
