-- Grain: one row per person and stretch of employed days in one unit, with one status and one working share.
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

placed as (
    select
        stretches.person_key,
        stretches.period_number,
        stretches.is_contractor,
        stretches.fte,
        case
            when stretches.department is null or not company.has_org_units then
                coalesce(department_map.org_unit_id, company.root_org_unit_id)
            else coalesce(department_map.org_unit_id, 'unassigned')
        end as org_unit_id,
        greatest(stretches.stretch_from, coalesce(department_map.valid_from, stretches.stretch_from)) as valid_from,
        least(stretches.stretch_to, coalesce(department_map.valid_to, stretches.stretch_to)) as valid_to
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
),

{%- set person_days = 'over (partition by person_key order by valid_from nulls last, period_number nulls last)' %}

preceded as (
    select
        placed.*,
        lag(valid_to) {{ person_days }} as valid_to_before,
        lag(org_unit_id) {{ person_days }} as org_unit_before,
        lag(is_contractor) {{ person_days }} as is_contractor_before,
        lag(fte) {{ person_days }} as fte_before,
        lag(period_number) {{ person_days }} as period_before
    from placed
),

compared as (
    select
        preceded.*,
        case
            when
                period_before = period_number
                and valid_to_before = {{ add_days('valid_from', -1) }}
                and org_unit_before = org_unit_id
                and is_contractor_before = is_contractor
                and coalesce(fte_before, -1) = coalesce(fte, -1)
                then 0
            else 1
        end as is_change
    from preceded
),

numbered as (
    select
        compared.*,
        sum(is_change) over (
            partition by person_key
            order by valid_from nulls last, period_number nulls last
            rows between unbounded preceding and current row
        ) as spell_number
    from compared
),

final as (
    select
        person_key,
        org_unit_id,
        min(valid_from) as valid_from,
        max(valid_to) as valid_to,
        is_contractor,
        fte
    from numbered
    group by person_key, spell_number, org_unit_id, is_contractor, fte
)

select * from final
