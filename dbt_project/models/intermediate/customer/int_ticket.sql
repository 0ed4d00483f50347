-- Grain: one row per ticket of a service desk that exists now (texts and names stay in the lake).
-- Of a ticket that several datasets of a system tell, the highest-ranked gives the row, and the others what is empty there.
-- When a Zendesk ticket was solved is what its field history tells, else the report. Closing is solving where nothing is solved.
-- The unit is that of the queue or group (id, else name) on the day the ticket came; without mapping `unassigned`.
with unioned as (
    select
        ticket_id,
        ticket_number,
        customer_id,
        ticket_type,
        priority,
        case when is_closed then 'closed' else status end as status,
        channel,
        queue,
        opened_at,
        cast(null as timestamp) as first_response_at,
        closed_at as solved_at,
        closed_at,
        cast(null as timestamp) as due_at,
        sla_started_at,
        sla_ended_at,
        case
            when milestone_status like '%violation%' then false
            when milestone_status = 'compliant' and (is_closed or sla_ended_at is not null) then true
        end as is_sla_met,
        cast(null as int) as reopen_count,
        cast(null as int) as reply_count,
        cast(null as decimal(20, 4)) as first_response_business_minutes,
        cast(null as decimal(20, 4)) as resolution_business_minutes,
        is_deleted,
        {{ origin_columns() }}
    from {{ ref('stg_salesforce__case') }}
    {%- for dataset in ['ticket', 'tickets_csv'] %}
    union all
    select
        ticket_id,
        ticket_id as ticket_number,
        customer_id,
        ticket_type,
        priority,
        status,
        channel,
        queue,
        opened_at,
        first_response_at,
        closed_at as solved_at,
        closed_at,
        cast(null as timestamp) as due_at,
        cast(null as timestamp) as sla_started_at,
        cast(null as timestamp) as sla_ended_at,
        cast(null as boolean) as is_sla_met,
        cast(null as int) as reopen_count,
        cast(null as int) as reply_count,
        cast(null as decimal(20, 4)) as first_response_business_minutes,
        cast(null as decimal(20, 4)) as resolution_business_minutes,
        is_deleted,
        {{ origin_columns() }}
    from {{ ref('stg_hubspot__' ~ dataset) }}
    {%- endfor %}
    union all
    select
        ticket_id,
        ticket_id as ticket_number,
        customer_id,
        ticket_type,
        priority,
        status,
        channel,
        queue,
        opened_at,
        cast(null as timestamp) as first_response_at,
        cast(null as timestamp) as solved_at,
        cast(null as timestamp) as closed_at,
        due_at,
        cast(null as timestamp) as sla_started_at,
        cast(null as timestamp) as sla_ended_at,
        cast(null as boolean) as is_sla_met,
        cast(null as int) as reopen_count,
        cast(null as int) as reply_count,
        cast(null as decimal(20, 4)) as first_response_business_minutes,
        cast(null as decimal(20, 4)) as resolution_business_minutes,
        is_deleted,
        {{ origin_columns() }}
    from {{ ref('stg_zendesk__ticket') }}
    union all
    select
        ticket_id,
        ticket_id as ticket_number,
        cast(null as string) as customer_id,
        ticket_type,
        priority,
        status,
        channel,
        queue,
        opened_at,
        {{ seconds_later('opened_at', 'cast(round(first_reply_minutes * 60) as bigint)') }} as first_response_at,
        solved_at,
        cast(null as timestamp) as closed_at,
        due_at,
        cast(null as timestamp) as sla_started_at,
        cast(null as timestamp) as sla_ended_at,
        cast(null as boolean) as is_sla_met,
        reopen_count,
        reply_count,
        first_reply_business_minutes as first_response_business_minutes,
        full_resolution_business_minutes as resolution_business_minutes,
        false as is_deleted,
        {{ origin_columns() }}
    from {{ ref('stg_zendesk__tickets_report') }}
    union all
    select
        ticket_id,
        ticket_id as ticket_number,
        cast(null as string) as customer_id,
        ticket_type,
        priority,
        status,
        cast(null as string) as channel,
        cast(null as string) as queue,
        opened_at,
        {{ seconds_later('opened_at', 'cast(round(response_hours * 3600) as bigint)') }} as first_response_at,
        solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as timestamp) as due_at,
        cast(null as timestamp) as sla_started_at,
        cast(null as timestamp) as sla_ended_at,
        cast(null as boolean) as is_sla_met,
        cast(null as int) as reopen_count,
        cast(null as int) as reply_count,
        cast(null as decimal(20, 4)) as first_response_business_minutes,
        cast(null as decimal(20, 4)) as resolution_business_minutes,
        false as is_deleted,
        {{ origin_columns() }}
    from {{ ref('stg_zendesk__ticket_list') }}
),

