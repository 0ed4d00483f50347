-- Grain: one row per currency, budget version ('' for all) and range of days, the budget rate that holds from its day on.
{{ config(materialized='table') }}

with budget_rates as (
    select
        currency,
        budget_version,
        rate,
        rate_date,
        lead(rate_date) over (partition by currency, budget_version order by rate_date nulls last) as next_rate_date
    from {{ ref('int_fx_rate') }}
    where rate_type = 'budget'
),

final as (
    select
        currency,
        budget_version,
        rate,
        rate_date as valid_from,
        coalesce({{ add_days('next_rate_date', -1) }}, {{ open_end() }}) as valid_to
    from budget_rates
)

select * from final
