-- One row per ledger line or budget line and measure that it is part of; a view, so that the ledger is not copied.
with measured as (
    {{ ledger_measures(
        ref('ent_finance'), 'amount_base', ['day', 'org_unit_id', 'entity_id', 'is_blocked', '_file', '_record']
    ) }}
)

select
    measure_id,
    day as day_from,
    day as day_to,
    org_unit_id,
    entity_id as entity,
    cast(null as string) as project,
    cast(null as string) as category,
    account_class,
    cast(null as string) as goal,
    cast(value as decimal(28, 6)) as value,
    false as is_daily,
    case when is_blocked then 'blocked' else 'counted' end as state,
    _file as file_id,
    _record as record
from measured
