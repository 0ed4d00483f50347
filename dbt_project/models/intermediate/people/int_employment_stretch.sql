-- Grain: one row per person, snapshot of the HR system and unit: the employed days that the snapshot stands for.
-- A change takes effect on the date of the snapshot that first shows it; the first snapshot's unit holds from the hire on.
{{ config(materialized='table') }}

with snapshots as (
    select * from {{ ref('int_employee_snapshot') }}
),

periods as (
    select
        period.*,
        lead(period.first_seen_on) over (
            partition by period.person_key order by period.period_number nulls last
        ) as next_seen_on
    from {{ ref('int_employment_period') }} as period
),

seen as (
    select
        periods.person_key,
        periods.period_number,
        periods.hire_date,
        coalesce(periods.end_date, {{ open_end() }}) as end_date,
        snapshots.system,
        snapshots.instance,
        snapshots.department,
        snapshots.is_contractor,
        snapshots.fte,
        snapshots.snapshot_date,
        snapshots._file,
        snapshots._record,
        periods.first_seen_on,
        lead(snapshots.snapshot_date) over (
            partition by periods.person_key, periods.period_number order by snapshots.snapshot_date nulls last
        ) as next_snapshot_date
    from periods
    inner join snapshots
        on periods.person_key = snapshots.person_key
        and snapshots.snapshot_date >= periods.first_seen_on
        and (periods.next_seen_on is null or snapshots.snapshot_date < periods.next_seen_on)
),

stretches as (
    select
        seen.*,
        greatest(
            hire_date, case when snapshot_date = first_seen_on then hire_date else snapshot_date end
        ) as stretch_from,
        least(end_date, coalesce({{ add_days('next_snapshot_date', -1) }}, {{ open_end() }})) as stretch_to
    from seen
),

final as (
    select
        stretches.person_key,
        stretches.period_number,
        stretches.is_contractor,
        stretches.fte,
        stretches.system,
        stretches.instance,
        stretches.department,
        case
            when stretches.department is null or not company.has_org_units then
                coalesce(department_map.org_unit_id, company.root_org_unit_id)
            else coalesce(department_map.org_unit_id, 'unassigned')
        end as org_unit_id,
        greatest(stretches.stretch_from, coalesce(department_map.valid_from, stretches.stretch_from)) as valid_from,
        least(stretches.stretch_to, coalesce(department_map.valid_to, stretches.stretch_to)) as valid_to,
        stretches._file,
        stretches._record
    from stretches
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_org_mapping') }} as department_map
        on department_map.source_type = 'department'
        and stretches.department = department_map.source_key
        and stretches.system = department_map.system
        and stretches.instance = department_map.instance
        and stretches.stretch_from <= department_map.valid_to
        and stretches.stretch_to >= department_map.valid_from
    where stretches.stretch_from <= stretches.stretch_to
)

select * from final
