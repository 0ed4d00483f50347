-- Grain: one row per change that exists now: the connector's tables change_request and task joined, lists beside them by number,
-- and the workbook of a company without a service desk.
-- The outcome is that of the close code; `open` until the change is closed, `not_stated` where it closed without a code.
with headers as (
    {{ newest_rows(ref('stg_servicenow__task'), ['_instance', 'sys_id']) }}
),

last_versions as (
    {{ last_versions(ref('stg_servicenow__change_list')) }}
),

candidates as (
    select
        change._system,
        change._instance,
        coalesce(numbers.number, change.sys_id) as change_key,
        change.is_deleted or coalesce(headers.is_deleted, false) as is_deleted,
        headers.state,
        change.change_type,
        change.category,
        change.risk,
        headers.priority,
        change.close_code,
        headers.service,
        headers.queue,
        cast(null as string) as own_unit_id,
        change.planned_start_at,
        change.planned_end_at,
        headers.started_at,
        headers.ended_at,
        coalesce(headers.opened_at, change.created_at) as opened_at,
        headers.closed_at,
        change.is_on_hold,
        change.is_unauthorized,
        change.is_outside_maintenance,
        change.is_production,
        change.time_zone,
        change._precedence,
        change._newness,
        change._is_newest,
        change._file,
        change._record
    from {{ ref('stg_servicenow__change_request') }} as change
    left join headers on change._instance = headers._instance and change.sys_id = headers.sys_id
    left join {{ ref('int_task_number') }} as numbers
        on change._instance = numbers.instance and change.sys_id = numbers.sys_id
    union all
    select
        _system,
        _instance,
        number as change_key,
        false as is_deleted,
        state,
        change_type,
        category,
        risk,
        priority,
        close_code,
        service,
        queue,
        cast(null as string) as own_unit_id,
        planned_start_at,
        planned_end_at,
        started_at,
        ended_at,
        coalesce(opened_at, created_at, planned_start_at) as opened_at,
        closed_at,
        cast(null as boolean) as is_on_hold,
        is_unauthorized,
        cast(null as boolean) as is_outside_maintenance,
        cast(null as boolean) as is_production,
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
        change_id as change_key,
        false as is_deleted,
        case
            when outcome = 'cancelled' then 'cancelled'
            when outcome is not null then 'closed'
            when started_at is not null then 'implement'
            else 'scheduled'
        end as state,
        change_type,
        cast(null as string) as category,
        cast(risk as string) as risk,
        cast(null as string) as priority,
        outcome as close_code,
        service,
        cast(null as string) as queue,
        org_unit_id as own_unit_id,
        planned_start_at,
        planned_end_at,
        started_at,
        ended_at,
        planned_start_at as opened_at,
        case when outcome is not null then ended_at end as closed_at,
        cast(null as boolean) as is_on_hold,
        cast(null as boolean) as is_unauthorized,
        cast(null as boolean) as is_outside_maintenance,
        is_production,
        time_zone,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_template__change') }}
),

newest as (
    {{ newest_rows('candidates', ['_system', '_instance', 'change_key']) }}
),

known as (
    select
        newest._system as system,
        newest._instance as instance,
        newest.*,
        case
            when newest.state is null and newest.closed_at is not null then 'closed'
            else coalesce(state.status, 'unmapped')
        end as status,
        cast(
            {{ utc_to_local('coalesce(newest.started_at, newest.planned_start_at, newest.opened_at)', 'newest.time_zone') }}
            as date
        ) as starts_on
    from newest
    left join {{ ref('service_state') }} as state on state.task_class = 'change_request' and newest.state = state.state
    where not newest.is_deleted
),

placed as (
    {{ with_org_unit('known', 'queue', 'queue', 'starts_on') }}
),

final as (
    select
        placed.system || ':' || placed.instance || ':' || placed.change_key as change_id,
        placed.system,
        placed.instance,
        placed.change_key as number,
        case
            when placed.change_type in ('normal', 'standard', 'emergency') then placed.change_type
            when placed.change_type is not null then 'unmapped'
        end as change_type,
        placed.status,
        case
            when placed.status = 'cancelled' then 'cancelled'
            when placed.close_code is not null then coalesce(outcome.outcome, 'unmapped')
            when placed.status = 'closed' or placed.closed_at is not null then 'not_stated'
            else 'open'
        end as outcome,
        {{ label_rank('placed.risk', 'risk') }} as risk_rank,
        {{ label_rank('placed.priority', 'priority') }} as priority_rank,
        placed.category,
        placed.service,
        placed.queue,
        coalesce(placed.own_unit_id, placed.org_unit_id) as org_unit_id,
        placed.planned_start_at,
        placed.planned_end_at,
        placed.started_at,
        placed.ended_at,
        placed.opened_at,
        placed.closed_at,
        placed.starts_on,
        placed.is_on_hold,
        placed.is_unauthorized,
        placed.is_outside_maintenance,
        placed.is_production,
        placed.time_zone,
        placed._file,
        placed._record
    from placed
    left join {{ ref('change_outcome') }} as outcome on placed.close_code = outcome.close_code
    left join {{ ref('service_rank') }} as risk on risk.scale = 'risk' and placed.risk = risk.label
    left join {{ ref('service_rank') }} as priority on priority.scale = 'priority' and placed.priority = priority.label
)

select * from final
