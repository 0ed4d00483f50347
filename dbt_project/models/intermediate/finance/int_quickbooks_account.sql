-- Grain: one row per QuickBooks instance and account, with its type and natural sign (+1 debit, -1 credit).
-- The chart of accounts decides; without it the account type map of the instance's entity, then the general one.
with charts as (
    select account, quickbooks_type, detail_type, {{ origin_columns() }}
    from {{ ref('stg_quickbooks__chart_of_accounts') }}
    union all
    select account, quickbooks_type, detail_type, {{ origin_columns() }}
    from {{ ref('stg_quickbooks__account') }}
),

charted as (
    {{ newest_rows('charts', ['_instance', 'account']) }}
),

typed as (
    select
        charted._instance as instance,
        charted.account,
        types.account_type,
        cast(types.natural_sign as int) as natural_sign,
        1 as preference,
        cast(null as date) as valid_from,
        row_number() over (
            partition by charted._instance, charted.account
            order by types.detail_type desc nulls last
        ) as specificity
    from charted
    left join {{ ref('quickbooks_account_type') }} as types
        on lower(trim(charted.quickbooks_type)) = types.quickbooks_type
        -- The list writes `Payroll Expenses`, the connector `PayrollExpenses`.
        and (
            types.detail_type is null
            or replace(replace(lower(charted.detail_type), ' ', ''), '/', '')
            = replace(replace(types.detail_type, ' ', ''), '/', '')
        )
),

mapped as (
    {{ newest_rows(ref('stg_template__account_type_map'), ['entity_id', 'account', 'valid_from']) }}
),

candidates as (
    select instance, account, account_type, natural_sign, preference, valid_from
    from typed
    where specificity = 1 and natural_sign is not null
    union all
    select
        book.instance,
        mapped.account,
        mapped.account_type,
        cast(signs.natural_sign as int) as natural_sign,
        case when mapped.entity_id is null then 3 else 2 end as preference,
        mapped.valid_from
    from mapped
    inner join {{ ref('int_entity_book') }} as book
        on book.system = 'quickbooks' and (mapped.entity_id is null or mapped.entity_id = book.entity_id)
    inner join {{ ref('account_type') }} as signs on mapped.account_type = signs.account_type
    where signs.natural_sign is not null
),

ranked as (
    select
        instance,
        account,
        account_type,
        natural_sign,
        preference,
        row_number() over (
            partition by instance, account order by preference nulls last, valid_from desc nulls last, account_type nulls last
        ) as choice
    from candidates
),

final as (
    select instance, account, account_type, natural_sign, preference = 1 as is_charted
    from ranked
    where choice = 1
)

select * from final
