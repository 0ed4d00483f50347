-- One row per KPI of the domain, unit, segment, grain, window and period, as computed: nothing hidden or judged yet.
{{ roll_up('people', measures=[ref('msr_people'), ref('msr_finance')], observations=[ref('obs_people')]) }}
select * from cell
