"""The frame of the company: its period, its random streams, its working days."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

AS_OF = date(2025, 12, 19)


@dataclass(frozen=True)
class Frame:
    """What every area of the company is built on."""

    seed: int
    scale: float
    months: int
    start: date
    as_of: date

    def rng(self, area: str) -> random.Random:
        """A stream of its own for each area, so that a change in one leaves the others as they are."""
        return random.Random(f"meridian:{self.seed}:{area}")

    def count(self, at_scale_one: float, least: int = 1) -> int:
        """``at_scale_one`` things at scale 1, at least ``least``."""
        return max(least, round(at_scale_one * self.scale))

    def month_starts(self) -> list[date]:
        """First days of the months from the start to the as-of date."""
        return [add_months(self.start, offset) for offset in range(self.months)]

    def years(self) -> list[int]:
        """Calendar years that the history touches."""
        return list(range(self.start.year, self.as_of.year + 1))


def make_frame(seed: int, scale: float, months: int) -> Frame:
    """The frame of ``months`` calendar months that end with the month of the as-of date."""
    if months < 1 or scale <= 0:
        raise ValueError("a demo company needs at least one month and a scale above 0")
    first = date(AS_OF.year, AS_OF.month, 1)
    return Frame(seed=seed, scale=scale, months=months, start=add_months(first, 1 - months), as_of=AS_OF)


def add_months(day: date, months: int) -> date:
    """The first of the month ``months`` after the month of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month_end(day: date) -> date:
    """Last day of the month of ``day``."""
    return add_months(day, 1) - timedelta(days=1)


def weekday_on_or_after(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def weekdays_of_month(day: date) -> list[date]:
    """Monday to Friday of the month of ``day``."""
    first, last = date(day.year, day.month, 1), month_end(day)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [one for one in days if one.weekday() < 5]
