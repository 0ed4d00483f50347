-- Grain: one row per policy of a service desk that exists now, priority and metric.
with policies as (
    {{ newest_rows(ref('stg_zendesk__sla_policies'), ['_system', '_instance', 'sla_policy_id', 'priority', 'metric']) }}
),

priority as (
    {{ ticket_priority_labels() }}
),

final as (
    select
        policies._system || ':' || policies._instance || ':' || policies.sla_policy_id as sla_policy_id,
        policies._system as system,
        policies._instance as instance,
        policies.title,
        policies.position,
        policies.priority as priority_label,
        coalesce(priority.priority, 'unmapped') as priority,
        policies.metric as metric_label,
        case
            when policies.metric in (
                'first_reply_time',
                'next_reply_time',
                'requester_wait_time',
                'agent_work_time',
                'periodic_update_time',
                'pausable_update_time',
                'total_resolution_time'
            )
                then policies.metric
            else 'unmapped'
        end as metric,
        cast(policies.target_minutes as decimal(28, 4)) as target_minutes,
        case when coalesce(policies.is_business_hours, false) then 'business' else 'calendar' end as hours,
        policies._file,
        policies._record
    from policies
    left join priority on policies.priority = priority.label
    where not policies.is_deleted
)

select * from final
