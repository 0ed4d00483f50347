-- Grain: one row per risk category, metric and first day.
with appetites as (
    {{ newest_rows(ref('stg_template__risk_appetite'), ['category', 'metric', 'valid_from']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        category,
        metric,
        threshold,
        currency,
        valid_from,
        valid_to,
        _file,
        _record
    from appetites
)

select * from final
