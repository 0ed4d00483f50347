-- Grain: one row per system, instance, dataset and header that the contract does not know, of files that count.
with final as (
    select
        file.system,
        file.instance,
        file.dataset,
        unknown.header as label,
        coalesce(min(file.window_from), min(cast(file.exported_at as date)), min(cast(file.received_at as date))) as first_day,
        coalesce(max(file.window_to), max(cast(file.exported_at as date)), max(cast(file.received_at as date))) as last_day,
        sum(file.rows_loaded) as row_count,
        cast(null as double) as row_share,
        max(file.file_id) as _file
    from {{ source('lake_index', 'unknown_columns') }} as unknown
    inner join {{ source('lake_index', 'files') }} as file on unknown.file_id = file.file_id
    where exists (select 1 from {{ source('lake_index', 'active') }} as active where active.file_id = file.file_id)
    group by file.system, file.instance, file.dataset, unknown.header
)

select * from final
