-- Grain: one row per entity and account that a standard chart of accounts gives a type, for books whose system has such charts.
-- A book follows the standard of whose markers it has accounts; production cost is stock until it is sold.
with accounts as (
    select distinct entity_id, system, account from {{ ref('int_gl_posting') }}
    union
    select distinct entity_id, cast(null as string) as system, account from {{ ref('int_budget_posting') }}
),

standards as (
    select
        accounts.entity_id,
        accounts.system,
        standard.chart_standard,
        row_number() over (
            partition by accounts.entity_id, accounts.system
            order by min(standard.preference) nulls last, standard.chart_standard nulls last
        ) as choice
    from accounts
    inner join {{ ref('chart_standard') }} as standard
        on accounts.system = standard.system
        and left(accounts.account, length(standard.marker_prefix)) = standard.marker_prefix
    group by accounts.entity_id, accounts.system, standard.chart_standard
),

books as (
    select distinct accounts.entity_id, accounts.system, standards.chart_standard
    from accounts
    inner join {{ ref('chart_standard') }} as known on accounts.system = known.system
    left join standards
        on accounts.entity_id = standards.entity_id and accounts.system = standards.system and standards.choice = 1
),

ranked as (
    select
        accounts.entity_id,
        accounts.account,
        defaults.account_type,
        row_number() over (
            partition by accounts.entity_id, accounts.account
            order by length(defaults.account_prefix) desc nulls last, defaults.chart_standard nulls last, books.system nulls last
        ) as choice
    from accounts
    inner join books
        on accounts.entity_id = books.entity_id and (accounts.system is null or accounts.system = books.system)
    inner join {{ ref('chart_default') }} as defaults
        on (defaults.chart_standard = 'any' or defaults.chart_standard = books.chart_standard)
        and left(accounts.account, length(defaults.account_prefix)) = defaults.account_prefix
),

final as (
    select entity_id, account, account_type
    from ranked
    where choice = 1
)

select * from final
