-- One row per KPI of the domain, unit, segment, grain, window and period, as computed: nothing hidden or judged yet.
{{ roll_up('finance', measures=[ref('msr_finance')]) }}
select * from cell
