-- Grain: one row per currency and month, the month's average rate into base currency. A missing average is never guessed.
{{ config(materialized='table') }}

with averages as (
    select
        currency,
        {{ month_start('rate_date') }} as month,
        rate,
        row_number() over (
            partition by currency, {{ month_start('rate_date') }} order by rate_date desc nulls last
        ) as recency
    from {{ ref('int_fx_rate') }}
    where rate_type = 'average'
),

final as (
    select currency, month, rate
    from averages
    where recency = 1
)

select * from final
