-- Grain: one row per requisition (a job to fill) of a recruiting system that exists now.
-- Lever's postings without a requisition stand for one, with an unknown headcount.
with jobs as (
    {{ newest_rows(ref('stg_greenhouse__job'), ['_system', '_instance', 'requisition_id']) }}
),

reported_departments as (
    {{ newest_rows(ref('stg_greenhouse__candidates_report'), ['_system', '_instance', 'job_id']) }}
),

requisitions as (
    {{ newest_rows(ref('stg_lever__requisition'), ['_system', '_instance', 'requisition_id']) }}
),

postings as (
    select
        posting.*,
        row_number() over (
            partition by posting.requisition_id
            order by
                case when posting.department is null then 1 else 0 end nulls last,
                posting.created_at desc nulls last,
                posting.posting_id nulls last
        ) as choice
    from {{ ref('int_job_posting') }} as posting
),

told as (
    select
        jobs._system as system,
        jobs._instance as instance,
        jobs._system || ':' || jobs._instance || ':' || jobs.requisition_id as requisition_id,
        jobs.requisition_code,
        jobs.title,
        jobs.status as status_text,
        jobs.employment_type,
        jobs.opened_at,
        jobs.closed_at,
        cast(null as int) as headcount,
        cast(null as int) as headcount_filled,
        reported_departments.department,
        cast(null as string) as team,
        jobs.cost_center,
        jobs._file,
        jobs._record
    from jobs
    left join reported_departments
        on jobs._system = reported_departments._system
        and jobs._instance = reported_departments._instance
        and jobs.requisition_id = reported_departments.job_id
    where not jobs.is_deleted
    union all
    select
        requisitions._system as system,
        requisitions._instance as instance,
        requisitions._system || ':' || requisitions._instance || ':' || requisitions.requisition_id as requisition_id,
        requisitions.requisition_code,
        requisitions.title,
        requisitions.status as status_text,
        requisitions.employment_status as employment_type,
        requisitions.opened_at,
        cast(null as timestamp) as closed_at,
        case when requisitions.is_headcount_infinite then null else requisitions.headcount_total end as headcount,
        requisitions.headcount_hired as headcount_filled,
        postings.department,
        coalesce(requisitions.team, postings.team) as team,
        cast(null as string) as cost_center,
        requisitions._file,
        requisitions._record
    from requisitions
    left join postings
        on requisitions._system || ':' || requisitions._instance || ':' || requisitions.requisition_id
        = postings.requisition_id
        and postings.choice = 1
    where not requisitions.is_deleted
    union all
    select
        system,
        instance,
        requisition_id,
        cast(null as string) as requisition_code,
        title,
        status as status_text,
        employment_type,
        created_at as opened_at,
        cast(null as timestamp) as closed_at,
        cast(null as int) as headcount,
        cast(null as int) as headcount_filled,
        department,
        team,
        cast(null as string) as cost_center,
        _file,
        _record
    from postings
    where posting_id = requisition_id
),

statuses as (
    {{ term_meanings('told', 'status_text', 'job_status') }}
),

dated as (
    select
        told.*,
        cast({{ utc_to_local('told.opened_at', 'coalesce(setting.time_zone, company.time_zone)') }} as date) as opened_on,
        cast({{ utc_to_local('told.closed_at', 'coalesce(setting.time_zone, company.time_zone)') }} as date) as closed_on,
        coalesce(told.department, told.team, told.cost_center) as label,
        case
            when told.department is not null then 'department'
            when told.team is not null then 'team'
            else 'cost_center'
        end as label_type
    from told
    cross join {{ ref('int_company') }} as company
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on told.system = setting.system and told.instance = setting.instance
),

placed as (
    {{ with_labelled_unit('dated', ['department', 'team', 'cost_center'], 'opened_on') }}
),

final as (
    select
        placed.requisition_id,
        placed.system,
        placed.instance,
        placed.requisition_code,
        placed.title,
        coalesce(statuses.meaning, 'unmapped') as status,
        placed.employment_type,
        placed.org_unit_id,
        placed.label_type as unit_type,
        placed.label as unit_key,
        placed.opened_on,
        placed.closed_on,
        placed.headcount,
        placed.headcount_filled,
        placed._file,
        placed._record
    from placed
    left join statuses on placed.status_text = statuses.term
)

select * from final
