"""The pay lines of mart_budget_variance: no hidden unit's pay stands there, and none can be computed.

Pay of a unit whose people figures are suppressed stands at its nearest unit above that is shown. So what is
published of a month is for each unit a with pay lines Y(a) = sum of x(g) over the units g whose nearest such unit
is a, where x(g) is the pay posted to g. This module recomputes every Y(a) from the ledger and compares it with the
candidate's figure: only so is it certain what the published number is. Beside it the shown units' workforce cost is
published (`workforce_cost_ratio_pct`), the sum of x over all units below, here taken for known in every month.

A hidden unit's pay, the sum of x over the units below it, can be computed from these exactly if its indicator lies
in the span of theirs: the rank computation of `proof`, for every month. Units without any pay line of the fiscal
year are known to be 0 and are left out.

Not part of this proof: which accounts and legal entities a unit has no pay in is taken for unknown, and so are the
totals of other KPIs (spend, profit) that include pay.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from orchestration.evidence.privacy.proof import Leak, combination_text
from orchestration.evidence.privacy.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

KPI = "workforce_cost_ratio_pct"
"""The KPI whose min_group protects pay."""

# Ledger and budget lines that the mart has, by unit and key, before anything is moved; budgets are in natural sign.
LEDGER = """
create or replace temp table ledger_line as
with line as (
    select 'actual' as line_source, fact.accounting_date as day, fact.org_unit_id, fact.entity_id, fact.account,
        fact.account_type,
        case when not (fact.is_missing_rate or fact.is_sign_unknown) then fact.amount_base end as amount
    from warehouse.core.fct_gl_entry as fact cross join warehouse.kpi.kpi_run as run
    where fact.accounting_date <= run.as_of and fact.entry_kind <> 'closing' and not fact.is_unmapped
    union all
    select 'budget', fact.month, fact.org_unit_id, fact.entity_id, fact.account, fact.account_type,
        case when not fact.is_missing_rate then fact.amount_base end
    from warehouse.core.fct_budget_line as fact where fact.is_current
)
select line.line_source, line.org_unit_id, line.entity_id, line.account, line.account_type,
    cast(date_trunc('month', line.day) as date) as month, class.natural_sign,
    coalesce(account.is_workforce_cost, false) or line.account_type = 'payroll' as is_pay, sum(line.amount) as amount
from line
join warehouse.seed.account_class as class
    on class.account_type = line.account_type and class.account_class not in ('balance', 'statistical', 'unmapped')
left join warehouse.core.dim_gl_account as account
    on account.entity_id = line.entity_id and account.account = line.account
    and line.day >= coalesce(account.valid_from, date '0001-01-01')
    and line.day <= coalesce(account.valid_to, date '9999-12-31')
group by all
"""
LINES = "create or replace temp table pay_line as select * from ledger_line where is_pay"
# Other lines of the same account and month (the account became one for pay within it) stand where they were posted.
OTHERS = """
create or replace temp table other_line as
select * from ledger_line
where not is_pay and (entity_id, account, account_type, month) in (
    select (entity_id, account, account_type, month) from pay_line)
"""
ROWS = """
create or replace temp table pay_row as
select row.entity_id, row.org_unit_id, row.account, row.account_type, row.month, row.actual_base, row.budget_base
from {file} as row
where (row.entity_id, row.account, row.account_type, row.month) in (
    select (entity_id, account, account_type, month) from pay_line)
"""
# Where people figures are hidden, by fiscal year: by the mask, by the number of people, by the candidate's own cells.
HIDDEN = """
create or replace temp table pay_hidden as
with pay_group as (
    select cast(min_group as integer) as min_group from warehouse.seed.kpi_catalog where kpi_id = '{kpi}'
)
select mask.org_unit_id, mask.fiscal_year_start as first_day
from warehouse.kpi.kpi_mask as mask join pay_group using (min_group)
where mask.is_hidden
union
select fewest.org_unit_id, fewest.first_day from fewest cross join pay_group where fewest.n_people < pay_group.min_group
union
select cell.org_unit_id, year.first_day
from cell join pay_group using (min_group)
join fiscal_year as year on cell.window_start >= year.first_day and cell.window_end <= year.last_day
where cell.is_suppressed and cell.segment = 'total'
"""
# Units with pay in the fiscal year; for each month the nearest unit above (or itself) with pay rows in the candidate.
PLACED = """
create or replace temp table pay_placed as
with place as (
    select distinct month.month, line.org_unit_id
    from (select distinct month from pay_line) as month
    join fiscal_year as year on month.month between year.first_day and year.last_day
    join pay_line as line on line.month between year.first_day and year.last_day
), holder as (
    select distinct row.month, row.org_unit_id
    from pay_row as row left join pay_hidden as hidden
        on hidden.org_unit_id = row.org_unit_id and hidden.first_day <= row.month
        and row.month < hidden.first_day + interval 12 month
    where hidden.org_unit_id is null
)
select place.org_unit_id, place.month, arg_min(closure.ancestor_id, closure.distance) as holder
from place
join warehouse.kpi.kpi_closure as closure
    on closure.org_unit_id = place.org_unit_id and place.month between closure.valid_from and closure.valid_to
