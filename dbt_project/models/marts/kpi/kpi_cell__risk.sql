-- One row per KPI of the domain, unit, segment, grain, window and period, as computed: nothing hidden or judged yet.
{{ roll_up('risk', measures=[ref('msr_risk')]) }}
select * from cell
