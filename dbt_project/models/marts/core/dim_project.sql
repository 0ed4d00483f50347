-- Grain: one row per project key, with the unit it belongs to on the as-of date.
with ranked as (
    select
        item.project_key,
        item.project_name,
        coalesce(
            project_map.org_unit_id,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        row_number() over (
            partition by item.project_key
            order by
                case when item.project_name is null then 1 else 0 end nulls last,
                item.created_at desc nulls last,
                item.work_item_id nulls last
        ) as recency
    from {{ ref('int_work_item') }} as item
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_org_mapping') }} as project_map
        on project_map.source_type = 'project'
        and item.project_key = project_map.source_key
        and item.system = project_map.system
        and item.instance = project_map.instance
        and company.as_of between project_map.valid_from and project_map.valid_to
),

final as (
    select project_key, coalesce(project_name, project_key) as name, org_unit_id
    from ranked
    where recency = 1
)

select * from final
