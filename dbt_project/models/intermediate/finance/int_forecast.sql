-- Grain: one row per line of a forecast version, with how many months ahead it was made. A forecast is a budget version of the
-- kind `forecast`, approved on the day it was made; a new one gets a name of its own and the earlier ones stay.
with lines as (
    select * from {{ ref('int_budget_line') }} where version_kind = 'forecast'
),

final as (
    select
        entity_id,
        budget_version as forecast_version,
        approved_on as forecast_on,
        account,
        account_type,
        org_unit_id,
        cost_centre,
        project,
        product_id,
        month,
        cast(
            (extract(year from month) - extract(year from approved_on)) * 12
            + extract(month from month) - extract(month from approved_on)
            as int
        ) as lag_months,
        amount,
        currency,
        amount_base,
        is_missing_rate,
        _file,
        _record
    from lines
)

select * from final
