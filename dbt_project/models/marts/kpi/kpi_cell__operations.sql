-- One row per KPI of the domain, unit, segment, grain, window and period, as computed: nothing hidden or judged yet.
{{ roll_up('operations', measures=[ref('msr_operations')], observations=[ref('obs_operations')]) }}
select * from cell
