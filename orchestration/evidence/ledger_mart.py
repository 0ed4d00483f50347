"""SQL of the ledger's identity (d): fact x rate = mart + named exclusions, by accounting month, in base currency.

Debit-positive on both sides. Lines without a rate have no amount in base currency; they are an exclusion.
"""

FACT_IS_MART = """
with company as (
    select c.as_of, c.root_org_unit_id, c.base_currency from company as c
), line as (
    select date_trunc('month', f.accounting_date)::date as month, f.amount, f.currency, f.rate, f.amount_base,
        coalesce(cast(f.amount as decimal(20, 4)) * cast(f.rate as decimal(18, 9)), 0) as exact_base,
        case
            when f.entry_kind = 'closing' then 'closing'
            when f.accounting_date > company.as_of then 'after as-of'
            when f.rate is null then 'no rate'
            when f.is_unmapped then 'account without type'
            when f.is_sign_unknown then 'sign unknown'
            when class.account_class in ('balance', 'statistical') then class.account_class
            when (coalesce(account.is_workforce_cost, false) or f.account_type = 'payroll') and not exists (
                select 1 from warehouse.kpi.kpi_mask as mask
                where mask.org_unit_id = company.root_org_unit_id and not mask.is_hidden
                    and date_trunc('month', f.accounting_date) >= mask.fiscal_year_start
                    and date_trunc('month', f.accounting_date) < mask.fiscal_year_start + interval 1 year)
                then 'pay that no unit shows'
        end as exclusion
    from warehouse.core.fct_gl_entry as f
    cross join company
    left join warehouse.seed.account_class as class on class.account_type = f.account_type
    left join warehouse.core.dim_gl_account as account
        on account.entity_id = f.entity_id and account.account = f.account
        and f.accounting_date between coalesce(account.valid_from, date '0001-01-01') and coalesce(account.valid_to,
            date '9999-12-31')
), fact as (
    select month, sum(round(exact_base, 6)) as total, coalesce(sum(round(exact_base, 6))
        filter (exclusion is not null), 0) as excluded,
        count(*) filter (exclusion is null) as lines
    from line group by month
), mart as (
    select m.month, sum(m.actual_base * class.natural_sign) as total
    from warehouse.mart.mart_budget_variance as m join warehouse.seed.account_class as class using (account_type)
    group by m.month
)
select strftime(coalesce(f.month, m.month), '%Y-%m'),
    'fact x rate ' || coalesce(f.total, 0) || ' = mart ' || coalesce(m.total, 0) || ' + excluded '
        || coalesce(f.excluded, 0)
        || ' is off by ' || (coalesce(f.total, 0) - coalesce(m.total, 0) - coalesce(f.excluded, 0))
from fact as f full join mart as m on f.month = m.month
where coalesce(f.total, 0) - coalesce(m.total, 0) - coalesce(f.excluded, 0) <> 0
order by 1
"""
