"""Goals: attainment, pace and how many are on track (RULES 5).

A goal has a cell in every period that overlaps it once it has begun; the unit's total exists beside them. The day of
a cell is its window's end d; the goal is read on e = min(d, its end).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sources.demo.events import Company, Goal, GoalCheckin, GoalTrajectoryPoint
from sources.demo.truth.formulas import NO_DATA, NOT_COMPUTABLE, SUPPRESSED, Outcome, round12
from sources.demo.truth.kpis import Cell, Hidden, Kpi, finished, grid
from sources.demo.truth.measures import TOTAL
from sources.demo.truth.periods import Clock, Span, WorkCalendar, first_of_month
from sources.demo.truth.status import Targets

GRACE, ON_TRACK, AT_RISK = 0.10, 0.95, 0.75
HELD_TO_THE_END = ("reach_level", "maintain_min", "maintain_max", "band")
"""Types that are achieved only when the goal's window ends at or beyond the target."""
GRID = grid("week|month|quarter|year", "point")


def expected_share(goal: Goal, points: Sequence[GoalTrajectoryPoint], day: date, work: WorkCalendar) -> float:
    """The share that should be reached on a day of the goal: 0..1."""
    if goal.trajectory == "linear":
        whole = work.count(goal.start_date, goal.end_date)
        return work.count(goal.start_date, day) / whole if whole else 0.0
    if goal.trajectory == "step":
        reached = [point for point in points if point.day <= day]
        return float(reached[-1].expected) if reached else 0.0
    path = {goal.start_date: Decimal(0), goal.end_date: Decimal(1)} | {point.day: point.expected for point in points}
    before = max((one for one in path if one <= day), default=None)
    after = min((one for one in path if one >= day), default=None)
    if before is None or after is None or before == after:
        return float(path[before or after or goal.end_date])
    share = (day - before).days / (after - before).days
    return float(path[before]) + float(path[after] - path[before]) * share


def attainment(goal: Goal, current: float) -> float | None:
    """(current - baseline) / (target - baseline); flow goals run from 0; ``None`` where nothing is to be gained."""
    baseline = 0.0 if goal.is_flow or goal.baseline is None else float(goal.baseline)
    if float(goal.target) == baseline:
        return None
    return (current - baseline) / (float(goal.target) - baseline)


def goal_status(goal: Goal, day: date, reached: float | None, expected: float, stale: bool) -> str:
    """The status of a goal on a day (RULES 5.2, the first that matches).

    Args:
        goal: the goal.
        day: d, which may lie after the goal's end.
        reached: attainment on the day, ``None`` without a value.
        expected: the expected share on the day.
        stale: the last check-in is too old.
    """
    if day < goal.start_date:
        return "not_started"
    full = reached is not None and round12(reached) >= 1
    if full and (goal.goal_type not in HELD_TO_THE_END or day >= goal.end_date):
        return "achieved"
    if day > goal.end_date and reached is not None:
        return "missed"
    if reached is None or stale:
        return NO_DATA
    if round12(expected) < GRACE:
        return "grace"
    pace = round12(reached / expected)
    return "on_track" if pace >= ON_TRACK else "at_risk" if pace >= AT_RISK else "off_track"


@dataclass(frozen=True)
class Reading:
    """A goal on the day of a cell."""

    goal: Goal
    reached: float | None
    missing: str | None
    expected: float
    status: str

    @property
    def attainment(self) -> Outcome:
        """Unclipped."""
        return Outcome(None, self.missing) if self.reached is None else Outcome(round12(self.reached))

    @property
    def pace(self) -> Outcome:
        """Attainment over expected share."""
        if self.reached is None:
            return Outcome(None, self.missing)
        if self.expected == 0:
            return Outcome(None, NOT_COMPUTABLE)
        return Outcome(round12(self.reached / self.expected))


