-- Grain: one row per person and uninterrupted employment (a hire after the known end begins a new one).
-- Dates are the product's, as last exported; who disappears without one has left the day before the file that lacks them.
with snapshots as (
    select * from {{ ref('int_employee_snapshot') }}
),

compared as (
    select
        person_key,
        system,
        instance,
        dataset,
        snapshot_date,
        told_on,
        hire_date,
        termination_date,
        termination_reason,
        _file,
        _record,
        lag(termination_date) over (partition by person_key order by snapshot_date nulls last) as known_end
    from snapshots
),

numbered as (
    select
        compared.*,
        sum(case when hire_date > known_end then 1 else 0 end) over (
            partition by person_key order by snapshot_date nulls last
            rows between unbounded preceding and current row
        ) as period_number
    from compared
),

ranked as (
    select
        numbered.*,
        min(snapshot_date) over (partition by person_key, period_number) as first_seen_on,
        row_number() over (
            partition by person_key, period_number order by snapshot_date desc nulls last
        ) as recency,
        max(period_number) over (partition by person_key) as last_period_number
    from numbered
),

latest as (
    select * from ranked where recency = 1
),

disappeared as (
    select
        latest.person_key,
        latest.period_number,
        min(later.told_on) as absent_on
    from latest
    inner join (select distinct system, instance, dataset, told_on from {{ ref('int_employee_listing') }}) as later
        on latest.system = later.system
        and latest.instance = later.instance
        and latest.dataset = later.dataset
        and latest.told_on < later.told_on
    where latest.period_number = latest.last_period_number
    group by latest.person_key, latest.period_number
),

final as (
    select
        latest.person_key,
        latest.period_number,
        latest.system,
        latest.instance,
        latest.first_seen_on,
        latest.hire_date,
        coalesce(latest.termination_date, {{ add_days('disappeared.absent_on', -1) }}) as end_date,
        latest.termination_reason,
        latest._file,
        latest._record
    from latest
    left join disappeared
        on latest.person_key = disappeared.person_key and latest.period_number = disappeared.period_number
)

select * from final
