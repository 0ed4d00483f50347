-- Grain: one row per risk category, metric and first day; money thresholds in base currency at that day's closing rate.
with appetites as (
    select * from {{ ref('int_risk_appetite') }}
),

final as (
    select
        appetites.category,
        appetites.metric,
        appetites.threshold,
        case
            when appetites.metric <> 'eal' or coalesce(appetites.currency, company.base_currency) = company.base_currency
                then cast(appetites.threshold as decimal(28, 6))
            else {{ mul('appetites.threshold', 'closing_rate.rate') }}
        end as threshold_base,
        appetites.valid_from,
        appetites.valid_to
    from appetites
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_fx_rate_closing') }} as closing_rate
        on appetites.currency = closing_rate.currency
        and appetites.valid_from between closing_rate.valid_from and closing_rate.valid_to
)

select * from final
