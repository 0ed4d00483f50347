"""Budgets and exchange rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months, month_end
from sources.demo.company.org import CN, DE, US, unit_of_posting
from sources.demo.company.plan import PAYROLL, PLAN, PlanRow, expected_amount
from sources.demo.company.suzhou.plan import BUDGETED
from sources.demo.events import BudgetLine, FxRate

CURRENCY = {US: "USD", DE: "EUR", CN: "CNY"}
SALES_ACCOUNTS = ("Product Sales", "800000", "6001.01")
REVISION_DAY = date(2025, 6, 13)


def budget(frame: Frame) -> tuple[BudgetLine, ...]:
    """Each version is complete for its entity and fiscal year; 2025's of MI-US was revised in June."""
    lines: list[BudgetLine] = []
    for year in frame.years():
        lines += _version(frame, US, year, "original", date(year, 1, 1))
        lines += _version(frame, DE, year, "original", date(year - 1, 12, 13))
        lines += _version(frame, CN, year, "original", date(year, 1, 1))
        if year == REVISION_DAY.year:
            lines += _version(frame, US, year, "R1", REVISION_DAY)
    return tuple(lines)


def _version(frame: Frame, entity: str, year: int, version: str, approved_on: date) -> Iterator[BudgetLine]:
    for (account, label), rows in _grouped(entity).items():
        rng = frame.rng(f"budget:{entity}:{year}:{version}:{account}:{label}")
        sales = account in SALES_ACCOUNTS
        optimism = rng.uniform(0.99, 1.02) if sales else rng.uniform(0.96, 1.05)
        if version == "R1" and sales:
            optimism *= 0.99
        for month in (date(year, number, 1) for number in range(1, 13)):
            amount = sum(expected_amount(row, month) for row in rows) * frame.scale * optimism
            if amount:
                unit = unit_of_posting(label, account, month)
                yield BudgetLine(
                    entity,
                    version,
                    approved_on,
                    account,
                    unit,
                    label,
                    month,
                    Decimal(round(amount, -1)).quantize(Decimal("0.01")),
                    CURRENCY[entity],
                )


def _grouped(entity: str) -> dict[tuple[str, str | None], list[PlanRow]]:
    groups: dict[tuple[str, str | None], list[PlanRow]] = {}
    for row in (*PLAN, *PAYROLL, *BUDGETED):
        if row.entity == entity:
            groups.setdefault((row.account, row.label), []).append(row)
    return groups


@dataclass(frozen=True)
class _Course:
    """How a currency moves against the base currency: where it starts, its bounds, a day's steps, its budget rates.

    ``places`` are the decimals that the rate is quoted with.
    """

    currency: str
    stream: str
    level: float
    low: float
    high: float
    down: float
    up: float
    budget: str
    budget_now: str
    places: int


COURSES = (
    _Course("EUR", "fx", 1.085, 1.02, 1.19, 0.004, 0.0043, "1.07000", "1.08500", 5),
    _Course("CNY", "fx:CNY", 0.1389, 0.1362, 0.1425, 0.00012, 0.000125, "0.139000", "0.138500", 6),
)


def fx_rates(frame: Frame) -> tuple[FxRate, ...]:
    """Each currency to USD: monthly averages, closing rates on Fridays and month ends, budget rates by fiscal year.

    The rates begin before the first year of the history, so that no window meets a missing one.
    """
    return tuple(rate for course in COURSES for rate in _rates(frame, course))


def _rates(frame: Frame, course: _Course) -> Iterator[FxRate]:
    rng = frame.rng(course.stream)
    closing: dict[date, Decimal] = {}
    level = course.level
    day = date(frame.start.year - 1, 12, 1)
    while day <= frame.as_of:
        level = min(course.high, max(course.low, level + rng.uniform(-course.down, course.up)))
        if day.weekday() == 4 or day == month_end(day):
            closing[day] = Decimal(f"{level:.{course.places}f}")
        day += timedelta(days=1)
    for day, rate in closing.items():
        yield FxRate(course.currency, "USD", day, "closing", rate, None)
    month = date(frame.start.year - 1, 12, 1)
    while month <= frame.as_of:
        found = [rate for day, rate in closing.items() if add_months(day, 0) == month]
        mean = (sum(found, Decimal(0)) / len(found)).quantize(Decimal(1).scaleb(-course.places))
        yield FxRate(course.currency, "USD", month, "average", mean, None)
        month = add_months(month, 1)
    for year in frame.years():
        yield FxRate(course.currency, "USD", date(year, 1, 1), "budget", Decimal(course.budget), None)
    yield FxRate(course.currency, "USD", date(frame.as_of.year, 1, 1), "budget", Decimal(course.budget_now), "original")
