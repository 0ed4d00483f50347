-- Grain: one row per entity, account and range of days, with the account's type then ('unmapped' if none is known).
-- The account type map of the entity wins, then the general one, then the chart of accounts, then a standard chart's default.
{{ config(materialized='table') }}

with mapped as (
    {{ newest_rows(ref('stg_template__account_type_map'), ['entity_id', 'account', 'valid_from']) }}
),

chart as (
    select
        book.entity_id,
        chart_account.account,
        max(chart_account.account_name) as account_name,
        max(chart_account.account_type) as account_type,
        max(chart_account.natural_sign) as natural_sign
    from {{ ref('int_gl_chart_account') }} as chart_account
    inner join {{ ref('int_entity_book') }} as book
        on chart_account.system = book.system and chart_account.instance = book.instance
    group by book.entity_id, chart_account.account
),

named as (
    select entity_id, account, account_name from {{ ref('int_gl_posting') }}
    union all
    select entity_id, account, cast(null as string) as account_name from {{ ref('int_budget_posting') }}
    union all
    select entity_id, account, account_name from mapped where entity_id is not null
    union all
    -- Charts without natural signs (SAP's, DATEV's) only say more of accounts that are used.
    select entity_id, account, account_name from chart where natural_sign is not null
),

accounts as (
    select
        entity_id,
        account,
        {{ trimmed("replace(account, ' (deleted)', '')") }} as known_as, -- QuickBooks' mark on an account that was deleted later
        max(account_name) as account_name
    from named
    group by entity_id, account
),

candidates as (
    select
        accounts.entity_id,
        accounts.account,
        mapped.account_type,
        mapped.is_workforce_cost,
        mapped.valid_from,
        mapped.valid_to,
        case when mapped.entity_id is null then 2 else 1 end as preference,
        mapped.valid_from as mapped_from
    from accounts
    inner join mapped
        on accounts.known_as = mapped.account
        and (mapped.entity_id is null or mapped.entity_id = accounts.entity_id)
    union all
    select
        accounts.entity_id,
        accounts.account,
        chart.account_type,
        chart.account_type = 'payroll' as is_workforce_cost,
        {{ open_start() }} as valid_from,
        {{ open_end() }} as valid_to,
        3 as preference,
        {{ open_start() }} as mapped_from
    from accounts
    inner join chart on accounts.entity_id = chart.entity_id and accounts.known_as = chart.account
    where chart.account_type is not null
    union all
    select
        standard.entity_id,
        standard.account,
        standard.account_type,
        false as is_workforce_cost,
        {{ open_start() }} as valid_from,
        {{ open_end() }} as valid_to,
        4 as preference,
        {{ open_start() }} as mapped_from
    from {{ ref('int_gl_chart_default') }} as standard
    union all
    select
        entity_id,
        account,
        'unmapped' as account_type,
        false as is_workforce_cost,
        {{ open_start() }} as valid_from,
        {{ open_end() }} as valid_to,
        5 as preference,
        {{ open_start() }} as mapped_from
    from accounts
),

resolved as (
    {{ resolve_ranges(
        'candidates',
        ['entity_id', 'account'],
        ['account_type', 'is_workforce_cost'],
        ['preference', 'mapped_from desc', 'account_type'],
    ) }}
),

final as (
    select
        resolved.entity_id,
        resolved.account,
        coalesce(accounts.account_name, chart.account_name, resolved.account) as account_name,
        resolved.account_type,
        resolved.is_workforce_cost,
        coalesce(chart.natural_sign, cast(signs.natural_sign as int)) as natural_sign,
        resolved.valid_from,
        resolved.valid_to
    from resolved
    inner join accounts on resolved.entity_id = accounts.entity_id and resolved.account = accounts.account
    left join chart on accounts.entity_id = chart.entity_id and accounts.known_as = chart.account
    left join {{ ref('account_type') }} as signs on resolved.account_type = signs.account_type
)

select * from final
