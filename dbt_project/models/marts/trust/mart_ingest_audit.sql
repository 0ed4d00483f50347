-- One row per landed file: what was read, loaded and rejected, what its control totals say, what of it counts, and how its
-- ledger signs were read.
with controls as (
    select
        file_id,
        count(*) as n_controls,
        sum(case when ok then 0 else 1 end) as n_controls_failed
    from {{ source('lake_index', 'controls') }}
    group by file_id
),

rejects as (
    select
        file_id,
        count(*) as n_reject_reasons,
        {{ ordered_list('reason') }} as reject_reasons
    from (
        select distinct
            file_id,
            coalesce(column_name, '') || ': ' || reason as reason
        from {{ source('lake_index', 'rejects') }}
    ) as reasons
    group by file_id
),

active as (
    select
        file_id,
        count(*) as n_active_slices,
        min(date_from) as active_from,
        max(case when date_to < {{ open_end() }} then date_to end) as active_to
    from {{ source('lake_index', 'active') }}
    group by file_id
),

fact_rows as (
    select
        _file as file_id,
        count(*) as rows_in_facts
    from (
        select _file from {{ ref('fct_gl_entry') }}
        union all
        select _file from {{ ref('fct_budget_line') }}
        union all
        select _file from {{ ref('fct_opportunity') }}
        union all
        select _file from {{ ref('fct_work_item') }}
    ) as fact
    group by _file
)

select
    file.file_id,
    file.system,
    file.dataset,
    file.entity,
    file.instance,
    file.name as file_name,
    file.outcome,
    file.exported_at,
    file.exported_at_source,
    file.received_at,
    file.contract_version,
    file.window_from,
    file.window_to,
    cast(coalesce(file.rows_read, 0) as bigint) as rows_read,
    cast(coalesce(file.rows_loaded, 0) as bigint) as rows_loaded,
    cast(coalesce(file.rows_rejected, 0) as bigint) as rows_rejected,
    coalesce(file.rows_read, 0) = coalesce(file.rows_loaded, 0) + coalesce(file.rows_rejected, 0) as is_balanced,
    cast(coalesce(rejects.n_reject_reasons, 0) as bigint) as n_reject_reasons,
    rejects.reject_reasons,
    cast(coalesce(controls.n_controls, 0) as bigint) as n_controls,
    cast(coalesce(controls.n_controls_failed, 0) as bigint) as n_controls_failed,
    cast(coalesce(active.n_active_slices, 0) as bigint) as n_active_slices,
    active.active_from,
    active.active_to,
    fact_rows.rows_in_facts,
    sign.convention as sign_convention,
    sign.basis as sign_basis
from {{ source('lake_index', 'files') }} as file
left join controls on file.file_id = controls.file_id
left join rejects on file.file_id = rejects.file_id
left join active on file.file_id = active.file_id
left join fact_rows on file.file_id = fact_rows.file_id
left join {{ ref('int_quickbooks_sign') }} as sign on file.file_id = sign.file_id
