-- HR snapshots whose active people are over a quarter more or fewer than in the one before (five at least).
{{ config(
    severity='warn',
    meta={'remedy': 'compare the employee report with the one before; withdraw it if it was filtered or lists people twice'},
) }}

with heads as (
    select
        system,
        instance,
        dataset,
        snapshot_date,
        count(case when termination_date is null or termination_date > snapshot_date then 1 end) as head_count
    from {{ ref('int_employee_snapshot') }}
    where is_full_list
    group by system, instance, dataset, snapshot_date
),

compared as (
    select
        system,
        instance,
        snapshot_date,
        head_count,
        lag(head_count) over (partition by system, instance, dataset order by snapshot_date nulls last) as head_count_before
    from heads
)

select system, instance, snapshot_date, head_count, head_count_before
from compared
where abs(head_count - head_count_before) >= 5 and 4 * abs(head_count - head_count_before) > head_count_before
