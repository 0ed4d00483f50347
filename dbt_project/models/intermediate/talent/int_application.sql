-- Grain: one row per application of a candidate that exists now (in Lever an opportunity, which has one application at most).
-- State and dates are the highest-ranked dataset's that has the application; what it does not tell is filled from the others.
{%- set shape = {
    'application_key': none,
    'candidate_key': 'cast(null as string)',
    'stage_key': 'cast(null as string)',
    'stage_name': 'cast(null as string)',
    'status_text': none,
    'reason_text': 'cast(null as string)',
    'origin': 'cast(null as string)',
    'source': 'cast(null as string)',
    'source_key': 'cast(null as string)',
    'applied_at': 'cast(null as timestamp)',
    'applied_on': 'cast(null as date)',
    'ended_at': 'cast(null as timestamp)',
    'ended_on': 'cast(null as date)',
    'hired_on': 'cast(null as date)',
    'requisition_key': 'cast(null as string)',
    'requisition_code': 'cast(null as string)',
    'posting_key': 'cast(null as string)',
    'department': 'cast(null as string)',
    'team': 'cast(null as string)',
    'is_prospect': 'cast(null as boolean)',
    'is_deleted': 'cast(null as boolean)',
} %}
{%- set datasets = {
    'stg_greenhouse__application': {
        'application_key': 'application_id', 'candidate_key': 'candidate_id', 'stage_key': 'stage_id',
        'status_text': 'status', 'source_key': 'source_id', 'applied_at': 'applied_at', 'ended_at': 'rejected_at',
        'is_prospect': 'is_prospect', 'is_deleted': 'is_deleted',
    },
    'stg_greenhouse__candidates_report': {
        'application_key': 'application_id', 'candidate_key': 'candidate_id', 'stage_name': 'stage_name',
        'status_text': 'status', 'reason_text': 'rejection_reason', 'source': 'source', 'applied_on': 'applied_on',
        'ended_on': 'rejected_on', 'hired_on': 'hired_on', 'requisition_key': 'job_id',
        'requisition_code': 'requisition_code', 'department': 'department',
    },
    'stg_lever__opportunity': {
        'application_key': 'opportunity_id', 'candidate_key': 'contact_id', 'stage_key': 'stage_id',
        'status_text': "case when archived_at is null then 'active' else 'archived' end", 'origin': 'origin',
        'applied_at': 'created_at', 'ended_at': 'archived_at',
    },
    'stg_lever__application': {
        'application_key': 'opportunity_id',
        'status_text': "case when archived_at is null then 'active' else 'archived' end", 'applied_at': 'created_at',
        'ended_at': 'archived_at', 'requisition_key': 'requisition_id', 'posting_key': 'posting_id',
    },
    'stg_lever__opportunities_csv': {
        'application_key': 'opportunity_id', 'candidate_key': 'contact_id', 'stage_name': 'stage_name',
        'status_text': "case when hired_on is not null then 'hired' when archived_on is not null then 'archived' else 'active' end",
        'reason_text': 'archive_reason', 'origin': 'origin', 'source': 'source', 'applied_on': 'created_on',
        'ended_on': 'archived_on', 'hired_on': 'hired_on', 'department': 'department', 'team': 'team',
    },
} %}

