-- One row per goal KPI, unit, segment (goal, total), grain and period, as computed: nothing hidden or judged yet.
{{ goal_cells() }}
select * from cell
