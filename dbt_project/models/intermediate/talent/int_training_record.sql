-- Grain: one row per course or session and person, of all learning systems and the training workbook.
-- A course that a learner takes in several programmes of Coursera counts once: the completed one, the earliest first.
with coursera as (
    {{ newest_rows(
        ref('stg_coursera__usage_report'), ['_system', '_instance', 'session_id', 'email_key', 'program_slug']
    ) }}
),

items as (
    {{ newest_rows(ref('stg_lms__item_completion'), ['_system', '_instance', 'session_id', 'employee_number']) }}
),

participants as (
    {{ newest_rows(ref('stg_moodle__course_participants'), ['_system', '_instance', 'session_id', 'employee_number']) }}
),

attendees as (
    {{ newest_rows(ref('stg_template__training_record'), ['_system', '_instance', 'session_id', 'employee_number']) }}
),

statuses as (
    {{ term_meanings('items', 'status', 'training_status') }}
),

learners as (
    select
        coursera.*,
        max(coursera.employee_number) over (
            partition by coursera._system, coursera._instance, coursera.email_key
        ) as learner_number,
        coalesce(setting.time_zone, company.time_zone) as time_zone
    from coursera
    cross join {{ ref('int_company') }} as company
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on coursera._system = setting.system and coursera._instance = setting.instance
),

told as (
    select
        _system as system,
        _instance as instance,
        session_id as session_key,
        case when learner_number is null then 'email' else 'employee_number' end as person_source_kind,
        coalesce(learner_number, email_key) as person_source_key,
        course,
        case
            when is_completed then 'completed'
            when is_removed then 'withdrawn'
            when progress > 0 then 'in_progress'
            else 'registered'
        end as status,
        cast({{ utc_to_local('enrolled_at', 'time_zone') }} as date) as registered_on,
        cast({{ utc_to_local('completed_at', 'time_zone') }} as date) as completed_on,
        cast(hours as decimal(28, 4)) as hours,
        cast(grade as decimal(9, 4)) as grade,
        cast(null as decimal(9, 4)) as pre_score,
        cast(null as decimal(9, 4)) as post_score,
        department,
        program_slug,
        _file,
        _record
    from learners
    union all
    select
        items._system as system,
        items._instance as instance,
        items.session_id as session_key,
        'employee_number' as person_source_kind,
        items.employee_number as person_source_key,
        items.course,
        coalesce(statuses.meaning, 'unmapped') as status,
        items.assigned_on as registered_on,
        items.completed_on,
        cast(items.hours as decimal(28, 4)) as hours,
        {{ try_cast('items.grade', 'decimal(9, 4)') }} as grade,
        cast(null as decimal(9, 4)) as pre_score,
        cast(null as decimal(9, 4)) as post_score,
        items.department,
        cast(null as string) as program_slug,
        items._file,
        items._record
    from items
    left join statuses on items.status = statuses.term
    union all
    select
        _system as system,
        _instance as instance,
        session_id as session_key,
        'employee_number' as person_source_kind,
        employee_number as person_source_key,
        course,
        case when coalesce(is_completed, completed_on is not null) then 'completed' else 'registered' end as status,
        enrolled_on as registered_on,
        completed_on,
        cast(null as decimal(28, 4)) as hours,
        cast(grade as decimal(9, 4)) as grade,
        cast(null as decimal(9, 4)) as pre_score,
        cast(null as decimal(9, 4)) as post_score,
        department,
        cast(null as string) as program_slug,
        _file,
        _record
    from participants
    union all
    select
        attendees._system as system,
        attendees._instance as instance,
        attendees.session_id as session_key,
        'employee_number' as person_source_kind,
        attendees.employee_number as person_source_key,
        session.topic as course,
        {{ one_of('attendees.status', ['completed', 'registered', 'no_show']) }} as status,
        cast(null as date) as registered_on,
        session.session_date as completed_on,
        cast(attendees.hours as decimal(28, 4)) as hours,
        cast(null as decimal(9, 4)) as grade,
        cast(attendees.pre_score as decimal(9, 4)) as pre_score,
        cast(attendees.post_score as decimal(9, 4)) as post_score,
        cast(null as string) as department,
        cast(null as string) as program_slug,
        attendees._file,
        attendees._record
    from attendees
    left join {{ ref('int_training_session') }} as session
        on attendees._system || ':' || attendees._instance || ':' || attendees.session_id = session.session_id
),

chosen as (
    select
        told.*,
        coalesce(told.completed_on, told.registered_on, company.as_of) as mapped_on,
        row_number() over (
            partition by
                told.system,
                told.instance,
                told.session_key,
                told.person_source_kind,
                told.person_source_key
            order by
                case told.status when 'completed' then 1 when 'in_progress' then 2 when 'registered' then 3 else 4 end
                nulls last,
                told.completed_on nulls last,
                told.program_slug nulls last,
                told._file nulls last,
                told._record nulls last
        ) as choice
    from told
    cross join {{ ref('int_company') }} as company
),

in_units as (
    {{ with_org_unit('chosen', 'department', 'department', 'mapped_on') }}
),

final as (
    select
        system || ':' || instance || ':' || session_key || ':' || person_source_key as training_record_id,
        system,
        instance,
        system || ':' || instance || ':' || session_key as session_id,
        session_key as course_code,
        course,
        person_source_kind,
        person_source_key,
        org_unit_id,
        department,
        status,
        registered_on,
        case when status = 'completed' then completed_on end as completed_on,
        hours,
        grade,
        pre_score,
        post_score,
        _file,
        _record
    from in_units
    where choice = 1
)

select * from final
