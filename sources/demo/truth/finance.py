"""Revenue, margins, growth and workforce cost from the ledger.

p = -(debit-positive amount) in base currency at the average rate of the posting month, closing entries left out;
profit adds p. All ledger measures are in millionths of the base currency.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sources.demo.events import Company
from sources.demo.truth.formulas import growth, ratio, sum_of
from sources.demo.truth.kpis import Kpi, Term, grid
from sources.demo.truth.measures import Fact, SumMeasure
from sources.demo.truth.money import MICRO, Rates, micros
from sources.demo.truth.tree import OrgTree

REVENUE = ("revenue", "contra_revenue")
COST = ("cogs", "tax_surcharge", "opex", "payroll", "depreciation", "other_expense", "interest", "tax")
OPERATING = (*REVENUE, "cogs", "tax_surcharge", "opex", "payroll", "depreciation")
PROFIT = (*REVENUE, "other_income", *COST)
SPEND = (*COST, "capex")
UNMAPPED = "unmapped"


@dataclass(frozen=True)
class Posting:
    """A ledger line in base currency (millionths, debit-positive); ``None`` where the rate is missing."""

    day: date
    unit: str
    entity_id: str
    account_type: str
    is_workforce_cost: bool
    amount: int | None


@dataclass(frozen=True)
class Ledger:
    """The postings that count, and the measures cut from them."""

    company: Company
    tree: OrgTree
    rates: Rates

    @cached_property
    def postings(self) -> list[Posting]:
        """Lines up to the as-of date, without closing entries."""
        company = self.company
        accounts = {(one.entity_id, one.account): one for one in company.accounts}
        currencies = {one.entity_id: one.currency for one in company.entities}
        found = []
        for line in company.ledger:
            if line.posting_date > company.as_of or line.entry_kind == "closing":
                continue
            account = accounts.get((line.entity_id, line.account))
            rate = self.rates.average(currencies[line.entity_id], line.posting_date)
            found.append(
                Posting(
                    line.posting_date, line.org_unit_id, line.entity_id,
                    account.account_type if account is not None else UNMAPPED,
                    account is not None and account.is_workforce_cost,
                    None if rate is None else micros(line.amount, rate),
                )
            )  # fmt: skip
        return found

    def measure(self, types: Container[str], sign: int = -1, unmapped_blocks: bool = False) -> SumMeasure:
        """``sign`` x amount of the postings of some account types."""
        return SumMeasure(self._facts(types, sign, unmapped_blocks), self.tree)

    def workforce(self) -> SumMeasure:
        """The debit-positive amount of workforce cost accounts."""
        costs = (_fact(one, 1) for one in self.postings if one.is_workforce_cost)
        return SumMeasure(costs, self.tree)

    def _facts(self, types: Container[str], sign: int, unmapped_blocks: bool) -> Iterator[Fact]:
        for one in self.postings:
            if one.account_type in types:
                yield _fact(one, sign)
            elif unmapped_blocks and one.account_type == UNMAPPED:
                yield Fact(one.day, one.unit, 0, (f"entity={one.entity_id}",), blocked=1, rows=0)


def _fact(posting: Posting, sign: int) -> Fact:
    segments = (f"entity={posting.entity_id}",)
    if posting.amount is None:
        return Fact(posting.day, posting.unit, 0, segments, blocked=1)
    return Fact(posting.day, posting.unit, sign * posting.amount, segments)


def finance_kpis(ledger: Ledger) -> list[Kpi]:
    """Net revenue, the margins, growth on the year, and workforce cost over revenue."""
    revenue = ledger.measure(REVENUE)
    gross = ledger.measure((*REVENUE, "cogs"), unmapped_blocks=True)
    operating = ledger.measure(OPERATING, unmapped_blocks=True)
    monthly, by = "month|quarter|year", ("total", "entity")
    return [
        Kpi("net_revenue", grid(monthly, "period|ytd"), (Term(revenue),), sum_of(MICRO), by),
        Kpi("gross_margin_pct", grid(monthly, "period|t12m"), (Term(gross), Term(revenue)), ratio(positive=True), by),
        Kpi("operating_margin_pct", grid(monthly, "period|t12m"), (Term(operating), Term(revenue)),
            ratio(positive=True), by),
        Kpi("revenue_growth_yoy_pct", grid(monthly, "period|t3m|t12m"), (Term(revenue), Term(revenue, back="1y")),
            growth, by, for_goals=False),
        Kpi("workforce_cost_ratio_pct", grid(monthly, "t12m"), (Term(ledger.workforce()), Term(revenue)),
            ratio(positive=True), people=True),
    ]  # fmt: skip
