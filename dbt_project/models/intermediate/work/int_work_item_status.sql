-- Grain: one row per system, project and status in use, with its category and whether time in it counts as active.
-- The status map decides (system and project, project, system, all); else the category that the product shows: with the item,
-- in its list of statuses (Jira), or by a flag (`completed`, `archived`).
{{ config(materialized='table') }}

with rules as (
    {{ newest_rows(ref('stg_template__status_map'), ['system', 'project_key', 'status']) }}
),

changed as (
    select
        item.system,
        item.project_key,
        change.value_from,
        change.value_to
    from {{ ref('int_work_item_change') }} as change
    inner join {{ ref('int_work_item') }} as item on change.work_item_id = item.work_item_id
    where change.field = 'status'
),

statuses as (
    select system, project_key, status from {{ ref('int_work_item_snapshot') }}
    union
    select system, project_key, lower(value_from) as status from changed
    union
    select system, project_key, lower(value_to) as status from changed
),

shown as (
    select
        snapshot.system,
        snapshot.project_key,
        snapshot.status,
        max(known.category) as category
    from {{ ref('int_work_item_snapshot') }} as snapshot
    inner join {{ ref('status_category') }} as known on snapshot.status_category = known.status_category
    group by snapshot.system, snapshot.project_key, snapshot.status
),

listed as (
    select
        status._system as system,
        lower(status.status_name) as status,
        min(known.category) as category
    from ({{ newest_rows(ref('stg_jira__status'), ['_instance', 'status_id']) }}) as status
    inner join {{ ref('status_category') }} as known on status.status_category = known.status_category
    group by status._system, lower(status.status_name)
    having count(distinct known.category) = 1 -- two instances may mean different things by one name
),

categorised as (
    select
        statuses.system,
        statuses.project_key,
        statuses.status,
        coalesce(shown.category, listed.category, flag.category) as category
    from statuses
    left join shown
        on statuses.system = shown.system
        and statuses.project_key = shown.project_key
        and statuses.status = shown.status
    left join listed on statuses.system = listed.system and statuses.status = listed.status
    left join {{ ref('work_item_flag_status') }} as flag on statuses.system = flag.system and statuses.status = flag.status
),

ranked as (
    select
        statuses.system,
        statuses.project_key,
        statuses.status,
        coalesce(rules.category, statuses.category, 'unmapped') as category,
        coalesce(rules.is_active, rules.category is null and statuses.category = 'in_progress', false) as is_active,
        rules.category is not null as is_mapped,
        row_number() over (
            partition by statuses.system, statuses.project_key, statuses.status
            order by
                case when rules.project_key is null then 1 else 0 end nulls last,
                case when rules.system is null then 1 else 0 end nulls last
        ) as preference
    from categorised as statuses
    left join rules
        on statuses.status = rules.status
        and (rules.project_key is null or statuses.project_key = rules.project_key)
        and (rules.system is null or statuses.system = rules.system)
    where statuses.status is not null
),

final as (
    select system, project_key, status, category, is_active, is_mapped
    from ranked
    where preference = 1
)

select * from final
