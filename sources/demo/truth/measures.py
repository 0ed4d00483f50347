"""Measures: what a KPI's terms add up, per unit and segment, over any span of days.

A measure answers ``total(unit, segment, span)``. Every fact is rolled up once to all units above it on its day; sums
are then differences of running totals.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from sources.demo.truth.periods import Span, first_of_month
from sources.demo.truth.tree import OrgTree

TOTAL = "total"
Key = tuple[str, str]
"""(org unit, segment)."""


class Total(NamedTuple):
    """A measure over a span: its value, the rows behind it, and the rows that could not be valued."""

    value: float
    rows: int
    blocked: int = 0


NOTHING = Total(0, 0)


class Measure(Protocol):
    """What the terms of a KPI need of a measure."""

    @property
    def data_start(self) -> date | None:
        """First of the month of the earliest row, ``None`` without rows."""

    def places(self) -> Iterable[Key]:
        """(unit, segment) with any row."""

    def total(self, unit: str, segment: str, span: Span) -> Total:
        """The measure over a span of days."""


@dataclass(frozen=True)
class Fact:
    """A row: ``value`` in whole numbers (millionths of money, seconds, counts); ``segments`` beside the total.

    ``rows`` is 0 for a row that only blocks: it belongs to no amount, data start or spine.
    """

    day: date
    unit: str | None
    value: int
    segments: tuple[str, ...] = ()
    blocked: int = 0
    rows: int = 1


class SumMeasure:
    """Σ of facts."""

    def __init__(self, facts: Iterable[Fact], tree: OrgTree, with_total: bool = True) -> None:
        """Rolls the facts up; without a total only the named segments exist."""
        cells: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(dict)
        merged: dict[tuple[date, str | None, tuple[str, ...]], list[int]] = {}
        for fact in facts:
            segments = ((TOTAL, *fact.segments)) if with_total else fact.segments
            row = merged.setdefault((fact.day, fact.unit, segments), [0, 0, 0])
            _add(row, (fact.value, fact.rows, fact.blocked))
        for (day, unit, segments), row in merged.items():
            for above in tree.above(unit, day):
                for segment in segments:
                    _add(cells[above, segment].setdefault(day.toordinal(), [0, 0, 0]), row)
        first = min((key[0] for key, row in merged.items() if row[1]), default=None)
        self.data_start = None if first is None else first_of_month(first)
        self._days: dict[Key, list[int]] = {}
        self._running: dict[Key, list[tuple[int, int, int]]] = {}
        for key, by_day in cells.items():
            self._days[key] = sorted(by_day)
            running = [(0, 0, 0)]
            for ordinal in self._days[key]:
                value, rows, blocked = by_day[ordinal]
                running.append((running[-1][0] + value, running[-1][1] + rows, running[-1][2] + blocked))
            self._running[key] = running

    def places(self) -> Iterable[Key]:
        """(unit, segment) with any row."""
        return [key for key, running in self._running.items() if running[-1][1]]

    def total(self, unit: str, segment: str, span: Span) -> Total:
        """Sum, rows and blocked rows of a span."""
        days = self._days.get((unit, segment))
        if days is None:
            return NOTHING
        running = self._running[unit, segment]
        low = running[bisect_left(days, span.start.toordinal())]
        high = running[max(bisect_right(days, span.end.toordinal()), bisect_left(days, span.start.toordinal()))]
        return Total(high[0] - low[0], high[1] - low[1], high[2] - low[2])


def _add(into: list[int], row: Iterable[int]) -> None:
    for index, number in enumerate(row):
        into[index] += number


class ObservationMeasure:
    """Single observations (day, value), rolled up; the base of distinct counts and percentiles."""

    def __init__(self, rows: Iterable[tuple[date, str | None, tuple[str, ...], object]], tree: OrgTree) -> None:
        """``rows`` are (day, unit, segments beside the total, observation)."""
        cells: dict[Key, list[tuple[int, object]]] = defaultdict(list)
        self.data_start: date | None = None
        for day, unit, segments, observation in rows:
            month = first_of_month(day)
            self.data_start = month if self.data_start is None else min(month, self.data_start)
            for above in tree.above(unit, day):
                for segment in (TOTAL, *segments):
                    cells[above, segment].append((day.toordinal(), observation))
        self._rows = {key: sorted(found, key=lambda row: row[0]) for key, found in cells.items()}

    def places(self) -> Iterable[Key]:
        """(unit, segment) with any observation."""
        return self._rows.keys()

    def observed(self, unit: str, segment: str, span: Span) -> list[object]:
        """The observations of a span."""
        rows = self._rows.get((unit, segment), [])
        low = bisect_left(rows, span.start.toordinal(), key=lambda row: row[0])
        high = bisect_right(rows, span.end.toordinal(), key=lambda row: row[0])
        return [row[1] for row in rows[low:high]]


class DistinctMeasure(ObservationMeasure):
    """Distinct observations, recounted at every unit and span."""

    def total(self, unit: str, segment: str, span: Span) -> Total:
        """The number of distinct observations."""
        seen = self.observed(unit, segment, span)
        return Total(len(set(seen)), len(seen))


class PercentileMeasure(ObservationMeasure):
    """A continuous quantile of the observations (floats)."""

    share = 0.85

    def total(self, unit: str, segment: str, span: Span) -> Total:
        """The quantile over the observations of a span."""
        return quantile_total([value for value in self.observed(unit, segment, span) if isinstance(value, float)])


def quantile_total(values: list[float], share: float = PercentileMeasure.share) -> Total:
    """Linear interpolation between the two order statistics around (n - 1) x share."""
    if not values:
        return NOTHING
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return Total(ordered[low] + (ordered[high] - ordered[low]) * (place - low), len(ordered))
