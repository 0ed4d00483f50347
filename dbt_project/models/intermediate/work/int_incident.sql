-- Grain: one row per incident that exists now: the connector's tables incident and task joined, lists beside them by number, and
-- the workbook of a company without a service desk.
-- Acknowledged: when work began; of an audit-style list the first version that is no longer new.
with headers as (
    {{ newest_rows(ref('stg_servicenow__task'), ['_instance', 'sys_id']) }}
),

last_versions as (
    {{ last_versions(ref('stg_servicenow__incident_list')) }}
),

versions as (
    select
        list._system,
        list._instance,
        list.number,
        list._file,
        list.updated_at,
        known.status
    from {{ ref('stg_servicenow__incident_list') }} as list
    inner join {{ ref('service_state') }} as known on known.task_class = 'incident' and list.state = known.state
),

logs as (
    select
        _system,
        _instance,
        number,
        _file,
        max(case when status = 'new' then 1 else 0 end) as was_new,
        min(case when status <> 'new' then updated_at end) as acknowledged_at
    from versions
    group by _system, _instance, number, _file
),

acknowledgements as (
    select _system, _instance, number, min(acknowledged_at) as acknowledged_at
    from logs
    where was_new = 1
    group by _system, _instance, number
),

candidates as (
    select
        incident._system,
        incident._instance,
        coalesce(numbers.number, incident.sys_id) as incident_key,
        incident.is_deleted or coalesce(headers.is_deleted, false) as is_deleted,
        incident.state,
        incident.severity,
        headers.priority,
        incident.category,
        incident.subcategory,
        headers.service,
        headers.queue,
        cast(null as string) as own_unit_id,
        coalesce(headers.opened_at, incident.created_at) as detected_at,
        headers.started_at as acknowledged_at,
        incident.resolved_at,
        headers.closed_at,
        headers.made_sla,
        incident.reopen_count,
        headers.reassignment_count,
        incident.problem_sys_id,
        incident.change_sys_id,
        incident.caused_by_change_sys_id,
        incident.time_zone,
        incident._precedence,
        incident._newness,
        incident._is_newest,
        incident._file,
        incident._record
    from {{ ref('stg_servicenow__incident') }} as incident
    left join headers on incident._instance = headers._instance and incident.sys_id = headers.sys_id
    left join {{ ref('int_task_number') }} as numbers
        on incident._instance = numbers.instance and incident.sys_id = numbers.sys_id
    union all
    select
        _system,
        _instance,
        number as incident_key,
        false as is_deleted,
        state,
        severity,
        priority,
        category,
        subcategory,
        service,
        queue,
        cast(null as string) as own_unit_id,
        opened_at as detected_at,
        cast(null as timestamp) as acknowledged_at,
        resolved_at,
        closed_at,
        made_sla,
        reopen_count,
        reassignment_count,
        cast(null as string) as problem_sys_id,
        cast(null as string) as change_sys_id,
        cast(null as string) as caused_by_change_sys_id,
        time_zone,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from last_versions
    union all
    select
        _system,
        _instance,
        incident_id as incident_key,
        false as is_deleted,
        case
            when closed_at is not null then 'closed'
            when resolved_at is not null then 'resolved'
            when acknowledged_at is not null then 'in progress'
            else 'new'
        end as state,
        cast(severity as string) as severity,
        cast(null as string) as priority,
        category,
        cast(null as string) as subcategory,
        service,
        cast(null as string) as queue,
        org_unit_id as own_unit_id,
        detected_at,
        acknowledged_at,
        resolved_at,
        closed_at,
        cast(null as boolean) as made_sla,
        cast(null as int) as reopen_count,
        cast(null as int) as reassignment_count,
        cast(null as string) as problem_sys_id,
        cast(null as string) as change_sys_id,
        caused_by_change_id as caused_by_change_sys_id,
        time_zone,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_template__incident') }}
),

newest as (
    {{ newest_rows('candidates', ['_system', '_instance', 'incident_key']) }}
),

known as (
    select
        newest._system as system,
        newest._instance as instance,
        newest.incident_key,
        newest.*,
        cast({{ utc_to_local('newest.detected_at', 'newest.time_zone') }} as date) as detected_on
    from newest
    where not newest.is_deleted
),

placed as (
    {{ with_org_unit('known', 'queue', 'queue', 'detected_on') }}
),

final as (
    select
        placed.system || ':' || placed.instance || ':' || placed.incident_key as incident_id,
        placed.system,
        placed.instance,
        placed.incident_key as number,
        case
            when placed.state is null and placed.closed_at is not null then 'closed'
            else coalesce(state.status, 'unmapped')
        end as status,
        {{ label_rank('placed.severity', 'severity') }} as severity_rank,
        {{ label_rank('placed.priority', 'priority') }} as priority_rank,
        placed.category,
        placed.subcategory,
        placed.service,
        placed.queue,
        coalesce(placed.own_unit_id, placed.org_unit_id) as org_unit_id,
        placed.detected_at,
        coalesce(placed.acknowledged_at, acknowledgements.acknowledged_at) as acknowledged_at,
        placed.resolved_at,
        placed.closed_at,
        placed.detected_on,
        placed.made_sla as is_within_sla,
        placed.reopen_count,
        placed.reassignment_count,
        placed.system || ':' || placed.instance || ':' || coalesce(problem.number, placed.problem_sys_id) as problem_id,
        placed.system || ':' || placed.instance || ':' || coalesce(change.number, placed.change_sys_id) as change_id,
        placed.system || ':' || placed.instance || ':' || coalesce(cause.number, placed.caused_by_change_sys_id)
            as caused_by_change_id,
        placed.time_zone,
        placed._file,
        placed._record
    from placed
    left join acknowledgements
        on placed.system = acknowledgements._system
        and placed.instance = acknowledgements._instance
        and placed.incident_key = acknowledgements.number
    left join {{ ref('service_state') }} as state on state.task_class = 'incident' and placed.state = state.state
    left join {{ ref('service_rank') }} as severity on severity.scale = 'severity' and placed.severity = severity.label
    left join {{ ref('service_rank') }} as priority on priority.scale = 'priority' and placed.priority = priority.label
    {%- for alias, column in [('problem', 'problem_sys_id'), ('change', 'change_sys_id'), ('cause', 'caused_by_change_sys_id')] %}
    left join {{ ref('int_task_number') }} as {{ alias }}
        on placed.system = {{ alias }}.system
        and placed.instance = {{ alias }}.instance
        and placed.{{ column }} = {{ alias }}.sys_id
    {%- endfor %}
)

select * from final