join holder on holder.org_unit_id = closure.ancestor_id and holder.month = place.month
group by all
"""
HIDDEN_ROWS = """
select count(*), min(concat_ws(' ', row.org_unit_id, row.entity_id, strftime(row.month, '%Y-%m')))
from pay_row as row
join pay_hidden as hidden on hidden.org_unit_id = row.org_unit_id and hidden.first_day <= row.month
    and row.month < hidden.first_day + interval 12 month
where not exists (
    select 1 from other_line as other
    where other.entity_id = row.entity_id and other.org_unit_id = row.org_unit_id and other.account = row.account
        and other.account_type = row.account_type and other.month = row.month
)
"""
DIFFERENT = """
with moved as (
    select line.entity_id, placed.holder as org_unit_id, line.account, line.account_type, line.month, line.line_source,
        line.natural_sign, line.amount
    from pay_line as line join pay_placed as placed using (org_unit_id, month)
    union all
    select entity_id, org_unit_id, account, account_type, month, line_source, natural_sign, amount from other_line
), stated as (
    select entity_id, org_unit_id, account, account_type, month,
        coalesce(sum(case when natural_sign < 0 then -amount else amount end) filter (line_source = 'actual'), 0)
            as actual,
        coalesce(sum(amount) filter (line_source = 'budget'), 0) as budget
    from moved group by all
)
select count(*), min(concat_ws(' ', org_unit_id, entity_id, account, strftime(month, '%Y-%m')))
from stated full join pay_row as row using (entity_id, org_unit_id, account, account_type, month)
where coalesce(stated.actual, 0) <> coalesce(row.actual_base, 0)
    or coalesce(stated.budget, 0) <> coalesce(row.budget_base, 0)
"""
SUPPORTS = "select month, holder, list(distinct org_unit_id) from pay_placed group by all order by all"
TOTALS = """
select month.month, shown.org_unit_id, list(distinct placed.org_unit_id)
from (select distinct month from pay_placed) as month
join (
    select distinct org_unit_id, first_day, last_day from cell where is_shown and segment = 'total' and kpi_id = '{kpi}'
) as shown on shown.first_day <= last_day(month.month) and shown.last_day >= month.month
join warehouse.kpi.kpi_closure as closure
    on closure.ancestor_id = shown.org_unit_id and month.month between closure.valid_from and closure.valid_to
join pay_placed as placed on placed.org_unit_id = closure.org_unit_id and placed.month = month.month
group by all order by all
"""
SECRETS = """
select placed.month, hidden.org_unit_id, list(distinct placed.org_unit_id)
from pay_hidden as hidden
join warehouse.kpi.kpi_closure as closure on closure.ancestor_id = hidden.org_unit_id
join pay_placed as placed
    on placed.org_unit_id = closure.org_unit_id and placed.month between closure.valid_from and closure.valid_to
    and hidden.first_day <= placed.month and placed.month < hidden.first_day + interval 12 month
group by all order by all
"""


def pay_leaks(con: duckdb.DuckDBPyConnection, file: Path) -> list[Leak]:
    """What the mart's pay lines give away; tables of `cells.load_cells` are there, the warehouse is attached."""
    for statement in (LEDGER, LINES, OTHERS):
        con.execute(statement)
    con.execute(ROWS.format(file=f"read_parquet('{str(file).replace(chr(39), chr(39) * 2)}')"))
    con.execute(HIDDEN.format(kpi=KPI))
    con.execute(PLACED)
    found = []
    rows, example = con.execute(HIDDEN_ROWS).fetchall()[0]
    if rows:
        found.append(Leak(example, "pay of a unit whose people figures are hidden", int(rows)))
    rows, example = con.execute(DIFFERENT).fetchall()[0]
    if rows:
        found.append(Leak(example, "the row is not the pay of the units that belong there", int(rows)))
    return found + _computed(con)


def _computed(con: duckdb.DuckDBPyConnection) -> list[Leak]:
    spans: dict[date, Span] = defaultdict(Span)
    known = [(month, len(groups), f"pay at {unit}", groups) for month, unit, groups in con.execute(SUPPORTS).fetchall()]
    known += [
        (month, len(groups), f"cost of {unit}", groups)
        for month, unit, groups in con.execute(TOTALS.format(kpi=KPI)).fetchall()
    ]
    for month, _, name, groups in sorted(known):
        spans[month].add(name, dict.fromkeys(groups, 1))
    months: dict[tuple[str, str], list[date]] = defaultdict(list)
    for month, unit, groups in con.execute(SECRETS).fetchall():
        combination = spans[month].express(dict.fromkeys(groups, 1))
        if combination:
            months[unit, combination_text(combination)].append(month)
    return [
        Leak(f"pay of {unit}", f"{how}, e.g. in {min(days):%Y-%m}", len(days))
        for (unit, how), days in sorted(months.items())
    ]
