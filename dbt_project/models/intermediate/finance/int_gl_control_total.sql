-- Grain: one row per system, instance, entity, account and stretch of days for which the product states the account's
-- movement, debit-positive. A trial balance states it from the first day of the fiscal year for accounts of profit and loss,
-- and from the trial balance before it for the others. SAP's ledger totals, Oracle's and Kingdee's balances state it by period;
-- special periods belong to the year's last month. Of Kingdee's accounts those without sub-accounts have postings.
{%- set months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] %}
with balances as (
    {{ newest_rows(ref('stg_quickbooks__trial_balance'), ['_instance', 'account', 'as_of']) }}
),

trial as (
    select
        balances._system as system,
        balances._instance as instance,
        book.entity_id,
        balances.account,
        balances.as_of,
        balances.balance,
        lag(balances.balance) over (
            partition by balances._instance, balances.account order by balances.as_of nulls last
        ) as balance_before,
        lag(balances.as_of) over (
            partition by balances._instance, balances.account order by balances.as_of nulls last
        ) as as_of_before,
        {{ add_months(
            month_start('balances.as_of'),
            '-((extract(month from balances.as_of) - entity.fiscal_start_month + 12) % 12)',
        ) }} as year_start,
        types.account_class
    from balances
    inner join {{ ref('int_entity_book') }} as book
        on balances._system = book.system and balances._instance = book.instance and book.company_code = ''
    inner join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
    left join {{ ref('int_gl_account') }} as account
        on book.entity_id = account.entity_id
        and balances.account = account.account
        and balances.as_of between account.valid_from and account.valid_to
    left join {{ ref('account_type') }} as types on account.account_type = types.account_type
),

quickbooks as (
    select
        system,
        instance,
        entity_id,
        account,
        case
            when account_class in ('revenue', 'cost', 'other_income') then year_start
            else {{ add_days('as_of_before', 1) }}
        end as date_from,
        as_of as date_to,
        case
            when account_class in ('revenue', 'cost', 'other_income') then balance
            else balance - balance_before
        end as stated
    from trial
    where account_class in ('revenue', 'cost', 'other_income') or (account_class = 'balance' and as_of_before is not null)
),

sap as (
    select
        _system as system,
        _instance as instance,
        company_code,
        account,
        month as date_from,
        {{ add_days(add_months('month', 1), -1) }} as date_to,
        sum(amount) as stated
    from {{ ref('stg_sap__faglflext') }}
    where period > 0
    group by _system, _instance, company_code, account, month
),

oracle_balances as (
    {{ newest_rows(ref('stg_oracle__gl_balances'), [
        '_instance', 'ledger_id', 'code_combination_id', 'currency', 'period_name', 'actual_flag', 'budget_version_id',
        'translated_flag',
    ]) }}
),

-- Journal lines know an account by its segments, where the extract has them.
combinations as (
    select _instance, code_combination_id, min(account) as account
    from {{ ref('stg_oracle__gl_je_lines') }}
    group by _instance, code_combination_id
),

oracle_dated as (
    select
        balance.*,
        coalesce(combinations.account, balance.code_combination_id) as account,
        -- `JAN-26`: calendar periods that are named so; others cannot be placed.
        {{ try_cast(
            "'20' || right(balance.period_name, 2) || '-' || case lower(left(balance.period_name, 3))"
            ~ months_case(months) ~ " end || '-01'",
            'date',
        ) }} as month
    from oracle_balances as balance
    left join combinations
        on balance._instance = combinations._instance and balance.code_combination_id = combinations.code_combination_id
    where balance.actual_flag = 'A' and balance.translated_flag = '' and length(balance.period_name) = 6
),

kingdee as (
    {{ newest_rows(ref('stg_kingdee__account_balance'), ['_instance', 'account', 'month']) }}
),

kingdee_parents as (
    select distinct parent._instance, parent.month, parent.account
    from kingdee as parent
    inner join kingdee as sub
        on parent._instance = sub._instance
        and parent.month = sub.month
        and length(sub.account) > length(parent.account)
        and left(sub.account, length(parent.account)) = parent.account
),

by_period as (
    select system, instance, company_code, account, date_from, date_to, stated, cast(null as string) as currency from sap
    union all
    select
        _system as system,
        _instance as instance,
        ledger_id as company_code,
        account,
        month as date_from,
        {{ add_days(add_months('month', 1), -1) }} as date_to,
        sum(amount) as stated,
        currency
    from oracle_dated
    where month is not null
    group by _system, _instance, ledger_id, account, month, currency
    union all
    select
        kingdee._system as system,
        kingdee._instance as instance,
        '' as company_code,
        kingdee.account,
        kingdee.month as date_from,
        {{ add_days(add_months('kingdee.month', 1), -1) }} as date_to,
        kingdee.movement as stated,
        cast(null as string) as currency
    from kingdee
    left join kingdee_parents as parents
        on kingdee._instance = parents._instance and kingdee.month = parents.month and kingdee.account = parents.account
    where parents.account is null
),

unioned as (
    select system, instance, entity_id, account, date_from, date_to, stated
    from quickbooks
    union all
    select
        by_period.system,
        by_period.instance,
        book.entity_id,
        by_period.account,
        by_period.date_from,
        by_period.date_to,
        by_period.stated
    from by_period
    inner join {{ ref('int_entity_book') }} as book
        on by_period.system = book.system
        and by_period.instance = book.instance
        and by_period.company_code = book.company_code
    inner join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
    -- Balances are kept in several currencies; the one of the ledger is compared.
    where by_period.currency is null or by_period.currency = entity.currency
),

final as (
    select
        system,
        instance,
        entity_id,
        account,
        date_from,
        date_to,
        cast(sum(stated) as decimal(28, 4)) as stated
    from unioned
    group by system, instance, entity_id, account, date_from, date_to
)

select * from final
