-- Grain: one row per training session and attendee, with the attendee's unit on the session's day.
-- An employee number that two HR instances know, or none, cannot be matched: person and unit stay `unassigned`.
with sessions as (
    {{ newest_rows(ref('stg_template__training_session'), ['session_id']) }}
),

records as (
    {{ newest_rows(ref('stg_template__training_record'), ['session_id', 'employee_number']) }}
),

people as (
    select employee_number, min(person_key) as person_key
    from {{ ref('int_employee_snapshot') }}
    group by employee_number
    having count(distinct person_key) = 1
),

attendances as (
    select
        records.session_id,
        coalesce(people.person_key, 'template:' || records.employee_number) as person_key,
        sessions.session_date,
        cast(records.hours as decimal(28, 4)) as hours,
        records.status = 'completed' as is_completed,
        sessions.topic,
        sessions.status as session_status,
        sum(case when records.status = 'completed' then 1 else 0 end) over (partition by records.session_id)
            as session_completed_attendees,
        sessions.min_attendees,
        sessions.duration_hours,
        records._file,
        records._record
    from records
    inner join sessions on records.session_id = sessions.session_id
    left join people on records.employee_number = people.employee_number
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
)

select * from final
