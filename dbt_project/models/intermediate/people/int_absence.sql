-- Grain: one row per absence of a person (a request or a leave), as told last; the same absence told by two systems counts once.
with told as (
    select
        _system as system,
        _instance as instance,
        'employee_number' as key_kind,
        employee_number as person_identifier,
        coalesce(absence_id, employee_number || '|' || type_label || '|' || cast(start_date as string)) as request_key,
        type_label,
        start_date,
        end_date,
        cast(days as decimal(9, 4)) as stated_days,
        hours,
        0 as half_days,
        status as status_label,
        department,
        false as is_work_related,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_bamboohr__time_off') }}
    union all
    select
        _system as system,
        _instance as instance,
        'email' as key_kind,
        email_key as person_identifier,
        email_key || '|' || type_label || '|' || cast(start_date as string) as request_key,
        type_label,
        start_date,
        end_date,
        days as stated_days,
        hours,
        case when is_half_at_start then 1 else 0 end
        + case when is_half_at_end and (end_date > start_date or not is_half_at_start) then 1 else 0 end as half_days,
        status as status_label,
        department,
        false as is_work_related,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_personio__absences') }}
    union all
    select
        _system as system,
        _instance as instance,
        'user_name' as key_kind,
        worker_key as person_identifier,
        absence_id as request_key,
        type_label,
        start_date,
        end_date,
        cast(null as decimal(9, 4)) as stated_days,
        cast(null as decimal(9, 4)) as hours,
        0 as half_days,
        case when is_deleted then 'deleted' end as status_label,
        cast(null as string) as department,
        is_work_related,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_workday__worker_leave_status') }}
),

newest as (
    {{ newest_rows('told', ['system', 'instance', 'request_key']) }}
),

labels as (
    select
        labelled.type_label,
        known.absence_type,
        known.is_unplanned,
        row_number() over (
            partition by labelled.type_label
            order by length(known.label_part) desc nulls last, known.label_part nulls last
        ) as choice
    from (select distinct type_label from told) as labelled
    inner join {{ ref('absence_type') }} as known
        on lower(replace(labelled.type_label, '_', ' ')) like '%' || known.label_part || '%'
),

mapped as (
    select
        newest.*,
        case when newest.is_work_related then 'accident' else coalesce(labels.absence_type, 'unmapped') end as absence_type,
        newest.is_work_related or coalesce(labels.is_unplanned, false) as is_unplanned,
        case
            when newest.status_label is null then 'approved'
            when newest.status_label in ('approved', 'genehmigt', 'bestätigt', 'taken', '已通过', '已批准', '已同意') then 'approved'
            when newest.status_label in ('pending', 'requested', 'ausstehend', 'beantragt', 'offen', '审批中', '待审批') then 'pending'
            when newest.status_label in ('rejected', 'denied', 'declined', 'abgelehnt', '已拒绝', '已驳回') then 'rejected'
            when
                newest.status_label in (
                    'cancelled', 'canceled', 'superseded', 'superceded', 'deleted', 'storniert', 'zurückgezogen', '已撤销', '已取消'
                )
                then 'cancelled'
            else 'unmapped'
        end as status
    from newest
    left join labels on newest.type_label = labels.type_label and labels.choice = 1
),

known as (
    {{ with_person('mapped') }}
),

-- The person's own HR system first, then what is approved.
ranked as (
    select
        known.*,
        system || ':' || instance || ':' || request_key as absence_id,
        coalesce(end_date, {{ open_end() }}) as last_day,
        case when person_key like system || ':' || instance || ':%' then '0' else '1' end
        || case when status = 'approved' then '0' else '1' end
        || system || ':' || instance as preference
    from known
),

told_better as (
    select distinct ranked.absence_id
    from ranked
    inner join ranked as other
        on ranked.person_key = other.person_key
        and ranked.absence_type = other.absence_type
        and ranked.start_date <= other.last_day
        and other.start_date <= ranked.last_day
    where (ranked.system <> other.system or ranked.instance <> other.instance)
        and ranked.status not in ('rejected', 'cancelled')
        and other.status not in ('rejected', 'cancelled')
        and other.preference < ranked.preference
),

once as (
    select ranked.*
    from ranked
    left join told_better on ranked.absence_id = told_better.absence_id
    where told_better.absence_id is null
),

placed as (
    {{ with_person_unit('once', 'start_date', 'department') }}
),

final as (
    select
        absence_id,
        system,
        instance,
        person_key,
        identity_status,
        identity_rung,
        type_label,
        absence_type,
        is_unplanned,
        status,
        start_date,
        end_date,
        case
            when stated_days is not null then stated_days
            when hours is not null or end_date is null then null
            else cast({{ weekdays_between('start_date', 'end_date') }} - 0.5 * half_days as decimal(9, 4))
        end as days,
        hours,
        case
            when stated_days is not null then 'stated'
            when hours is not null then 'hours'
            when end_date is null then 'open'
            else 'weekdays'
        end as days_basis,
        department,
        org_unit_id,
        _file,
        _record
    from placed
)

select * from final
