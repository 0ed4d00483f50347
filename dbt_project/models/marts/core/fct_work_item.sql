-- Grain: one row per work item that exists now, with its flow up to the end of the as-of day.
-- done_at is the last entry into category done of an item that is done now; active and waiting seconds are the time in
-- in-progress statuses between the first such entry and done_at. Items seen once have only the product's resolution time.
with items as (
    select * from {{ ref('int_work_item') }} where created_at < cut_off_at
),

states as (
    select * from {{ ref('int_work_item_transition') }}
),

flow as (
    select
        work_item_id,
        min(case when category = 'in_progress' then entered_at end) as first_in_progress_at,
        max(
            case when category = 'done' and coalesce(previous_category, '') <> 'done' then entered_at end
        ) as last_done_at,
        max(case when left_at is null then category end) as status_category
    from states
    group by work_item_id
),

finished as (
    select
        items.work_item_id,
        flow.status_category,
        flow.first_in_progress_at,
        case
            when flow.status_category <> 'done' then null
            when items.transition_source = 'changelog' then flow.last_done_at
            when items.resolved_at < items.cut_off_at then items.resolved_at
            else flow.last_done_at
        end as done_at
    from items
    inner join flow on items.work_item_id = flow.work_item_id
),

spent as (
    select
        finished.work_item_id,
        sum(case when states.is_active
            then {{ seconds_between('states.entered_at', 'least(coalesce(states.left_at, finished.done_at), finished.done_at)') }}
            else 0 end) as active_seconds,
        sum(case when states.is_active then 0
            else {{ seconds_between('states.entered_at', 'least(coalesce(states.left_at, finished.done_at), finished.done_at)') }}
            end) as waiting_seconds
    from finished
    inner join states
        on finished.work_item_id = states.work_item_id
        and states.category = 'in_progress'
        and states.entered_at < finished.done_at
    group by finished.work_item_id
),

placed as (
    select
        items.work_item_id,
        items.item_key,
        items.project_key,
        items.item_type,
        finished.status_category,
        items.created_at,
        finished.first_in_progress_at,
        finished.done_at,
        cast({{ utc_to_local('items.created_at', 'items.time_zone') }} as date) as created_date,
        cast({{ utc_to_local('finished.done_at', 'items.time_zone') }} as date) as done_date,
        due.first_due_date,
        items.transition_source,
        items.time_zone,
        items.system,
        items.instance,
        spent.active_seconds,
        spent.waiting_seconds,
        items._file,
        items._record
    from items
    inner join finished on items.work_item_id = finished.work_item_id
    left join spent on items.work_item_id = spent.work_item_id
    left join {{ ref('int_work_item_due') }} as due on items.work_item_id = due.work_item_id
),

final as (
    select
        placed.work_item_id,
        placed.item_key,
        placed.project_key,
        placed.item_type,
        coalesce(
            project_map.org_unit_id,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        placed.status_category,
        placed.created_at,
        placed.first_in_progress_at,
        placed.done_at,
        placed.created_date,
        placed.done_date,
        placed.first_due_date,
        placed.transition_source = 'changelog' as has_history,
        case when placed.done_at is not null then cast(coalesce(placed.active_seconds, 0) as bigint) end as active_seconds,
        case when placed.done_at is not null then cast(coalesce(placed.waiting_seconds, 0) as bigint) end as waiting_seconds,
        placed.transition_source,
        placed.time_zone,
        placed._file,
        placed._record
    from placed
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_org_mapping') }} as project_map
        on project_map.source_type = 'project'
        and placed.project_key = project_map.source_key
        and placed.system = project_map.system
        and placed.instance = project_map.instance
        and coalesce(placed.done_date, company.as_of) between project_map.valid_from and project_map.valid_to
)

select * from final
