-- One row per risk measure, risk and day: the assessment that the risk stands with on the day.
select
    measure_id,
    day as day_from,
    day as day_to,
    org_unit_id,
    cast(null as string) as entity,
    cast(null as string) as project,
    category,
    cast(null as string) as account_class,
    cast(null as string) as goal,
    value,
    false as is_daily,
    state,
    _file as file_id,
    _record as record
from {{ ref('ent_risk_measure') }}
where _file is not null
