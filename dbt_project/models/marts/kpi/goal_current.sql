-- One row per goal on a KPI and evaluation day: the KPI's value from the goal's start on.
{{ goal_current(
    ref('goal_reading'),
    measures=[ref('msr_finance'), ref('msr_people'), ref('msr_customer'), ref('msr_operations')],
    observations=[ref('obs_people')],
) }}
