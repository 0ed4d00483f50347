-- Grain: one row per 1:1 meeting of a person and a manager.
-- A meeting of the workbook counts only where the meeting system has none of that person on that day.
with meetings as (
    {{ newest_rows(ref('stg_lattice__one_on_ones'), ['_system', '_instance', 'employee_key', 'manager_key', 'held_at']) }}
),

kept_by_hand as (
    {{ newest_rows(
        ref('stg_template__one_on_one'),
        ['_system', '_instance', 'employee_number', 'manager_employee_number', 'held_on'],
    ) }}
),

statuses as (
    {{ term_meanings('meetings', 'status', 'meeting_status') }}
),

told as (
    select
        meetings._system as system,
        meetings._instance as instance,
        meetings._system || ':' || meetings._instance || ':' || meetings.employee_key || ':' || meetings.manager_key || ':'
        || cast(meetings.held_at as string) as one_on_one_id,
        case when meetings.employee_id is null then 'email' else 'employee_number' end as person_source_kind,
        coalesce(meetings.employee_id, meetings.employee_key) as person_source_key,
        'email' as manager_source_kind,
        meetings.manager_key as manager_source_key,
        cast(meetings.held_at as date) as meeting_date,
        case
            when meetings.status is not null then coalesce(statuses.meaning, 'unmapped')
            when cast(meetings.held_at as date) <= company.as_of then 'held'
            else 'planned'
        end as status,
        1 as place,
        meetings._file,
        meetings._record
    from meetings
    cross join {{ ref('int_company') }} as company
    left join statuses on meetings.status = statuses.term
    union all
    select
        _system as system,
        _instance as instance,
        _system || ':' || _instance || ':' || employee_number || ':' || coalesce(manager_employee_number, '') || ':'
        || cast(held_on as string) as one_on_one_id,
        'employee_number' as person_source_kind,
        employee_number as person_source_key,
        case when manager_employee_number is not null then 'employee_number' end as manager_source_kind,
        manager_employee_number as manager_source_key,
        held_on as meeting_date,
        {{ one_of('status', ['planned', 'held', 'cancelled']) }} as status,
        2 as place,
        _file,
        _record
    from kept_by_hand
),

placed as (
    select
        told.*,
        min(place) over (partition by person_source_kind, person_source_key, meeting_date) as best_place
    from told
),

final as (
    select
        one_on_one_id,
        system,
        instance,
        person_source_kind,
        person_source_key,
        manager_source_kind,
        manager_source_key,
        meeting_date,
        status,
        _file,
        _record
    from placed
    where place = best_place
)

select * from final
