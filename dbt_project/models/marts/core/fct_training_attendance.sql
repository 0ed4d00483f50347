-- Grain: one row per training session or course and attendee, with the attendee's unit on the session's day (a course of a
-- learning system has none: the day of completion; it is no session with a minimum of attendees).
-- An employee number that two HR instances know, or none, cannot be matched: person and unit stay `unassigned`.
with people as (
    select employee_number, min(person_key) as person_key
    from {{ ref('int_employee_snapshot') }}
    group by employee_number
    having count(distinct person_key) = 1
),

attendances as (
    select
        records.session_id,
        coalesce(people.person_key, records.system || ':' || records.person_source_key) as person_key,
        coalesce(sessions.session_date, records.completed_on) as session_date,
        records.hours,
        records.status = 'completed' as is_completed,
        coalesce(sessions.topic, records.course) as topic,
        case when records.system = 'template' then sessions.status else 'delivered' end as session_status,
        sum(case when records.status = 'completed' then 1 else 0 end) over (partition by records.session_id)
            as session_completed_attendees,
        sessions.min_attendees,
        sessions.duration_hours,
        records._file,
        records._record
    from {{ ref('int_training_record') }} as records
    left join {{ ref('int_training_session') }} as sessions on records.session_id = sessions.session_id
    left join people
        on records.person_source_kind = 'employee_number' and records.person_source_key = people.employee_number
),

final as (
    select
        attendances.session_id,
        attendances.person_key,
        coalesce(
            spell.org_unit_id,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        attendances.session_date,
        attendances.topic,
        attendances.hours,
        attendances.is_completed,
        attendances.session_status,
        attendances.session_completed_attendees,
        attendances.min_attendees,
        attendances.duration_hours,
        attendances._file,
        attendances._record
    from attendances
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_employment_spell') }} as spell
        on attendances.person_key = spell.person_key
        and attendances.session_date between spell.valid_from and spell.valid_to
    -- What is only begun, and an attendee of a session that no workbook names, has no day yet.
    where attendances.session_date is not null
)

select * from final
