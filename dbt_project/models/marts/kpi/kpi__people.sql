-- One row per KPI of the domain, unit, segment, grain, window and period: a part of mart_kpi.
{{ roll_up('people', measures=[ref('msr_people'), ref('msr_finance')], observations=[ref('obs_people')]) }}
{{ judge() }}
