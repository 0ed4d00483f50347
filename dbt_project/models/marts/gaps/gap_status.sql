-- Grain: one row per system, instance, dataset, project and status that items were in and no row of the status map names.
with files as (
    select file_id, system, instance, dataset from {{ source('lake_index', 'files') }}
),

states as (
    select
        item.system,
        item.instance,
        files.dataset,
        item.project_key,
        state.status,
        min(state.entered_date) as first_day,
        max(state.entered_date) as last_day,
        count(*) as row_count
    from {{ ref('fct_work_item_state') }} as state
    inner join {{ ref('int_work_item') }} as item on state.work_item_id = item.work_item_id
    inner join files on item._file = files.file_id
    group by item.system, item.instance, files.dataset, item.project_key, state.status
),

counted_states as (
    select states.*, sum(row_count) over (partition by system, instance, dataset) as all_rows
    from states
),

final as (
    select
        counted.system,
        counted.instance,
        counted.dataset,
        counted.status as label,
        counted.project_key as scope,
        counted.first_day,
        counted.last_day,
        counted.row_count,
        {{ ratio('counted.row_count', 'counted.all_rows') }} as row_share,
        case when known.category <> 'unmapped' then 'counts as ' || known.category || ', as the product says' end as note
    from counted_states as counted
    inner join {{ ref('int_work_item_status') }} as known
        on counted.system = known.system
        and counted.project_key = known.project_key
        and counted.status = known.status
    where not known.is_mapped
)

select * from final
