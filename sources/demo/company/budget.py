"""Budgets and exchange rates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months, month_end
from sources.demo.company.org import DE, US, unit_of_posting
from sources.demo.company.plan import PAYROLL, PLAN, PlanRow, expected_amount
from sources.demo.events import BudgetLine, FxRate

CURRENCY = {US: "USD", DE: "EUR"}
REVISION_DAY = date(2025, 6, 13)


def budget(frame: Frame) -> tuple[BudgetLine, ...]:
    """Each version is complete for its entity and fiscal year; 2025's of MI-US was revised in June."""
    lines: list[BudgetLine] = []
    for year in frame.years():
        lines += _version(frame, US, year, "original", date(year, 1, 1))
        lines += _version(frame, DE, year, "original", date(year - 1, 12, 13))
        if year == REVISION_DAY.year:
            lines += _version(frame, US, year, "R1", REVISION_DAY)
    return tuple(lines)


def _version(frame: Frame, entity: str, year: int, version: str, approved_on: date) -> Iterator[BudgetLine]:
    for (account, label), rows in _grouped(entity).items():
        rng = frame.rng(f"budget:{entity}:{year}:{version}:{account}:{label}")
        sales = account in ("Product Sales", "800000")
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
    for row in (*PLAN, *PAYROLL):
        if row.entity == entity:
            groups.setdefault((row.account, row.label), []).append(row)
    return groups


def fx_rates(frame: Frame) -> tuple[FxRate, ...]:
    """EUR to USD: monthly averages, closing rates on Fridays and month ends, budget rates by fiscal year.

    The rates begin before the first year of the history, so that no window meets a missing one.
    """
    rng = frame.rng("fx")
    rates: list[FxRate] = []
    level = 1.085
    day = date(frame.start.year - 1, 12, 1)
    while day <= frame.as_of:
        level = min(1.19, max(1.02, level + rng.uniform(-0.004, 0.0043)))
        if day.weekday() == 4 or day == month_end(day):
            rates.append(_rate("closing", day, level))
        day += timedelta(days=1)
    month = date(frame.start.year - 1, 12, 1)
    while month <= frame.as_of:
        closings = [one.rate for one in rates if one.rate_type == "closing" and add_months(one.rate_date, 0) == month]
        mean = sum(closings, Decimal(0)) / len(closings)
        rates.append(FxRate("EUR", "USD", month, "average", mean.quantize(Decimal("0.00001")), None))
        month = add_months(month, 1)
    for year in frame.years():
        rates.append(FxRate("EUR", "USD", date(year, 1, 1), "budget", Decimal("1.07000"), None))
    rates.append(FxRate("EUR", "USD", date(frame.as_of.year, 1, 1), "budget", Decimal("1.08500"), "original"))
    return tuple(rates)


def _rate(rate_type: str, day: date, level: float) -> FxRate:
    return FxRate("EUR", "USD", day, rate_type, Decimal(f"{level:.5f}"), None)
