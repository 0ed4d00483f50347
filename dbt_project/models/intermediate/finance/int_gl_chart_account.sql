-- Grain: one row per system, instance and account of the company's own charts of accounts, with what they say of it: the name,
-- the type, or only that the account is of the balance sheet. Type NULL: the chart has none.
with quickbooks as (
    select * from {{ ref('int_quickbooks_account') }} where is_charted
),

desktop as (
    {{ newest_rows(ref('stg_quickbooks_desktop__iif_accounts'), ['_instance', 'account']) }}
),

sap as (
    {{ newest_rows(ref('stg_sap__ska1'), ['_instance', 'chart_of_accounts', 'account']) }}
),

datev as (
    {{ newest_rows(ref('stg_datev__account_labels'), ['_instance', 'account']) }}
),

kingdee as (
    {{ newest_rows(ref('stg_kingdee__account'), ['_instance', 'account']) }}
),

final as (
    select
        'quickbooks' as system,
        instance,
        account,
        cast(null as string) as account_name,
        account_type,
        natural_sign
    from quickbooks
    union all
    select
        desktop._system as system,
        desktop._instance as instance,
        desktop.account,
        cast(null as string) as account_name,
        types.account_type,
        cast(types.natural_sign as int) as natural_sign
    from desktop
    left join {{ ref('quickbooks_account_type') }} as types
        on lower(trim(desktop.quickbooks_type)) = types.quickbooks_type and types.detail_type is null
    union all
    -- One number may stand in several charts: it counts as balance sheet where all of them say so.
    select
        _system as system,
        _instance as instance,
        account,
        cast(null as string) as account_name,
        case when min(case when is_balance_sheet then 1 else 0 end) = 1 then 'balance' end as account_type,
        cast(null as int) as natural_sign
    from sap
    where not is_deleted
    group by _system, _instance, account
    union all
    select
        _system as system,
        _instance as instance,
        account,
        account_name,
        cast(null as string) as account_type,
        cast(null as int) as natural_sign
    from datev
    union all
    -- What an account of profit and loss (损益) is, the standard charts tell.
    select
        _system as system,
        _instance as instance,
        account,
        account_name,
        case when category <> '损益' then 'balance' end as account_type,
        cast(null as int) as natural_sign
    from kingdee
)

select * from final
