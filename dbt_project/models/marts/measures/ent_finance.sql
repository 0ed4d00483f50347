-- One row per ledger line and per line of the budget in force, in base currency: actual lines debit-positive and dated on the
-- accounting day, budget lines in natural sign on the first of their month; `unmapped` lines have an account without type.
{{ config(materialized='view') }}

with run as (
    select as_of from {{ ref('kpi_run') }}
),

account as (
    select
        entity_id,
        account,
        is_workforce_cost,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to
    from {{ ref('dim_gl_account') }}
),

actual as (
    select
        case when line.is_unmapped then 'unmapped' else 'actual' end as line_source,
        line.accounting_date as day,
        line.org_unit_id,
        line.entity_id,
        line.account,
        case when line.is_unmapped then 'unmapped' else line.account_type end as account_type,
        coalesce(account.is_workforce_cost, false) as is_workforce_cost,
        line.amount_base,
        line.is_unmapped or line.is_missing_rate or line.is_sign_unknown as is_blocked,
        line._file,
        line._record
    from {{ ref('fct_gl_entry') }} as line
    cross join run
    left join account
        on line.entity_id = account.entity_id
        and line.account = account.account
        and line.accounting_date between account.valid_from and account.valid_to
    where line.accounting_date <= run.as_of and line.entry_kind <> 'closing'
),

budget as (
    select
        'budget' as line_source,
        line.month as day,
        line.org_unit_id,
        line.entity_id,
        line.account,
        line.account_type,
        coalesce(account.is_workforce_cost, false) as is_workforce_cost,
        line.amount_base,
        line.is_missing_rate as is_blocked,
        line._file,
        line._record
    from {{ ref('fct_budget_line') }} as line
    left join account
        on line.entity_id = account.entity_id
        and line.account = account.account
        and line.month between account.valid_from and account.valid_to
    where line.is_current
)

select
    line_source,
    day,
    org_unit_id,
    entity_id,
    account,
    account_type,
    is_workforce_cost,
    amount_base,
    is_blocked,
    _file,
    _record
from actual
union all
select
    line_source,
    day,
    org_unit_id,
    entity_id,
    account,
    account_type,
    is_workforce_cost,
    amount_base,
    is_blocked,
    _file,
    _record
from budget
