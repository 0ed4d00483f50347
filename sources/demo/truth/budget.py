"""The budget in force, and actuals against it.

In force: per entity and fiscal year the version approved last by the as-of date (ties: the greater name). Amounts are
natural (revenue and cost both positive), at the version's budget rate, dated on the first of their month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sources.demo.events import Company
from sources.demo.truth.finance import COST, PROFIT, REVENUE, SPEND, Ledger
from sources.demo.truth.formulas import Outcome, difference, divide, ratio, sum_of
from sources.demo.truth.kpis import Kpi, Term, grid
from sources.demo.truth.measures import Fact, SumMeasure, Total
from sources.demo.truth.money import MICRO, Rates, micros
from sources.demo.truth.periods import Clock, Span

EARNED = (*REVENUE, "other_income")
ACCOUNT_CLASS = {
    **dict.fromkeys(EARNED, "revenue"),
    **dict.fromkeys(COST, "cost"),
    "capex": "capex",
}
"""Budget class of an account type; balance and statistical accounts have none."""


@dataclass(frozen=True)
class Planned:
    """A budget line in base currency (millionths, natural sign); ``None`` where the rate is missing."""

    month: date
    unit: str
    entity_id: str
    account_type: str
    amount: int | None

    def fact(self, sign: int, *segments: str) -> Fact:
        """The line as a row of a measure."""
        if self.amount is None:
            return Fact(self.month, self.unit, 0, segments, blocked=1)
        return Fact(self.month, self.unit, sign * self.amount, segments)


def in_force(company: Company, clock: Clock) -> dict[tuple[str, date], str]:
    """(entity, first day of the fiscal year) -> version."""
    versions: dict[tuple[str, date], tuple[date, str]] = {}
    for line in company.budget:
        if line.approved_on <= company.as_of:
            key = (line.entity_id, clock.year_start(line.month))
            versions[key] = max(versions.get(key, (date.min, "")), (line.approved_on, line.version))
    return {key: version for key, (_, version) in versions.items()}


def planned_lines(company: Company, clock: Clock, rates: Rates) -> Iterator[Planned]:
    """The lines of the versions in force, of accounts that have a budget class."""
    versions = in_force(company, clock)
    types = {(one.entity_id, one.account): one.account_type for one in company.accounts}
    for line in company.budget:
        kind = types.get((line.entity_id, line.account), "")
        if kind in ACCOUNT_CLASS and versions.get((line.entity_id, clock.year_start(line.month))) == line.version:
            rate = rates.budget(line.currency, line.version, line.month)
            amount = None if rate is None else micros(line.amount, rate)
            yield Planned(line.month, line.org_unit_id, line.entity_id, kind, amount)


def _variance_share(totals: Sequence[Total], span: Span, window: str) -> Outcome:
    """(actual - budget) / |budgeted profit|."""
    actual, planned = totals
    base = Total(abs(planned.value), planned.rows)
    return divide(actual.value - planned.value, base, actual.rows)


def budget_kpis(ledger: Ledger, clock: Clock) -> list[Kpi]:
    """The revised budget, its variance, and how much of it is used."""
    tree = ledger.tree
    lines = list(planned_lines(ledger.company, clock, ledger.rates))
    natural = SumMeasure(
        (one.fact(1, f"account_class={ACCOUNT_CLASS[one.account_type]}") for one in lines), tree, with_total=False
    )
    profit = SumMeasure(
        (one.fact(1 if one.account_type in EARNED else -1, f"entity={one.entity_id}")
         for one in lines if one.account_type in PROFIT), tree,
    )  # fmt: skip
    spend = SumMeasure((one.fact(1, f"entity={one.entity_id}") for one in lines if one.account_type in SPEND), tree)
    compared = (Term(ledger.measure(PROFIT)), Term(profit))
    used = (Term(ledger.measure(SPEND, sign=1)), Term(spend, window="full_year"))
    monthly, by = "month|quarter|year", ("total", "entity")
    return [
        Kpi("budget_revised_amt", grid(monthly, "period|ytd|full_year"), (Term(natural),), sum_of(MICRO),
            ("account_class",), for_goals=False),
        Kpi("budget_variance_amt", grid(monthly, "period|ytd"), compared, difference(MICRO), by),
        Kpi("budget_variance_pct", grid(monthly, "period|ytd"), compared, _variance_share, by),
        Kpi("budget_utilisation_pct", grid(monthly, "ytd"), used, ratio(), by, for_goals=False),
    ]  # fmt: skip
