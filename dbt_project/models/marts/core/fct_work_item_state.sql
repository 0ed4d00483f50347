-- Grain: one row per work item and stay in a status (UTC; days are the site's), up to the end of the as-of day.
with states as (
    select
        state.work_item_id,
        item.project_key,
        coalesce(
            project_map.org_unit_id,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        state.step,
        state.status,
        state.category,
        state.is_active,
        state.entered_at,
        state.left_at,
        item.time_zone
    from {{ ref('int_work_item_transition') }} as state
    inner join {{ ref('int_work_item') }} as item on state.work_item_id = item.work_item_id
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_org_mapping') }} as project_map
        on project_map.source_type = 'project'
        and item.project_key = project_map.source_key
        and item.system = project_map.system
        and item.instance = project_map.instance
        and cast({{ utc_to_local('state.entered_at', 'item.time_zone') }} as date)
        between project_map.valid_from and project_map.valid_to
),

final as (
    select
        work_item_id,
        project_key,
        org_unit_id,
        step,
        status,
        category,
        is_active,
        entered_at,
        left_at,
        cast({{ utc_to_local('entered_at', 'time_zone') }} as date) as entered_date,
        cast({{ utc_to_local('left_at', 'time_zone') }} as date) as left_date,
        time_zone
    from states
)

select * from final