-- One row per ticket and dataset, the datasets of a ticket numbered by rank.
told as (
    select
        chosen.*,
        row_number() over (
            partition by _system, _instance, ticket_id order by _precedence nulls last, _dataset nulls last
        ) as dataset_rank
    from ({{ newest_rows('unioned', ['_system', '_instance', 'ticket_id', '_dataset']) }}) as chosen
),

merged as (
    select
        _system || ':' || _instance || ':' || ticket_id as ticket_id,
        _system as system,
        _instance as instance,
        {%- for column in [
            'ticket_number', 'customer_id', 'ticket_type', 'priority', 'status', 'channel', 'opened_at', 'first_response_at',
            'solved_at', 'closed_at', 'due_at', 'sla_started_at', 'sla_ended_at', 'is_sla_met', 'reopen_count', 'reply_count',
            'first_response_business_minutes', 'resolution_business_minutes'
        ] %}
        coalesce(
            max(case when dataset_rank = 1 then {{ column }} end),
            max(case when dataset_rank = 2 then {{ column }} end),
            max(case when dataset_rank = 3 then {{ column }} end)
        ) as {{ column }},
        {%- endfor %}
        max(case when dataset_rank = 1 then queue end) as queue,
        max(case when dataset_rank = 2 then queue end) as other_queue,
        max(case when dataset_rank = 1 and is_deleted then 1 else 0 end) = 1 as is_deleted,
        max(case when dataset_rank = 1 then _file end) as _file,
        max(case when dataset_rank = 1 then _record end) as _record
    from told
    group by _system, _instance, ticket_id
),

status as (
    {{ ticket_status_labels() }}
),

priority as (
    {{ ticket_priority_labels() }}
),

followed as (
    select
        ticket_id,
        changed_at,
        new_value,
        new_value in ('solved', 'closed') as is_done,
        old_value in ('solved', 'closed') and new_value not in ('solved', 'closed') as is_reopened,
        row_number() over (partition by ticket_id order by changed_at desc nulls last) as recency
    from {{ ref('int_ticket_change') }}
    where field = 'status'
),

history as (
    select
        ticket_id,
        max(case when recency = 1 and is_done then 1 else 0 end) = 1 as is_done,
        coalesce(max(case when new_value = 'solved' then changed_at end), max(case when new_value = 'closed' then changed_at end))
            as solved_at,
        max(case when new_value = 'closed' then changed_at end) as closed_at,
        sum(case when is_reopened then 1 else 0 end) as reopen_count
    from followed
    group by ticket_id
),

judged as (
    select
        merged.*,
        coalesce(status.status, case when merged.closed_at is not null then 'closed' end, 'unmapped') as status_now,
        case when merged.priority is not null then coalesce(priority.priority, 'unmapped') end as priority_now,
        case when history.is_done then history.solved_at end as history_solved_at,
        case when history.is_done then history.closed_at end as history_closed_at,
        history.reopen_count as history_reopen_count,
        cast(merged.opened_at as date) as opened_on,
        case when company.has_org_units then 'unassigned' else company.root_org_unit_id end as fallback_org_unit_id
    from merged
    cross join {{ ref('int_company') }} as company
    left join status on lower(merged.status) = status.label
    left join priority on lower(merged.priority) = priority.label
    left join history on merged.ticket_id = history.ticket_id
    where not merged.is_deleted
),

final as (
    select
        judged.ticket_id,
        judged.system,
        judged.instance,
        judged.ticket_number,
        judged.system || ':' || judged.instance || ':' || judged.customer_id as customer_id,
        coalesce(by_first.org_unit_id, by_other.org_unit_id, judged.fallback_org_unit_id) as org_unit_id,
        coalesce(judged.queue, judged.other_queue) as queue,
        judged.ticket_type,
        judged.priority_now as priority,
        judged.status_now as status,
        judged.channel,
        judged.opened_at,
        judged.first_response_at,
        case
            when judged.status_now in ('solved', 'closed', 'unmapped')
                then coalesce(judged.history_solved_at, judged.solved_at)
        end as solved_at,
        case
            when judged.status_now in ('closed', 'unmapped') then coalesce(judged.closed_at, judged.history_closed_at)
        end as closed_at,
        judged.due_at,
        judged.sla_started_at,
        judged.sla_ended_at,
        judged.is_sla_met,
        cast(coalesce(judged.reopen_count, judged.history_reopen_count) as int) as reopen_count,
        judged.reply_count,
        judged.first_response_business_minutes,
        judged.resolution_business_minutes,
        judged._file,
        judged._record
    from judged
    left join {{ ref('int_org_mapping') }} as by_first
        on by_first.source_type = 'queue'
        and judged.queue = by_first.source_key
        and judged.system = by_first.system
        and judged.instance = by_first.instance
        and judged.opened_on between by_first.valid_from and by_first.valid_to
    left join {{ ref('int_org_mapping') }} as by_other
        on by_other.source_type = 'queue'
        and judged.other_queue = by_other.source_key
        and judged.system = by_other.system
        and judged.instance = by_other.instance
        and judged.opened_on between by_other.valid_from and by_other.valid_to
)

select * from final
