"""How the totals of a KPI's terms become its value (RULES 0): NULL and 0 are told apart here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sources.demo.truth.measures import Total
from sources.demo.truth.periods import Span

NO_DATA = "no_data"
NOT_COMPUTABLE = "not_computable"
SUPPRESSED = "suppressed"
GOAL_WINDOW = "goal"
"""Name of the window [start, day] over which a goal reads its KPI."""


class Outcome(NamedTuple):
    """A value, or the reason why there is none; both are never set."""

    value: float | None
    missing: str | None = None


Formula = Callable[[Sequence[Total], Span, str], Outcome]
"""(totals of the terms, the row's own window, its name) -> outcome."""


def round12(value: float) -> float:
    """12 significant digits, the precision of published ratios; never -0.0."""
    return float(f"{value:.11e}") + 0.0


def sum_of(divisor: int = 1) -> Formula:
    """Σ of the terms; no row in any of them is no data. Money comes in millionths, hence the divisor."""

    def value(totals: Sequence[Total], span: Span, window: str) -> Outcome:
        if not any(total.rows for total in totals):
            return Outcome(None, NO_DATA)
        return Outcome(sum(total.value for total in totals) / divisor + 0.0)

    return value


def difference(divisor: int = 1) -> Formula:
    """First term minus the second; a side without rows counts 0."""
    plain = sum_of(divisor)

    def value(totals: Sequence[Total], span: Span, window: str) -> Outcome:
        first, second = totals
        return plain((first, second._replace(value=-second.value)), span, window)

    return value


def divide(numerator: float, denominator: Total, rows: int, scale: float = 1, positive: bool = False) -> Outcome:
    """Numerator / denominator x scale, where ``rows`` lie behind the numerator.

    ``positive``: a denominator below 0 is not computable either.
    """
    if not rows and not denominator.rows:
        return Outcome(None, NO_DATA)
    if not denominator.rows or denominator.value == 0 or (positive and denominator.value < 0):
        return Outcome(None, NOT_COMPUTABLE)
    return Outcome(round12(numerator / denominator.value * scale))


def ratio(scale: float = 1, positive: bool = False) -> Formula:
    """First term / second term x scale."""

    def value(totals: Sequence[Total], span: Span, window: str) -> Outcome:
        numerator, denominator = totals
        return divide(numerator.value, denominator, numerator.rows, scale, positive)

    return value


def growth(totals: Sequence[Total], span: Span, window: str) -> Outcome:
    """(current - base) / base, for a base above 0."""
    current, base = totals
    return divide(current.value - base.value, base, current.rows, positive=True)


def per_day_of_window(totals: Sequence[Total], span: Span, window: str) -> Outcome:
    """First term per head, heads being person-days / days of the window."""
    return divide(totals[0].value * span.days, totals[1], totals[0].rows)
