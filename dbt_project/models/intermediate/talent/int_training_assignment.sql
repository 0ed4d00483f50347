-- Grain: one row per person, course and due day of mandatory training.
-- Completed is what the assignment itself says, else the person's first completion on or after the assignment, in any system.
with items as (
    {{ newest_rows(ref('stg_lms__item_completion'), ['_system', '_instance', 'session_id', 'employee_number']) }}
),

assignments as (
    {{ newest_rows(
        ref('stg_template__training_assignment'), ['_system', '_instance', 'session_id', 'employee_number', 'due_on']
    ) }}
),

records as (
    select course_code, person_source_key, completed_on
    from {{ ref('int_training_record') }}
    where status = 'completed' and completed_on is not null and person_source_kind = 'employee_number'
),

told as (
    select
        _system as system,
        _instance as instance,
        session_id as course_code,
        employee_number,
        assigned_on,
        due_on,
        false as is_waived,
        cast(null as date) as completed_on,
        _file,
        _record
    from items
    where due_on is not null
    union all
    select
        _system as system,
        _instance as instance,
        session_id as course_code,
        employee_number,
        assigned_on,
        due_on,
        is_waived,
        completed_on,
        _file,
        _record
    from assignments
),

final as (
    select
        told.system || ':' || told.instance || ':' || told.course_code || ':' || told.employee_number || ':'
        || cast(told.due_on as string) as training_assignment_id,
        told.system,
        told.instance,
        told.course_code,
        'employee_number' as person_source_kind,
        told.employee_number as person_source_key,
        told.assigned_on,
        told.due_on,
        told.is_waived,
        coalesce(told.completed_on, min(records.completed_on)) as completed_on,
        told._file,
        told._record
    from told
    left join records
        on told.course_code = records.course_code
        and told.employee_number = records.person_source_key
        and (told.assigned_on is null or records.completed_on >= told.assigned_on)
    group by
        told.system,
        told.instance,
        told.course_code,
        told.employee_number,
        told.assigned_on,
        told.due_on,
        told.is_waived,
        told.completed_on,
        told._file,
        told._record
)

select * from final
