-- One row per work item and measure that it is part of; an item in progress has one for every day. Sums are whole numbers here.
with contribution as (
    select
        measure_id,
        day,
        org_unit_id,
        project_key,
        cast(value as double) as value,
        _file,
        _record
    from {{ ref('ent_operations') }}
    union all
    select
        observation.measure_id,
        observation.day,
        observation.org_unit_id,
        item.project_key,
        observation.value,
        item._file,
        item._record
    from {{ ref('obs_operations') }} as observation
    inner join {{ ref('fct_work_item') }} as item on observation.obs_key = item.work_item_id
    where observation.segment_type = 'total'
)

select
    measure_id,
    day as day_from,
    day as day_to,
    org_unit_id,
    cast(null as string) as entity,
    project_key as project,
    cast(null as string) as category,
    cast(null as string) as account_class,
    cast(null as string) as goal,
    value,
    false as is_daily,
    'counted' as state,
    _file as file_id,
    _record as record
from contribution
