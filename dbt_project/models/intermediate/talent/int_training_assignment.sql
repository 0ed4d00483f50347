-- Grain: one row per person, course and due day of mandatory training.
-- Completed is what the assignment itself says, else the person's first completion on or after the assignment, in any system.
-- An assignment of the workbook that a learning system has too counts once, from there; waived is what either says.
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
        1 as place,
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
        2 as place,
        _file,
        _record
    from assignments
),

-- Any two learning systems or HR instances may use the same numbers: only the workbook's rows are compared with the others.
placed as (
    select
        told.*,
        max(case when place = 1 then 1 else 0 end) over (partition by course_code, employee_number, due_on) as has_item,
        max(case when is_waived then 1 else 0 end) over (partition by course_code, employee_number, due_on) as waived,
        min(case when place = 2 then completed_on end) over (partition by course_code, employee_number, due_on) as noted_on
    from told
),

once as (
    select
        system,
        instance,
        course_code,
        employee_number,
        assigned_on,
        due_on,
        waived = 1 as is_waived,
        noted_on as completed_on,
        _file,
        _record
    from placed
    where place = 1 or has_item = 0
),

final as (
    select
        once.system || ':' || once.instance || ':' || once.course_code || ':' || once.employee_number || ':'
        || cast(once.due_on as string) as training_assignment_id,
        once.system,
        once.instance,
        once.course_code,
        'employee_number' as person_source_kind,
        once.employee_number as person_source_key,
        once.assigned_on,
        once.due_on,
        once.is_waived,
        coalesce(once.completed_on, min(records.completed_on)) as completed_on,
        once._file,
        once._record
    from once
    left join records
        on once.course_code = records.course_code
        and once.employee_number = records.person_source_key
        and (once.assigned_on is null or records.completed_on >= once.assigned_on)
    group by
        once.system,
        once.instance,
        once.course_code,
        once.employee_number,
        once.assigned_on,
        once.due_on,
        once.is_waived,
        once.completed_on,
        once._file,
        once._record
)

select * from final