class Goals:
    """The goals of a company with what is needed to read them."""

    def __init__(self, company: Company, clock: Clock, kpis: Mapping[str, Kpi], hidden: Hidden) -> None:
        """``kpis`` by id, for the goals that a KPI measures."""
        self._clock = clock
        self._kpis = kpis
        self._hidden = hidden
        self._goals = company.goals
        self._points: dict[str, list[GoalTrajectoryPoint]] = defaultdict(list)
        for point in sorted(company.goal_trajectory, key=lambda one: one.day):
            self._points[point.goal_id].append(point)
        self._checkins: dict[str, list[GoalCheckin]] = defaultdict(list)
        for checkin in sorted(company.goal_checkins, key=lambda one: one.day):
            if checkin.day <= company.as_of:
                self._checkins[checkin.goal_id].append(checkin)

    def read(self, goal: Goal, day: date) -> Reading:
        """A goal on the day of a cell."""
        until = min(day, goal.end_date)
        expected = expected_share(goal, self._points[goal.goal_id], until, self._clock.work)
        current, stale = self._current(goal, until)
        reached, missing = None, current.missing
        if current.value is not None:
            reached = attainment(goal, current.value)
            missing = NOT_COMPUTABLE if reached is None else None
        return Reading(goal, reached, missing, expected, goal_status(goal, day, reached, expected, stale))

    def _current(self, goal: Goal, day: date) -> tuple[Outcome, bool]:
        """The value on a day, and whether it is stale."""
        if goal.kpi_id is None:
            past = [one for one in self._checkins[goal.goal_id] if one.day <= day]
            if not past:
                return Outcome(None, NO_DATA), False
            return Outcome(float(past[-1].value)), (day - past[-1].day).days * 2 > 3 * goal.cadence_days
        kpi = self._kpis.get(goal.kpi_id)
        if kpi is None or not kpi.for_goals:
            return Outcome(None, NOT_COMPUTABLE), False
        outcome = kpi.over(goal.org_unit_id, Span(goal.start_date, day), self._hidden)
        return (Outcome(None, NO_DATA) if outcome.missing == SUPPRESSED else outcome), False

    def cells(self, targets: Targets) -> Iterator[Cell]:
        """The cells of the three goal KPIs."""
        if not self._goals:
            return
        first = first_of_month(min(goal.start_date for goal in self._goals))
        for grain in GRID:
            for period in self._clock.periods(grain, first):
                day = self._clock.end_of(period)
                by_unit: dict[str, list[Reading]] = defaultdict(list)
                for goal in self._goals:
                    if goal.start_date <= day and period.start <= goal.end_date:
                        by_unit[goal.org_unit_id].append(self.read(goal, day))
                for unit, readings in by_unit.items():
                    for kpi_id, segment, outcome in _outcomes(readings, day):
                        yield finished(kpi_id, (unit, segment), period, "point", outcome, targets)


def _outcomes(readings: Sequence[Reading], day: date) -> Iterator[tuple[str, str, Outcome]]:
    for reading in readings:
        segment = f"goal={reading.goal.goal_id}"
        yield "goal_attainment_pct", segment, reading.attainment
        yield "goal_pace_ratio", segment, reading.pace
    yield "goal_attainment_pct", TOTAL, _weighted(readings)
    yield "goal_pace_ratio", TOTAL, Outcome(None, NOT_COMPUTABLE)
    yield "goals_on_track_pct", TOTAL, _on_track(readings, day)


def _weighted(readings: Sequence[Reading]) -> Outcome:
    """Σ weight x clipped attainment / Σ weight, over the goals that have one."""
    known = [(float(one.goal.weight), one.reached) for one in readings if one.reached is not None]
    if not known:
        return Outcome(None, NO_DATA)
    weights = sum(weight for weight, _ in known)
    if weights == 0:
        return Outcome(None, NOT_COMPUTABLE)
    return Outcome(round12(sum(weight * min(max(reached, 0.0), 1.0) for weight, reached in known) / weights))


def _on_track(readings: Sequence[Reading], day: date) -> Outcome:
    active = [one for one in readings if one.goal.start_date <= day <= one.goal.end_date]
    if not active:
        return Outcome(None, NO_DATA)
    known = [one for one in active if one.status != NO_DATA]
    if not known:
        return Outcome(None, NOT_COMPUTABLE)
    return Outcome(round12(sum(one.status in ("on_track", "achieved") for one in known) / len(known)))
