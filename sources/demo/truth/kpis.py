"""A KPI as the truth sees it, and the walk over its cells.

What belongs here: grid, terms, spine, and the order in which a cell's reasons win: suppressed, window before the data
start, a row that could not be valued, the formula's own NULL law, the target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sources.demo.truth.formulas import GOAL_WINDOW, NOT_COMPUTABLE, SUPPRESSED, Formula, Outcome
from sources.demo.truth.measures import TOTAL, Key, Measure
from sources.demo.truth.periods import Clock, Period, Span
from sources.demo.truth.status import Targets

Grid = Mapping[str, tuple[str, ...]]
"""grain -> windows."""
Hidden = Callable[[str, Sequence[Span]], bool]
"""Is a unit's people cell over these windows hidden?"""


def grid(grains: str, windows: str) -> Grid:
    """Every window for every grain; both as in the catalogue (`month|quarter`)."""
    return {grain: tuple(windows.split("|")) for grain in grains.split("|")}


@dataclass(frozen=True)
class Cell:
    """One row of the truth, keyed like `mart_kpi`."""

    kpi_id: str
    org_unit_id: str
    segment: str
    grain: str
    time_window: str
    period_start: date
    value: float | None
    status: str

    @property
    def key(self) -> tuple[str, str, str, str, str, date]:
        """The key columns."""
        return (self.kpi_id, self.org_unit_id, self.segment, self.grain, self.time_window, self.period_start)


@dataclass(frozen=True)
class Term:
    """A measure over the row's window, or over a ``window`` of its own, or ``back`` ('1y') in time."""

    measure: Measure
    window: str | None = None
    back: str | None = None


@dataclass(frozen=True)
class Kpi:
    """A KPI: its grid, the terms, and the formula over their totals."""

    kpi_id: str
    grid: Grid
    terms: tuple[Term, ...]
    formula: Formula
    segment_types: tuple[str, ...] = (TOTAL,)
    people: bool = False
    for_goals: bool = True
    """Whether a goal can read it over a window of its own: sums, ratios and distinct counts without offsets."""

    @property
    def data_start(self) -> date | None:
        """The earliest data start of its terms."""
        return min((start for term in self.terms if (start := term.measure.data_start) is not None), default=None)

    def keys(self) -> list[Key]:
        """(unit, segment) with a row of any term, ever."""
        found = {key for term in self.terms for key in term.measure.places()}
        return sorted(key for key in found if key[1].partition("=")[0] in self.segment_types)

    def spans(self, clock: Clock, period: Period, window: str) -> list[Span]:
        """The days of each term in a cell."""
        return [
            clock.window(period, term.window or window)
            if term.back is None
            else clock.shifted(period, term.window or window, term.back)
            for term in self.terms
        ]

    def outcome(self, key: Key, spans: Sequence[Span], own: Span, window: str) -> Outcome:
        """The value over the terms' windows, but for suppression; ``own`` is the row's window."""
        for term, span in zip(self.terms, spans, strict=True):
            start = term.measure.data_start
            if start is not None and span.start < start:
                return Outcome(None, NOT_COMPUTABLE)
        totals = [term.measure.total(*key, span) for term, span in zip(self.terms, spans, strict=True)]
        if any(total.blocked for total in totals):
            return Outcome(None, NOT_COMPUTABLE)
        return self.formula(totals, own, window)

    def over(self, unit: str, span: Span, hidden: Hidden) -> Outcome:
        """The total of a unit over any span, as a goal reads it."""
        spans = [span] * len(self.terms)
        if self.people and hidden(unit, spans):
            return Outcome(None, SUPPRESSED)
        return self.outcome((unit, TOTAL), spans, span, GOAL_WINDOW)

    def cells(self, clock: Clock, hidden: Hidden, targets: Targets) -> Iterator[Cell]:
        """Every cell of the KPI: its keys x the periods of its grid from its data start on."""
        first = self.data_start
        if first is None:
            return
        keys = self.keys()
        for grain, windows in self.grid.items():
            for period in clock.periods(grain, first):
                for window in windows:
                    spans, own = self.spans(clock, period, window), clock.window(period, window)
                    for key in keys:
                        if self.people and hidden(key[0], spans):
                            outcome = Outcome(None, SUPPRESSED)
                        else:
                            outcome = self.outcome(key, spans, own, window)
                        yield finished(self.kpi_id, key, period, window, outcome, targets)


def finished(kpi_id: str, key: Key, period: Period, window: str, outcome: Outcome, targets: Targets) -> Cell:
    """The cell of an outcome, judged against its target."""
    status = outcome.missing
    if status is None and outcome.value is not None:
        status = targets.status((kpi_id, *key, period.grain, window), period.start, outcome.value)
    return Cell(kpi_id, *key, period.grain, window, period.start, outcome.value, status or NOT_COMPUTABLE)
