"""Bookings, win rate and growth from opportunities, by close date."""

from __future__ import annotations

from collections.abc import Iterator

from sources.demo.events import Company
from sources.demo.truth.formulas import growth, ratio, sum_of
from sources.demo.truth.kpis import Kpi, Term, grid
from sources.demo.truth.measures import Fact, SumMeasure
from sources.demo.truth.money import MICRO, Rates, micros
from sources.demo.truth.tree import OrgTree


def sales_kpis(company: Company, tree: OrgTree, rates: Rates) -> list[Kpi]:
    """Won amounts in base currency at the closing rate of the close date; won deals over closed ones."""
    closed = [one for one in company.opportunities if one.is_closed and one.close_date <= company.as_of]
    bookings = SumMeasure(_bookings(company, rates), tree)
    won = SumMeasure((Fact(one.close_date, one.org_unit_id, int(one.is_won)) for one in closed), tree)
    decided = SumMeasure((Fact(one.close_date, one.org_unit_id, 1) for one in closed), tree)
    running = {**grid("day|week|month|quarter", "period|qtd|ytd"), **grid("year", "period|ytd")}
    quarterly = {**grid("quarter", "period|qtd"), **grid("year", "qtd")}
    return [
        Kpi("sales_bookings_amt", running, (Term(bookings),), sum_of(MICRO)),
        Kpi("win_rate_pct", grid("month|quarter|year", "period|t12m"), (Term(won), Term(decided)), ratio()),
        Kpi("sales_growth_qoq_pct", quarterly, (Term(bookings), Term(bookings, back="1q")), growth, for_goals=False),
    ]


def _bookings(company: Company, rates: Rates) -> Iterator[Fact]:
    for one in company.opportunities:
        if one.is_won and one.close_date <= company.as_of:
            rate = rates.closing(one.currency, one.close_date)
            if rate is None:
                yield Fact(one.close_date, one.org_unit_id, 0, blocked=1)
            else:
                yield Fact(one.close_date, one.org_unit_id, micros(one.amount, rate))
