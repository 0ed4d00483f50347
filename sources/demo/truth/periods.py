"""Grains, windows and offsets: which days a cell looks at.

What belongs here: calendar arithmetic on an as-of date, working days included. What does not: facts.
All windows are closed intervals of days; the running period ends on the as-of date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

GRAINS = ("day", "week", "month", "quarter", "year")
REACH_BACK = {"day": 92, "week": 104, "month": 60, "quarter": 20, "year": 5}
"""Number of periods kept per grain, the running one included."""
TRAILING_DAYS = {"t4w": 28, "t13w": 91, "t28d": 28, "t30d": 30, "t90d": 90}
TRAILING_MONTHS = {"t3m": 3, "t12m": 12}
OFFSET_MONTHS = {"m": 1, "q": 3, "y": 12}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A closed interval of days; empty when ``end`` < ``start``."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Calendar days of the interval."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Period:
    """A calendar period of a grain; ``end`` is its calendar end, also while it runs."""

    grain: str
    start: date
    end: date


def first_of_month(day: date, months: int = 0) -> date:
    """The first of the month ``months`` after (before, if negative) the month of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def end_of_month(day: date, months: int = 0) -> date:
    """The last day of the month ``months`` after the month of ``day``."""
    return first_of_month(day, months + 1) - DAY


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    first = first_of_month(day, months)
    return min(first + timedelta(days=day.day - 1), end_of_month(first))


@dataclass(frozen=True)
class WorkCalendar:
    """Monday to Friday, but for the days that differ."""

    exceptions: dict[date, bool]
    first: date = date(2000, 1, 1)
    last: date = date(2060, 12, 31)

    @cached_property
    def _running(self) -> list[int]:
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        return [0, *accumulate(int(self.exceptions.get(day, day.weekday() < 5)) for day in days)]

    def count(self, start: date, end: date) -> int:
        """Working days in [start, end]; 0 when the interval is empty."""
        if end < start:
            return 0
        return self._running[(end - self.first).days + 1] - self._running[(start - self.first).days]

    def nth(self, start: date, number: int, last: date) -> date:
        """The first day from ``start`` on with ``number`` working days elapsed, at most ``last``; 0: the day before."""
        if number == 0:
            return start - DAY
        day = start
        while day < last and self.count(start, day) < number:
            day += DAY
        return day


@dataclass(frozen=True)
class Clock:
    """The company's fiscal calendar, seen from an as-of date."""

    as_of: date
    work: WorkCalendar
    fiscal_start_month: int = 1
    _shifted: dict[tuple[Period, str, str], Span] = field(default_factory=dict, compare=False, repr=False)

    def year_start(self, day: date) -> date:
        """First day of the fiscal year of ``day``."""
        return first_of_month(day, -((day.month - self.fiscal_start_month) % 12))

    def quarter_start(self, day: date) -> date:
        """First day of the fiscal quarter of ``day``."""
        return first_of_month(day, -((day.month - self.fiscal_start_month) % 3))

    def period_of(self, grain: str, day: date) -> Period:
        """The period of a grain that contains ``day``."""
        if grain == "day":
            return Period(grain, day, day)
        if grain == "week":
            monday = day - timedelta(days=day.weekday())
            return Period(grain, monday, monday + timedelta(days=6))
        if grain == "month":
            return Period(grain, first_of_month(day), end_of_month(day))
        if grain == "quarter":
            start = self.quarter_start(day)
            return Period(grain, start, end_of_month(start, 2))
        if grain == "year":
            start = self.year_start(day)
            return Period(grain, start, end_of_month(start, 11))
        raise ValueError(f"no such grain: {grain}")

    def periods(self, grain: str, data_start: date) -> list[Period]:
        """The periods of a grain from the data start to the as-of date, oldest first, within the reach-back."""
        found: list[Period] = []
        day = self.as_of
        while day >= data_start and len(found) < REACH_BACK[grain]:
            period = self.period_of(grain, day)
            found.append(period)
            day = period.start - DAY
        return found[::-1]

    def end_of(self, period: Period) -> date:
        """The last day that counts in a period: its end, or the as-of date while it runs."""
        return min(period.end, self.as_of)

    def window(self, period: Period, name: str) -> Span:
        """The days of a window of a period (RULES 0)."""
        return self._window(period.start, self.end_of(period), name)

    def _window(self, period_start: date, end: date, name: str) -> Span:
        if name == "period":
            return Span(period_start, end)
        if name == "qtd":
            return Span(self.quarter_start(end), end)
        if name == "ytd":
            return Span(self.year_start(end), end)
        if name == "full_year":
            return Span(self.year_start(end), end_of_month(self.year_start(end), 11))
        if name == "point":
            return Span(end, end)
        if name in TRAILING_DAYS:
            return Span(end - timedelta(days=TRAILING_DAYS[name] - 1), end)
        if name in TRAILING_MONTHS:
            return Span(first_of_month(end, 1 - TRAILING_MONTHS[name]), end)
        raise ValueError(f"no such window: {name}")

    def shifted(self, period: Period, name: str, back: str) -> Span:
        """A window of the period ``back`` ('1y', '1q', '2m') earlier; a running one is cut at equal working days."""
        key = (period, name, back)
        if key not in self._shifted:
            self._shifted[key] = self._shift(period, name, back)
        return self._shifted[key]

    def _shift(self, period: Period, name: str, back: str) -> Span:
        window = self.window(period, name)
        thing = self._compared(period, name, window.end)
        months = -int(back[:-1]) * OFFSET_MONTHS[back[-1]]
        end = self.same_progress(Span(thing.start, thing.end), window.end, months)
        return Span(shift_months(window.start, months), end)

    def same_progress(self, thing: Span, day: date, months: int) -> date:
        """The day on which ``thing``, moved by months, is as far as ``thing`` is on ``day``.

        The end where ``day`` is the thing's end; else the day with as many working days elapsed.
        """
        start = shift_months(thing.start, months)
        last = shift_months(thing.end + DAY, months) - DAY
        if day >= thing.end:
            return last
        return self.work.nth(start, self.work.count(thing.start, day), last)

    def _compared(self, period: Period, name: str, end: date) -> Period:
        """What runs or is complete when a window is compared with an earlier one."""
        if name == "qtd":
            return self.period_of("quarter", end)
        if name in ("ytd", "full_year"):
            return self.period_of("year", end)
        if name in TRAILING_MONTHS:
            return self.period_of("month", end)
        if name == "period" and period.grain in ("month", "quarter", "year"):
            return period
        raise ValueError(f"no offset is defined for {name} of a {period.grain}")

    def years_touched(self, spans: Iterable[Span]) -> range:
        """Fiscal years (named by the calendar year they start in) from the earliest to the latest day."""
        known = list(spans)
        first = self.year_start(min(span.start for span in known)).year
        return range(first, self.year_start(max(span.end for span in known)).year + 1)
