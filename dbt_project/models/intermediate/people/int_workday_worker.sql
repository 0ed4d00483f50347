-- Grain: one row per worker and day on which the record or the main position changed (Workday's connector tables).
-- Every file tells the whole history: the newest one that knows the worker counts. Before the first version the first one holds.
with versions as (
    select
        history.*,
        cast(history.valid_from as date) as changed_on,
        max(history._newness) over (partition by history._instance, history.employee_number) as last_newness
    from {{ ref('stg_workday__worker_history') }} as history
    where not history.is_deleted and not history.is_rescinded
),

ranked as (
    select
        versions.*,
        row_number() over (
            partition by _instance, employee_number, changed_on
            order by valid_from desc nulls last, _file nulls last, _record desc nulls last
        ) as choice
    from versions
    where _newness = last_newness
),

dated as (
    select
        ranked.*,
        lag(changed_on) over (partition by _instance, employee_number order by changed_on nulls last) as changed_before,
        lead(changed_on) over (partition by _instance, employee_number order by changed_on nulls last) as changed_next
    from ranked
    where choice = 1
),

ranges as (
    select
        dated.*,
        case when changed_before is null then {{ open_start() }} else changed_on end as holds_from,
        coalesce({{ add_days('changed_next', -1) }}, {{ open_end() }}) as holds_to
    from dated
),

positions as (
    select
        held.*,
        case
            when lag(valid_from) over (partition by instance, worker_key order by valid_from nulls last) is null
                then {{ open_start() }}
            else valid_from
        end as holds_from,
        coalesce(
            {{ add_days('lead(valid_from) over (partition by instance, worker_key order by valid_from nulls last)', -1) }},
            {{ open_end() }}
        ) as holds_to
    from {{ ref('int_workday_position') }} as held
),

days as (
    select _instance, employee_number, changed_on as day from ranges
    union
    select ranges._instance, ranges.employee_number, positions.valid_from as day
    from ranges
    inner join positions on ranges._instance = positions.instance and ranges.worker_key = positions.worker_key
),

final as (
    select
        days.employee_number,
        days.day as snapshot_date,
        ranges.worker_key,
        ranges.hire_date,
        ranges.termination_date,
        -- Workday's reasons are codes that begin like `Terminate_Employee_Voluntary_...`.
        case
            when ranges.termination_date is null then null
            when ranges.is_involuntary or lower(ranges.termination_reason) like '%involuntary%' then 'Involuntary'
            when lower(ranges.termination_reason) like '%retire%' then 'Retirement'
            when lower(ranges.termination_reason) like '%death%' then 'Death'
            when lower(ranges.termination_reason) like '%voluntary%' then 'Resignation'
            else ranges.termination_reason
        end as termination_reason,
        positions.department,
        positions.job_title,
        positions.job_level,
        positions.location,
        coalesce(positions.is_outside_head_count, false) as is_contractor,
        positions.fte,
        positions.weekly_hours,
        ranges._system,
        ranges._dataset,
        ranges._instance,
        ranges._date_from,
        ranges._precedence,
        ranges._newness,
        ranges._is_newest,
        ranges._file,
        ranges._record
    from days
    inner join ranges
        on days._instance = ranges._instance
        and days.employee_number = ranges.employee_number
        and days.day between ranges.holds_from and ranges.holds_to
    left join positions
        on ranges._instance = positions.instance
        and ranges.worker_key = positions.worker_key
        and days.day between positions.holds_from and positions.holds_to
)

select * from final
