-- One row per survey response or opportunity and measure that it is part of.
select
    measure_id,
    day as day_from,
    day as day_to,
    org_unit_id,
    cast(null as string) as entity,
    cast(null as string) as project,
    cast(null as string) as category,
    cast(null as string) as account_class,
    cast(null as string) as goal,
    value,
    false as is_daily,
    case when is_blocked then 'blocked' else 'counted' end as state,
    _file as file_id,
    _record as record
from {{ ref('ent_customer') }}
