-- Grain: one row per project that exists now: those that a product lists and those that only occur in work items.
-- Asana's exports call a project by its name, so the name is its key there; of several of one name the open one last changed
-- counts. The unit is that of the project's label, else of its owner, else of its team.
with listed as (
    {{ newest_rows(ref('stg_asana__project'), ['_instance', 'project_id']) }}
),

ranked as (
    select
        listed._system as system,
        listed._instance as instance,
        listed.project_name as project_key,
        listed.project_name as name,
        listed.owner_id,
        listed.team_id,
        listed.is_archived,
        listed.reported_status,
        cast({{ utc_to_local('listed.created_at', 'listed.time_zone') }} as date) as started_on,
        listed.due_date as due_on,
        listed._file,
        listed._record,
        row_number() over (
            partition by listed._instance, listed.project_name
            order by
                case when listed.is_archived then 1 else 0 end nulls last,
                listed.modified_at desc nulls last,
                listed.project_id nulls last
        ) as choice
    from listed
    where not listed.is_deleted
),

items as (
    select
        item.system,
        item.instance,
        item.project_key,
        item.project_name,
        cast({{ utc_to_local('item.created_at', 'item.time_zone') }} as date) as created_on,
        item._file,
        item._record,
        row_number() over (
            partition by item.system, item.instance, item.project_key
            order by
                case when item.project_name is null then 1 else 0 end nulls last,
                item.created_at desc nulls last,
                item.work_item_id nulls last
        ) as choice,
        min(cast({{ utc_to_local('item.created_at', 'item.time_zone') }} as date)) over (
            partition by item.system, item.instance, item.project_key
        ) as first_created_on
    from {{ ref('int_work_item') }} as item
    where not (item.system = 'asana' and item.project_key = 'unassigned')
),

unioned as (
    select
        system, instance, project_key, name, owner_id, team_id, is_archived, reported_status, started_on, due_on, _file, _record
    from ranked
    where choice = 1
    union all
    select
        items.system,
        items.instance,
        items.project_key,
        coalesce(items.project_name, items.project_key) as name,
        cast(null as string) as owner_id,
        cast(null as string) as team_id,
        false as is_archived,
        cast(null as string) as reported_status,
        items.first_created_on as started_on,
        cast(null as date) as due_on,
        items._file,
        items._record
    from items
    where items.choice = 1
        and not exists (
            select 1 from ranked
            where ranked.system = items.system
                and ranked.instance = items.instance
                and ranked.project_key = items.project_key
        )
),

mapped as (
    select
        unioned.*,
        coalesce(
            by_project.org_unit_id,
            by_owner.org_unit_id,
            by_team.org_unit_id,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id
    from unioned
    cross join {{ ref('int_company') }} as company
    {%- for type, key in [('project', 'project_key'), ('owner', 'owner_id'), ('team', 'team_id')] %}
    left join {{ ref('int_org_mapping') }} as by_{{ type }}
        on by_{{ type }}.source_type = '{{ type }}'
        and unioned.{{ key }} = by_{{ type }}.source_key
        and unioned.system = by_{{ type }}.system
        and unioned.instance = by_{{ type }}.instance
        and company.as_of between by_{{ type }}.valid_from and by_{{ type }}.valid_to
    {%- endfor %}
),

final as (
    select
        mapped.system || ':' || mapped.instance || ':' || mapped.project_key as project_id,
        mapped.system,
        mapped.instance,
        mapped.project_key,
        mapped.name,
        mapped.org_unit_id,
        mapped.started_on,
        mapped.due_on,
        case
            when mapped.reported_status is null then 'not_reported'
            else coalesce(known.status, 'unmapped')
        end as status,
        mapped.is_archived,
        mapped._file,
        mapped._record
    from mapped
    left join {{ ref('project_status') }} as known on mapped.reported_status = known.reported_status
)

select * from final
