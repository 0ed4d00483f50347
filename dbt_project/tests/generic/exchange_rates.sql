{#- A rate far from its neighbours' median (the two before and the two after it, of its currency and type). `jump`: by more than
    a quarter. `shift`: five times as much or a fifth (a lost decimal point), or the inverse of what its neighbours say. -#}
{% test like_its_neighbours(model, finds) %}
    with numbered as (
        select
            currency,
            rate_type,
            budget_version,
            rate_date,
            cast(rate as double) as rate,
            row_number() over (partition by currency, rate_type, budget_version order by rate_date nulls last) as place
        from {{ model }}
        where rate_type <> 'budget' and rate > 0
    ),

    compared as (
        select
            own.currency,
            own.rate_type,
            own.rate_date,
            own.rate,
            percentile_cont(0.5) within group (order by neighbour.rate nulls last) as usual
        from numbered as own
        inner join numbered as neighbour
            on own.currency = neighbour.currency
            and own.rate_type = neighbour.rate_type
            and own.budget_version = neighbour.budget_version
            and neighbour.place between own.place - 2 and own.place + 2
            and neighbour.place <> own.place
        group by own.currency, own.rate_type, own.rate_date, own.rate
        having count(*) >= 2
    ),

    deviations as (
        select
            currency,
            rate_type,
            rate_date,
            rate,
            usual,
            cast(rate as double) / nullif(cast(usual as double), 0) as ratio,
            cast(rate as double) * cast(usual as double) as product
        from compared
    )

    select currency, rate_type, rate_date, rate, usual
    from deviations
    where
        {%- if finds == 'jump' %}
        abs(ratio - 1) > cast(0.25 as double)
        {%- elif finds == 'shift' %}
        ratio >= 5 or ratio <= cast(0.2 as double)
        or (abs(product - 1) < cast(0.05 as double) and abs(ratio - 1) > cast(0.1 as double))
        {%- else %}
        {{ exceptions.raise_compiler_error("like_its_neighbours finds 'jump' or 'shift', not '" ~ finds ~ "'") }}
        {%- endif %}
{% endtest %}
