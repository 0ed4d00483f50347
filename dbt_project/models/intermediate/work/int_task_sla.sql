-- Grain: one row per agreed time of a service desk's task that exists now, in the unit of the task.
with agreed as (
    {{ newest_rows(ref('stg_servicenow__task_sla'), ['_instance', 'sys_id']) }}
),

final as (
    select
        agreed._system || ':' || agreed._instance || ':' || agreed.sys_id as task_sla_id,
        agreed._system as system,
        agreed._instance as instance,
        agreed._system || ':' || agreed._instance || ':' || coalesce(numbers.number, agreed.task_sys_id) as task_id,
        agreed.sla_id,
        case
            when agreed.stage in ('in_progress', 'paused', 'completed', 'breached', 'cancelled') then agreed.stage
            when agreed.stage in ('in progress', 'starting') then 'in_progress'
            when agreed.stage in ('achieved') then 'completed'
            when agreed.stage in ('canceled') then 'cancelled'
            else 'unmapped'
        end as stage,
        agreed.is_active,
        agreed.has_breached,
        agreed.started_at,
        agreed.ended_at,
        agreed.due_at,
        agreed.original_due_at,
        agreed.elapsed_seconds,
        agreed.business_seconds,
        agreed.paused_seconds,
        coalesce(
            task.org_unit_id,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        agreed._file,
        agreed._record
    from agreed
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_task_number') }} as numbers
        on agreed._instance = numbers.instance and agreed.task_sys_id = numbers.sys_id
    left join {{ ref('int_task') }} as task
        on agreed._system || ':' || agreed._instance || ':' || numbers.number = task.task_id
    where not agreed.is_deleted
)

select * from final
