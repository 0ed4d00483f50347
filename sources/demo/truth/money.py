"""Rates and base amounts, in exact decimals; sums are kept as whole millionths of the base currency."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from sources.demo.events import FxRate
from sources.demo.truth.periods import end_of_month, first_of_month

MICRO = 1_000_000
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
CLOSING_REACH = timedelta(days=7)
"""How far back a closing rate may lie (DESIGN, Currency)."""


def micros(amount: Decimal, rate: Decimal = Decimal(1)) -> int:
    """``amount`` x ``rate`` in millionths, rounded half away from zero."""
    return int(EXACT.multiply(EXACT.multiply(amount, rate), Decimal(MICRO)).to_integral_value(ROUND_HALF_UP))


class Rates:
    """Rates into one base currency; ``None`` where the rate is missing."""

    def __init__(self, rates: Iterable[FxRate], base: str) -> None:
        """Only rates into ``base`` are used: no inverse and no cross rate is guessed."""
        self.base = base
        self._rates: dict[tuple[str, str, str | None], list[tuple[date, Decimal]]] = defaultdict(list)
        for rate in rates:
            if rate.to_currency == base:
                version = rate.budget_version if rate.rate_type == "budget" else None
                self._rates[rate.from_currency, rate.rate_type, version].append((rate.rate_date, rate.rate))
        for dated in self._rates.values():
            dated.sort()

    def average(self, currency: str, day: date) -> Decimal | None:
        """The average rate of the month of ``day``."""
        return self._latest((currency, "average", None), first_of_month(day), end_of_month(day))

    def closing(self, currency: str, day: date) -> Decimal | None:
        """The closing rate of a day, or the last one of the seven days before."""
        return self._latest((currency, "closing", None), day - CLOSING_REACH, day)

    def budget(self, currency: str, version: str, month: date) -> Decimal | None:
        """The budget rate of a version, else of no version in particular, in force on the month's first day."""
        own = self._latest((currency, "budget", version), date.min, month)
        return own if own is not None else self._latest((currency, "budget", None), date.min, month)

    def _latest(self, key: tuple[str, str, str | None], first: date, last: date) -> Decimal | None:
        if key[0] == self.base:
            return Decimal(1)
        dated = self._rates.get(key, [])
        found = bisect_right(dated, last, key=lambda one: one[0]) - 1
        return dated[found][1] if found >= 0 and dated[found][0] >= first else None
