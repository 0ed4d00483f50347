"""The independent truth of the demo company: value and status of every cell of ``mart_kpi``.

Worked out from the event list alone, in plain Python: no SQL, no database, no export is read. The warehouse is proved
against it (1e-9 relative; suppressed exactly where the truth says so).

Where the rules live:

- ``periods``      grains, windows, offsets (a running period is compared with as many working days)
- ``tree``         a fact counts at its unit and at all units above it on its day
- ``measures``     what a term adds up over a span: sums, distinct counts, percentiles
- ``formulas``     NULL is not 0: no rows are ``no_data``, a missing base is ``not_computable``
- ``kpis``         the grid, the spine (every unit and segment that ever had a row), and which reason wins:
  suppressed; a window before the data start or a row without a rate (not_computable); the formula; the target
- ``suppression``  small groups and their complements, one mask per fiscal year (worked out in ``people``)
- ``money``        exact decimals, base amounts rounded half up to 6 places per row
- ``status``       value against target
- ``finance budget sales customer work people risk goals``  the KPIs of each domain
"""

from __future__ import annotations

import csv
from pathlib import Path

from sources.demo.events import Company
from sources.demo.truth.budget import budget_kpis
from sources.demo.truth.customer import customer_kpis
from sources.demo.truth.finance import Ledger, finance_kpis
from sources.demo.truth.goals import Goals
from sources.demo.truth.kpis import Cell
from sources.demo.truth.money import Rates
from sources.demo.truth.people import Headcount, Mask, people_kpis
from sources.demo.truth.periods import Clock, WorkCalendar
from sources.demo.truth.risk import risk_kpis
from sources.demo.truth.sales import sales_kpis
from sources.demo.truth.status import Targets
from sources.demo.truth.tree import OrgTree
from sources.demo.truth.work import work_kpis

__all__ = ["COLUMNS", "Cell", "compute_truth", "write_truth"]

COLUMNS = ("kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start", "value", "status")


def compute_truth(company: Company) -> list[Cell]:
    """Every cell of ``mart_kpi``, sorted by key."""
    exceptions = {one.day: one.is_working for one in company.calendar_days if one.calendar == company.calendar}
    clock = Clock(company.as_of, WorkCalendar(exceptions), company.fiscal_start_month)
    tree = OrgTree(company.org_positions, company.root_org_unit)
    rates = Rates(company.fx_rates, company.base_currency)
    targets = Targets(company.kpi_targets)
    headcount = Headcount(company.employees, tree, company.as_of)
    hidden = Mask(headcount, tree, clock).hidden
    ledger = Ledger(company, tree, rates)
    kpis = [
        *finance_kpis(ledger),
        *budget_kpis(ledger, clock),
        *people_kpis(company, tree, headcount),
        *sales_kpis(company, tree, rates),
        *customer_kpis(company, tree),
        *work_kpis(company, tree),
        *risk_kpis(company, tree, rates),
    ]
    cells = [cell for kpi in kpis for cell in kpi.cells(clock, hidden, targets)]
    cells += Goals(company, clock, {kpi.kpi_id: kpi for kpi in kpis}, hidden).cells(targets)
    return sorted(cells, key=lambda cell: cell.key)


def write_truth(company: Company, path: Path) -> int:
    """Writes the cells as CSV (``COLUMNS``; a missing value is empty, 17 digits otherwise); returns their number."""
    cells = compute_truth(company)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for cell in cells:
            value = "" if cell.value is None else repr(float(cell.value))
            writer.writerow([*cell.key, value, cell.status])
    return len(cells)
