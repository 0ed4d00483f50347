-- Grain: one row per line of a timesheet.
with told as (
    select
        _system as system,
        _instance as instance,
        'employee_number' as key_kind,
        employee_number as person_identifier,
        work_date,
        project_key,
        activity,
        hours,
        is_billable,
        is_overtime,
        _file,
        _record
    from {{ ref('stg_template__timesheet') }}
),

known as (
    {{ with_person('told') }}
),

placed as (
    {{ with_person_unit('known', 'work_date') }}
),

final as (
    select
        system,
        instance,
        person_key,
        identity_status,
        identity_rung,
        work_date,
        project_key,
        activity,
        hours,
        is_billable,
        is_overtime,
        org_unit_id,
        _file,
        _record
    from placed
)

select * from final
