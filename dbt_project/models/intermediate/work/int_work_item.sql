-- Grain: one row per work item that exists now, as its best source tells it. `transition_source` says where its transitions
-- come from: changelog, snapshots (differences, by day), or none (seen once).
-- Type and names that the best source does not have come from the next one that has them.
{{ config(materialized='table') }}

with snapshots as (
    select * from {{ ref('int_work_item_snapshot') }}
),

current_rows as (
    {{ newest_rows(ref('int_work_item_snapshot'), ['work_item_id']) }}
),

{%- for column in ['item_type', 'project_name'] %}

{{ column }}s as (
    select
        work_item_id,
        {{ column }},
        row_number() over (
            partition by work_item_id
            order by _precedence nulls last, _newness desc nulls last, _file nulls last, _record desc nulls last
        ) as choice
    from snapshots
    where _is_newest and {{ column }} is not null
),
{%- endfor %}

sightings as (
    select work_item_id, count(distinct _date_from) as snapshot_days
    from snapshots
    group by work_item_id
),

histories as (
    select work_item_id from {{ ref('int_work_item_event') }} where kind <> 'due'
    union
    select work_item_id from {{ ref('int_work_item_field_change') }} where field = 'status'
),

dues as (
    select
        work_item_id,
        due_date,
        row_number() over (
            partition by work_item_id order by _date_from nulls last, _precedence nulls last, _newness nulls last
        ) as sighting
    from snapshots
    where due_date is not null
),

final as (
    select
        current_rows.work_item_id,
        current_rows.system,
        current_rows.instance,
        current_rows.item_key,
        current_rows.project_key,
        coalesce(current_rows.project_name, project_names.project_name) as project_name,
        coalesce(current_rows.item_type, item_types.item_type) as item_type,
        current_rows.status,
        current_rows.section,
        current_rows.created_at,
        current_rows.resolved_at,
        current_rows.time_zone,
        {{ local_to_utc('cast(' ~ add_days('company.as_of', 1) ~ ' as timestamp)', 'current_rows.time_zone') }} as cut_off_at,
        current_rows.changelog,
        case
            when current_rows.has_history or histories.work_item_id is not null then 'changelog'
            when sightings.snapshot_days > 1 then 'snapshots'
            else 'none'
        end as transition_source,
        current_rows.due_date,
        dues.due_date as first_seen_due_date,
        current_rows.original_estimate_seconds,
        current_rows.remaining_estimate_seconds,
        current_rows.spent_seconds,
        current_rows._file,
        current_rows._record
    from current_rows
    cross join {{ ref('int_company') }} as company
    inner join sightings on current_rows.work_item_id = sightings.work_item_id
    left join histories on current_rows.work_item_id = histories.work_item_id
    left join item_types on current_rows.work_item_id = item_types.work_item_id and item_types.choice = 1
    left join project_names on current_rows.work_item_id = project_names.work_item_id and project_names.choice = 1
    left join dues on current_rows.work_item_id = dues.work_item_id and dues.sighting = 1
    where not current_rows.is_deleted
)

select * from final
