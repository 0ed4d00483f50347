{#- The trial balance of each ledger (entity and installation), by accounting month and currency: debits equal credits. A ledger that
    never nets to zero is a filtered export (no balance sheet accounts, one account only): `never`, to be told once. Where one month
    nets to zero, every other one should: `closed_month` and, while its documents still come in, `running_month`.
    Statistical accounts have one side only; a month with lines of unknown sign cannot be judged. -#}
{% test trial_balance(model, finds) %}
    with periods as (
        select
            entity_id,
            system,
            instance,
            currency,
            _month,
            count(*) as line_count,
            sum(amount) as difference,
            max(case when is_sign_unknown then 1 else 0 end) as has_unknown_signs
        from {{ model }}
        where coalesce(account_type, 'unmapped') <> 'statistical'
        group by entity_id, system, instance, currency, _month
    ),

    balances as (
        select
            entity_id,
            system,
            instance,
            currency,
            _month,
            line_count,
            difference,
            abs(difference) < cast(0.005 as decimal(5, 3)) as nets
        from periods
        where has_unknown_signs = 0
    ),

    ledgers as (
        select
            balances.*,
            max(case when nets then 1 else 0 end) over (partition by entity_id, system, instance, currency) = 1 as has_netted
        from balances
    )

    select
        ledgers.entity_id,
        ledgers.system,
        ledgers.instance,
        ledgers.currency,
        ledgers._month,
        ledgers.line_count,
        ledgers.difference
    from ledgers
    cross join {{ ref('int_company') }} as company
    where not ledgers.nets
        {%- if finds == 'never' %}
        and not ledgers.has_netted
        {%- elif finds == 'closed_month' %}
        and ledgers.has_netted and ledgers._month < {{ month_start('company.as_of') }}
        {%- elif finds == 'running_month' %}
        and ledgers.has_netted and ledgers._month >= {{ month_start('company.as_of') }}
        {%- else %}
        {{ exceptions.raise_compiler_error("trial_balance finds 'never', 'closed_month' or 'running_month', not '" ~ finds ~ "'") }}
        {%- endif %}
{% endtest %}

{#- A ledger's local currency is its entity's. -#}
{% test in_the_currency_of_its_entity(model) %}
    select line.entity_id, line.system, line.instance, line.currency, entity.currency as entity_currency, count(*) as line_count
    from {{ model }} as line
    inner join {{ ref('int_entity') }} as entity on line.entity_id = entity.entity_id
    where line.currency <> entity.currency and line.entity_id <> 'unassigned'
    group by line.entity_id, line.system, line.instance, line.currency, entity.currency
{% endtest %}

{#- Years whose accounts of profit and loss stand at zero: entries that close the year count as business. A document on the profit
    account of the year is known as such (entry_kind); this finds the others. Half of the accounts that moved, at least three. -#}
{% test years_are_not_closed_to_zero(model) %}
    with yearly as (
        select
            line.entity_id,
            cast(
                floor(
                    (extract(year from line._month) * 12 + extract(month from line._month) - entity.fiscal_start_month)
                    / cast(12 as double)
                ) as int
            ) as year_number,
            line.account,
            count(*) as line_count,
            sum(line.amount) as balance
        from {{ model }} as line
        inner join {{ ref('int_entity') }} as entity on line.entity_id = entity.entity_id
        inner join {{ ref('account_type') }} as types on line.account_type = types.account_type
        where types.account_class in ('revenue', 'cost') and line.entry_kind <> 'closing'
        group by
            line.entity_id,
            cast(
                floor(
                    (extract(year from line._month) * 12 + extract(month from line._month) - entity.fiscal_start_month)
                    / cast(12 as double)
                ) as int
            ),
            line.account
    )

    select
        entity_id,
        year_number,
        count(*) as account_count,
        sum(case when balance = 0 then 1 else 0 end) as accounts_at_zero
    from yearly
    where line_count > 1
    group by entity_id, year_number
    having sum(case when balance = 0 then 1 else 0 end) >= 3 and 2 * sum(case when balance = 0 then 1 else 0 end) >= count(*)
{% endtest %}

{#- Days that nobody meant: far ahead of the as-of date, or long before it (an empty date read as 1899 or 1900). -#}
{% test near_the_as_of_date(model, column, days_ahead, years_back=15) %}
    select told.{{ column }}, count(*) as row_count
    from {{ model }} as told
    cross join {{ ref('int_company') }} as company
    where told.{{ column }} > {{ add_days('company.as_of', days_ahead) }}
        or told.{{ column }} < {{ add_months('company.as_of', -12 * years_back) }}
    group by told.{{ column }}
{% endtest %}
