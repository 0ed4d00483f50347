-- One row per contribution of a work item to a measure that is a sum. Cycle times and ages are observations, see obs_operations.
{{ config(materialized='view') }}

with run as (
    select as_of from {{ ref('kpi_run') }}
),

item as (
    select
        project_key,
        org_unit_id,
        status_category,
        done_date,
        first_in_progress_at,
        first_due_date,
        active_seconds,
        waiting_seconds,
        transition_source,
        _file,
        _record
    from {{ ref('fct_work_item') }}
),

measured as (
    select
        'items_done' as measure_id,
        item.done_date as day,
        item.org_unit_id,
        item.project_key,
        1 as value,
        item._file,
        item._record
    from item
    cross join run
    where item.status_category = 'done' and item.done_date <= run.as_of
    union all
    select
        kind.measure_id,
        item.done_date as day,
        item.org_unit_id,
        item.project_key,
        case
            when kind.measure_id = 'active_seconds' then coalesce(item.active_seconds, 0)
            else coalesce(item.active_seconds, 0) + coalesce(item.waiting_seconds, 0)
        end as value,
        item._file,
        item._record
    from item
    cross join run
    cross join (
        select measure_id from {{ ref('measure_catalog') }} where measure_id in ('active_seconds', 'flow_seconds')
    ) as kind
    where
        item.status_category = 'done'
        and item.done_date <= run.as_of
        and item.first_in_progress_at is not null
        and item.transition_source = 'changelog'
    union all
    select
        kind.measure_id,
        item.first_due_date as day,
        item.org_unit_id,
        item.project_key,
        case
            when kind.measure_id = 'items_due' then 1
            when item.status_category = 'done' and item.done_date <= item.first_due_date then 1
            else 0
        end as value,
        item._file,
        item._record
    from item
    cross join run
    cross join (
        select measure_id from {{ ref('measure_catalog') }} where measure_id in ('items_due', 'items_due_on_time')
    ) as kind
    where item.status_category <> 'cancelled' and item.first_due_date <= run.as_of
)

select measure_id, day, org_unit_id, project_key, cast(value as decimal(28, 6)) as value, _file, _record
from measured
