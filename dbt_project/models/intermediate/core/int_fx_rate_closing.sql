-- Grain: one row per currency and range of days, the closing rate into base currency that holds on them:
-- the last one at most seven days back.
{{ config(materialized='table') }}

with closings as (
    select
        currency,
        rate_date,
        rate,
        lead(rate_date) over (partition by currency order by rate_date nulls last) as next_rate_date
    from {{ ref('int_fx_rate') }}
    where rate_type = 'closing'
),

final as (
    select
        currency,
        rate,
        rate_date as valid_from,
        least(
            {{ add_days('rate_date', 7) }},
            coalesce({{ add_days('next_rate_date', -1) }}, {{ add_days('rate_date', 7) }})
        ) as valid_to
    from closings
)

select * from final
