-- One row per measure, day, leaf unit and segment (total, entity, account_class).
with line as (
    select
        line_source,
        day,
        org_unit_id,
        entity_id,
        account_type,
        is_workforce_cost,
        cast(sum(amount_base) as decimal(28, 6)) as amount,
        sum(case when is_blocked then 0 else 1 end) as n_obs,
        sum(case when is_blocked then 1 else 0 end) as n_blocked
    from {{ ref('ent_finance') }}
    group by line_source, day, org_unit_id, entity_id, account_type, is_workforce_cost
),

measured as (
    {{ ledger_measures('line', 'amount', ['day', 'org_unit_id', 'entity_id', 'n_obs', 'n_blocked']) }}
),

segmented as (
    select
        measured.measure_id,
        measured.day,
        measured.org_unit_id,
        segment.segment_type,
        case segment.segment_type
            when 'entity' then measured.entity_id
            when 'account_class' then measured.account_class
            else 'all'
        end as segment_value,
        measured.value,
        measured.n_obs,
        measured.n_blocked
    from measured
    cross join (
        select distinct segment_type from {{ ref('kpi_grid') }} where segment_type in ('total', 'entity', 'account_class')
    ) as segment
    where (segment.segment_type = 'account_class') = (measured.account_class is not null)
)

{{ measure_rows('segmented') }}
