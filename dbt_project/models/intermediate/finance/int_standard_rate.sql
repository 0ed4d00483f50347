-- Grain: one row per entity, version, account, cost centre ('' for all), product ('' for all), driver and range of days.
-- A rate holds until its last day, at the latest until the next one of the same kind begins.
with rates as (
    {{ newest_rows(
        ref('stg_template__standard_rate'),
        ['entity_id', 'rate_version', 'account', 'cost_centre', 'product_id', 'driver', 'valid_from'],
    ) }}
),

followed as (
    select
        rates.*,
        lead(valid_from) over (
            partition by entity_id, rate_version, account, cost_centre, product_id, driver
            order by valid_from nulls last
        ) as next_from
    from rates
),

final as (
    select
        entity_id,
        rate_version,
        account,
        coalesce(cost_centre, '') as cost_centre,
        coalesce(product_id, '') as product_id,
        driver,
        valid_from,
        least(
            coalesce(valid_to, {{ open_end() }}), coalesce({{ add_days('next_from', -1) }}, {{ open_end() }})
        ) as valid_to,
        rate,
        cast(coalesce(fixed_amount, 0) as decimal(28, 4)) as fixed_amount,
        currency,
        _file,
        _record
    from followed
)

select * from final
