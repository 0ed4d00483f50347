-- Grain: one row per problem that exists now: the connector's tables problem and task joined, lists beside them by number.
with headers as (
    {{ newest_rows(ref('stg_servicenow__task'), ['_instance', 'sys_id']) }}
),

last_versions as (
    {{ last_versions(ref('stg_servicenow__problem_list')) }}
),

candidates as (
    select
        problem._system,
        problem._instance,
        coalesce(numbers.number, problem.sys_id) as problem_key,
        problem.is_deleted or coalesce(headers.is_deleted, false) as is_deleted,
        problem.state,
        headers.priority,
        problem.category,
        headers.service,
        headers.queue,
        problem.is_known_error,
        problem.is_major,
        problem.related_incidents,
        coalesce(headers.opened_at, problem.created_at) as opened_at,
        problem.confirmed_at,
        problem.fixed_at,
        problem.resolved_at,
        headers.closed_at,
        problem.reopen_count,
        problem.duplicate_of_sys_id,
        problem.change_sys_id,
        problem.time_zone,
        problem._precedence,
        problem._newness,
        problem._is_newest,
        problem._file,
        problem._record
    from {{ ref('stg_servicenow__problem') }} as problem
    left join headers on problem._instance = headers._instance and problem.sys_id = headers.sys_id
    left join {{ ref('int_task_number') }} as numbers
        on problem._instance = numbers.instance and problem.sys_id = numbers.sys_id
    union all
    select
        _system,
        _instance,
        number as problem_key,
        false as is_deleted,
        state,
        priority,
        category,
        service,
        queue,
        is_known_error,
        cast(null as boolean) as is_major,
        related_incidents,
        coalesce(opened_at, created_at) as opened_at,
        cast(null as timestamp) as confirmed_at,
        cast(null as timestamp) as fixed_at,
        resolved_at,
        closed_at,
        cast(null as int) as reopen_count,
        cast(null as string) as duplicate_of_sys_id,
        cast(null as string) as change_sys_id,
        time_zone,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from last_versions
),

newest as (
    {{ newest_rows('candidates', ['_instance', 'problem_key']) }}
),

known as (
    select
        newest._system as system,
        newest._instance as instance,
        newest.*,
        cast({{ utc_to_local('newest.opened_at', 'newest.time_zone') }} as date) as opened_on
    from newest
    where not newest.is_deleted
),

placed as (
    {{ with_org_unit('known', 'queue', 'queue', 'opened_on') }}
),

final as (
    select
        placed.system || ':' || placed.instance || ':' || placed.problem_key as problem_id,
        placed.system,
        placed.instance,
        placed.problem_key as number,
        case
            when placed.state is null and placed.closed_at is not null then 'closed'
            else coalesce(state.status, 'unmapped')
        end as status,
        {{ label_rank('placed.priority', 'priority') }} as priority_rank,
        placed.category,
        placed.service,
        placed.queue,
        placed.org_unit_id,
        placed.is_known_error,
        placed.is_major,
        placed.related_incidents,
        placed.opened_at,
        placed.confirmed_at,
        placed.fixed_at,
        placed.resolved_at,
        placed.closed_at,
        placed.reopen_count,
        placed.system || ':' || placed.instance || ':' || coalesce(same.number, placed.duplicate_of_sys_id) as duplicate_of_id,
        placed.system || ':' || placed.instance || ':' || coalesce(change.number, placed.change_sys_id) as change_id,
        placed.time_zone,
        placed._file,
        placed._record
    from placed
    left join {{ ref('service_state') }} as state on state.task_class = 'problem' and placed.state = state.state
    left join {{ ref('service_rank') }} as priority on priority.scale = 'priority' and placed.priority = priority.label
    left join {{ ref('int_task_number') }} as same
        on placed.instance = same.instance and placed.duplicate_of_sys_id = same.sys_id
    left join {{ ref('int_task_number') }} as change
        on placed.instance = change.instance and placed.change_sys_id = change.sys_id
)

select * from final