with told as (
    {%- for model, told in datasets.items() %}
    select
        {%- for column, default in shape.items() %}
        {{ told.get(column, default if default is not none else column) }} as {{ column }},
        {%- endfor %}
        _system,
        _dataset,
        _instance,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

newest as (
    {{ newest_rows('told', ['_system', '_instance', 'application_key', '_dataset']) }}
),

placed as (
    select
        newest.*,
        row_number() over (
            partition by newest._system, newest._instance, newest.application_key
            order by newest._precedence nulls last, newest._dataset nulls last
        ) as place
    from newest
),

applications as (
    select
        _system,
        _instance,
        application_key,
        {{ first_told('candidate_key') }},
        {{ first_told('stage_key') }},
        {{ first_told('stage_name') }},
        {{ first_told('status_text') }},
        {{ first_told('reason_text') }},
        {{ first_told('origin') }},
        {{ first_told('source') }},
        {{ first_told('source_key') }},
        {{ first_told('applied_at') }},
        {{ first_told('applied_on') }},
        {{ first_told('ended_at') }},
        {{ first_told('ended_on') }},
        {{ first_told('hired_on') }},
        {{ first_told('requisition_key') }},
        {{ first_told('requisition_code') }},
        {{ first_told('posting_key') }},
        {{ first_told('department') }},
        {{ first_told('team') }},
        {{ first_told('is_prospect') }},
        {{ first_told('is_deleted') }},
        {{ first_told('_file') }},
        {{ first_told('_record') }}
    from placed
    group by _system, _instance, application_key
),

stages as (
    {{ newest_rows(ref('stg_greenhouse__job_stage'), ['_system', '_instance', 'stage_id']) }}
),

history as (
    {{ newest_rows(ref('stg_greenhouse__application_history'), ['_system', '_instance', 'application_id', 'changed_at']) }}
),

hires as (
    select _system, _instance, application_id, max(changed_at) as hired_at
    from history
    where status = 'hired'
    group by _system, _instance, application_id
),

last_stages as (
    select
        history._system,
        history._instance,
        history.application_id,
        stages.job_id,
        row_number() over (
            partition by history._system, history._instance, history.application_id
            order by history.changed_at desc nulls last
        ) as choice
    from history
    inner join stages
        on history._system = stages._system
        and history._instance = stages._instance
        and history.stage_id = stages.stage_id
),

numbered_jobs as (
    select system as _system, instance as _instance, requisition_code, min(requisition_id) as requisition_id
    from {{ ref('int_job_requisition') }}
    where requisition_code is not null
    group by system, instance, requisition_code
    having count(*) = 1 -- a code given twice names neither
),

statuses as (
    {{ term_meanings('applications', 'status_text', 'application_status') }}
),

reasons as (
    {{ term_meanings('applications', 'reason_text', 'end_reason') }}
),

linked as (
    select
        applications.*,
        coalesce(applications.stage_name, stages.stage_name) as stage,
        case
            when statuses.meaning = 'archived' and (
                applications.requisition_key is not null or applications.hired_on is not null or reasons.meaning = 'hired'
            ) then 'hired'
            when statuses.meaning = 'archived' then coalesce(reasons.meaning, 'unmapped')
            when statuses.meaning = 'rejected' and reasons.meaning = 'withdrawn' then 'withdrawn'
            else coalesce(statuses.meaning, 'unmapped')
        end as status,
        coalesce(
            applications._system || ':' || applications._instance || ':'
            || coalesce(applications.requisition_key, stages.job_id, last_stages.job_id),
            postings.requisition_id,
            numbered_jobs.requisition_id
        ) as requisition_id,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        hires.hired_at
    from applications
    cross join {{ ref('int_company') }} as company
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on applications._system = setting.system and applications._instance = setting.instance
    left join stages
        on applications._system = stages._system
        and applications._instance = stages._instance
        and applications.stage_key = stages.stage_id
    left join last_stages
        on applications._system = last_stages._system
        and applications._instance = last_stages._instance
        and applications.application_key = last_stages.application_id
        and last_stages.choice = 1
    left join hires
        on applications._system = hires._system
        and applications._instance = hires._instance
        and applications.application_key = hires.application_id
    left join {{ ref('int_job_posting') }} as postings
        on applications._system || ':' || applications._instance || ':' || applications.posting_key = postings.posting_id
    left join numbered_jobs
        on applications._system = numbered_jobs._system
        and applications._instance = numbered_jobs._instance
        and applications.requisition_code = numbered_jobs.requisition_code
    left join statuses on lower(applications.status_text) = statuses.term
    left join reasons on lower(applications.reason_text) = reasons.term
    where not coalesce(applications.is_deleted, false)
),

dated as (
    select
        linked._system as system,
        linked._instance as instance,
        linked.application_key,
        linked.candidate_key,
        linked.stage_key,
        linked.stage,
        linked.status,
        linked.origin,
        coalesce(linked.source, linked.source_key) as source,
        linked.requisition_id,
        coalesce(linked.is_prospect, false) as is_prospect,
        coalesce(
            cast({{ utc_to_local('linked.applied_at', 'linked.time_zone') }} as date), linked.applied_on
        ) as applied_on,
        coalesce(
            cast({{ utc_to_local('linked.ended_at', 'linked.time_zone') }} as date), linked.ended_on
        ) as ended_on,
        coalesce(
            linked.hired_on, cast({{ utc_to_local('linked.hired_at', 'linked.time_zone') }} as date)
        ) as hired_on,
        coalesce(linked.department, linked.team) as label,
        case when linked.department is null then 'team' else 'department' end as label_type,
        linked._file,
        linked._record
    from linked
),

in_units as (
    {{ with_labelled_unit('dated', ['department', 'team'], 'applied_on') }}
),

kinds as (
    {{ term_meanings('dated', 'coalesce(stage, stage_key)', 'stage') }}
),

final as (
    select
        in_units.system || ':' || in_units.instance || ':' || in_units.application_key as application_id,
        in_units.system,
        in_units.instance,
        in_units.system || ':' || in_units.instance || ':' || in_units.candidate_key as candidate_id,
        in_units.requisition_id,
        coalesce(nullif(requisition.org_unit_id, 'unassigned'), in_units.org_unit_id) as org_unit_id,
        in_units.label_type as unit_type,
        in_units.label as unit_key,
        in_units.status,
        in_units.system || ':' || in_units.instance || ':' || in_units.stage_key as stage_id,
        in_units.stage as stage_name,
        coalesce(kinds.meaning, 'unmapped') as stage_kind,
        in_units.source,
        in_units.origin,
        in_units.is_prospect,
        in_units.applied_on,
        case
            when in_units.status = 'hired'
                then coalesce(in_units.hired_on, case when in_units.system = 'lever' then in_units.ended_on end)
        end as hired_on,
        case when in_units.status = 'rejected' then in_units.ended_on end as rejected_on,
        case when in_units.status = 'withdrawn' then in_units.ended_on end as withdrawn_on,
        in_units._file,
        in_units._record
    from in_units
    left join {{ ref('int_job_requisition') }} as requisition on in_units.requisition_id = requisition.requisition_id
    left join kinds on lower(coalesce(in_units.stage, in_units.stage_key)) = kinds.term
)

select * from final
