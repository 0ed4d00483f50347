-- Deals that were won in one snapshot and are open in the next one: reopened, or an old export under a new date.
{{ config(
    severity='warn',
    meta={'remedy': 'see whether the export is an older one under a new date; withdraw it if so'},
) }}

with deals as (
    {{ deal_snapshots() }}
),

followed as (
    select
        _system,
        _instance,
        opportunity_id,
        _date_from,
        coalesce(is_closed, is_won) as is_closed,
        is_deleted,
        lag(is_won) over (
            partition by _system, _instance, _dataset, opportunity_id
            order by _date_from nulls last, _newness nulls last, _record nulls last
        ) as was_won
    from deals
)

select _system, _instance, opportunity_id, _date_from
from followed
where was_won and not is_closed and not is_deleted
