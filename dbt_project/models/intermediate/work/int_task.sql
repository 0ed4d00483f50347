-- Grain: one row per task of the service desk that exists now, of any table (an incident, a change or a problem is a task too).
with lists as (
    {{ last_versions(ref('stg_servicenow__task_list')) }}
),

candidates as (
    select
        _system,
        _instance,
        number,
        is_deleted,
        task_class,
        state,
        is_active,
        priority,
        service,
        queue,
        opened_at,
        closed_at,
        due_at,
        sla_due_at,
        made_sla,
        started_at,
        ended_at,
        business_seconds,
        calendar_seconds,
        reassignment_count,
        parent_sys_id,
        time_zone,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_servicenow__task') }}
    union all
    select
        _system,
        _instance,
        number,
        false as is_deleted,
        task_class,
        state,
        is_active,
        priority,
        service,
        queue,
        opened_at,
        closed_at,
        due_at,
        cast(null as timestamp) as sla_due_at,
        made_sla,
        cast(null as timestamp) as started_at,
        cast(null as timestamp) as ended_at,
        cast(null as bigint) as business_seconds,
        cast(null as bigint) as calendar_seconds,
        reassignment_count,
        cast(null as string) as parent_sys_id,
        time_zone,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from lists
),

newest as (
    {{ newest_rows('candidates', ['_instance', 'number']) }}
),

known as (
    select
        newest._system as system,
        newest._instance as instance,
        newest.*,
        case when newest.task_class in ('incident', 'problem', 'change_request') then newest.task_class else 'task' end
            as state_class,
        cast({{ utc_to_local('newest.opened_at', 'newest.time_zone') }} as date) as opened_on
    from newest
    where not newest.is_deleted
),

placed as (
    {{ with_org_unit('known', 'queue', 'queue', 'opened_on') }}
),

final as (
    select
        placed.system || ':' || placed.instance || ':' || placed.number as task_id,
        placed.system,
        placed.instance,
        placed.number,
        placed.task_class,
        case
            when placed.state is null and placed.closed_at is not null then 'closed'
            else coalesce(state.status, 'unmapped')
        end as status,
        {{ label_rank('placed.priority', 'priority') }} as priority_rank,
        placed.is_active,
        placed.service,
        placed.queue,
        placed.org_unit_id,
        placed.opened_at,
        placed.closed_at,
        placed.due_at,
        placed.sla_due_at,
        placed.made_sla as is_within_sla,
        placed.started_at,
        placed.ended_at,
        placed.business_seconds,
        placed.calendar_seconds,
        placed.reassignment_count,
        placed.system || ':' || placed.instance || ':' || coalesce(parent.number, placed.parent_sys_id) as parent_task_id,
        placed.time_zone,
        placed._file,
        placed._record
    from placed
    left join {{ ref('service_state') }} as state on placed.state_class = state.task_class and placed.state = state.state
    left join {{ ref('service_rank') }} as priority on priority.scale = 'priority' and placed.priority = priority.label
    left join {{ ref('int_task_number') }} as parent
        on placed.instance = parent.instance and placed.parent_sys_id = parent.sys_id
)

select * from final
