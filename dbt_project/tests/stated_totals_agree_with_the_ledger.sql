-- What trial balances, ledger totals and account balances state of an account's movement, against the facts of those days, where
-- the ledger reaches over all months of the stretch. A difference means that lines are missing or that the statement is older.
{{ config(
    severity='warn',
    meta={'remedy': 'export the ledger of the named months again, or the trial balance (ledger totals) after the last posting'},
) }}

with reach as (
    select
        system,
        instance,
        entity_id,
        min(_month) as first_month,
        max(_month) as last_month
    from {{ ref('fct_gl_entry') }}
    group by system, instance, entity_id
),

compared as (
    select
        control.entity_id,
        control.system,
        control.instance,
        control.account,
        control.date_from,
        control.date_to,
        control.stated,
        coalesce(sum(line.amount), 0) as total
    from {{ ref('int_gl_control_total') }} as control
    inner join reach
        on control.system = reach.system
        and control.instance = reach.instance
        and control.entity_id = reach.entity_id
        and {{ month_start('control.date_from') }} >= reach.first_month
        and {{ month_start('control.date_to') }} <= reach.last_month
    left join {{ ref('fct_gl_entry') }} as line
        on control.system = line.system
        and control.instance = line.instance
        and control.entity_id = line.entity_id
        and control.account = line.account
        and line.accounting_date between control.date_from and control.date_to
        and line.entry_kind <> 'opening'
    group by
        control.entity_id,
        control.system,
        control.instance,
        control.account,
        control.date_from,
        control.date_to,
        control.stated
)

select entity_id, system, instance, account, date_from, date_to, stated, total
from compared
where abs(stated - total) >= cast(0.005 as decimal(5, 3))
