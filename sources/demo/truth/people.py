"""People, leavers and training; and who may be shown (KPIs with min_group 5).

Headcount leaves contractors out and counts a person at the unit of the day, from the hire date to the last day
worked. Training counts every completed record, contractors' too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate

from sources.demo.events import Company, Employee
from sources.demo.truth.formulas import Formula, Outcome, divide, per_day_of_window, sum_of
from sources.demo.truth.kpis import Kpi, Term, grid
from sources.demo.truth.measures import NOTHING, TOTAL, DistinctMeasure, Fact, Key, SumMeasure, Total
from sources.demo.truth.periods import DAY, Clock, Span, end_of_month, first_of_month
from sources.demo.truth.suppression import hidden_units
from sources.demo.truth.tree import UNASSIGNED, OrgTree

DAYS_OF_YEAR = 365
CENTIHOURS = 100


def is_contractor(employee: Employee) -> bool:
    """Contractors are no headcount and no leavers."""
    return employee.employment_status.lower() == "contractor"


def unit_on(employee: Employee, day: date) -> str:
    """The unit of an employed person; ``unassigned`` on a day outside the employment."""
    if day < employee.hire_date or (employee.termination_date is not None and day > employee.termination_date):
        return UNASSIGNED
    past = [position for position in employee.positions if position.valid_from <= day]
    return (past[-1] if past else employee.positions[0]).org_unit_id


class Headcount:
    """Heads of every unit on every day up to the as-of date."""

    def __init__(self, employees: Iterable[Employee], tree: OrgTree, as_of: date) -> None:
        """Counts each person at the own unit (``direct``) and at every unit above it."""
        staff = [one for one in employees if not is_contractor(one) and one.hire_date <= as_of]
        self._first = min((one.hire_date for one in staff), default=as_of)
        self._size = (as_of - self._first).days + 1
        rolled: dict[str, list[int]] = defaultdict(lambda: [0] * (self._size + 1))
        direct: dict[str, list[int]] = defaultdict(lambda: [0] * (self._size + 1))
        for employee in staff:
            last = min(employee.termination_date or as_of, as_of)
            for unit, start, end in _stays(employee, last):
                self._count(direct[unit], start, end)
                for from_day, to_day in tree.stretches(start, end):
                    for above in tree.above(unit, from_day):
                        self._count(rolled[above], from_day, to_day)
        self._heads = {unit: list(accumulate(changes)) for unit, changes in rolled.items()}
        self._direct = {unit: list(accumulate(changes)) for unit, changes in direct.items()}
        self._days = {unit: [0, *accumulate(heads)] for unit, heads in self._heads.items()}
        self.data_start: date | None = first_of_month(self._first) if staff else None

    def _count(self, changes: list[int], start: date, end: date) -> None:
        changes[(start - self._first).days] += 1
        changes[(end - self._first).days + 1] -= 1

    def places(self) -> Iterable[Key]:
        """(unit, total) with anybody, ever."""
        return [(unit, TOTAL) for unit in self._heads]

    def heads(self, unit: str, day: date, direct: bool = False) -> int:
        """Heads at or below a unit on a day (``direct``: at the unit itself)."""
        index = (day - self._first).days
        counts = (self._direct if direct else self._heads).get(unit)
        return counts[index] if counts is not None and 0 <= index < self._size else 0

    def person_days(self, unit: str, span: Span) -> int:
        """Σ of the daily heads of a span."""
        running = self._days.get(unit)
        if running is None:
            return 0
        low = min(max((span.start - self._first).days, 0), self._size)
        high = min(max((span.end - self._first).days + 1, low), self._size)
        return running[high] - running[low]

    def units(self) -> list[str]:
        """Units with anybody, ever."""
        return sorted(self._heads)


def _stays(employee: Employee, last: date) -> Iterator[tuple[str, date, date]]:
    """(unit, first day, last day) of an employee up to a day."""
    starts = [employee.hire_date]
    starts += [one.valid_from for one in employee.positions if employee.hire_date < one.valid_from <= last]
    for start, end in zip(starts, [*(day - DAY for day in starts[1:]), last], strict=True):
        if start <= end:
            yield unit_on(employee, start), start, end


class PersonDays:
    """Σ of daily heads as a measure."""

    def __init__(self, headcount: Headcount) -> None:
        """``headcount`` has the counts."""
        self._headcount = headcount
        self.data_start = headcount.data_start
        self.places = headcount.places

    def total(self, unit: str, segment: str, span: Span) -> Total:
        """Person-days of a span."""
        days = self._headcount.person_days(unit, span)
        return Total(days, days)


class HeadsAtEnd(PersonDays):
    """Heads on a span's last day as a measure."""

    def total(self, unit: str, segment: str, span: Span) -> Total:
        """Distinct people employed on the day; nobody is no observation."""
        heads = self._headcount.heads(unit, span.end)
        return Total(heads, heads) if heads else NOTHING


class Mask:
    """Which units are hidden in which fiscal year; one mask serves all people KPIs."""

    def __init__(self, headcount: Headcount, tree: OrgTree, clock: Clock) -> None:
        """Masks are worked out when a year is first asked for."""
        self._headcount = headcount
        self._tree = tree
        self._clock = clock
        self._years: dict[int, frozenset[str]] = {}

    def hidden(self, unit: str, spans: Sequence[Span]) -> bool:
        """Is a cell over these windows hidden: in any fiscal year they touch?"""
        return any(unit in self.of_year(year) for year in self._clock.years_touched(spans))

    def of_year(self, year: int) -> frozenset[str]:
        """Hidden units of the fiscal year that starts in a calendar year."""
        if year not in self._years:
            self._years[year] = self._work_out(year)
        return self._years[year]

    def _work_out(self, year: int) -> frozenset[str]:
        as_of = self._clock.as_of
        start = date(year, self._clock.fiscal_start_month, 1)
        days = [day for months in range(12) if (day := end_of_month(start, months)) <= as_of]
        if self._clock.year_start(as_of) == start and as_of not in days:
            days.append(as_of)
        if not days:
            return frozenset()
        people, direct = (
            {unit: min((n for day in days if (n := self._headcount.heads(unit, day, own)) > 0), default=0)
             for unit in (*self._tree.parents(days[-1]), *self._headcount.units())}
            for own in (False, True)
        )  # fmt: skip
        return hidden_units(self._tree.parents(days[-1]), people, direct)


def headcount_mean(totals: Sequence[Total], span: Span, window: str) -> Outcome:
    """Person-days over calendar days of the window (elapsed ones while it runs)."""
    days = totals[0]
    return divide(days.value, Total(span.days if days.rows else 0, days.rows), days.rows)


def turnover(totals: Sequence[Total], span: Span, window: str) -> Outcome:
    """Leavers per person-day: x 365, but x the days of the window where that is already a year (t12m)."""
    return divide(totals[0].value, totals[1], totals[0].rows, span.days if window == "t12m" else DAYS_OF_YEAR)


def people_kpis(company: Company, tree: OrgTree, headcount: Headcount) -> list[Kpi]:
    """The people and learning KPIs; the workforce cost ratio is finance's."""
    leavers = [
        one for one in company.employees
        if not is_contractor(one) and one.termination_date is not None and one.termination_date <= company.as_of
    ]  # fmt: skip
    voluntary = [one for one in leavers if (one.termination_reason or "").lower().startswith("resignation")]
    left, resigned = (SumMeasure(_leavings(group), tree) for group in (leavers, voluntary))
    days = PersonDays(headcount)
    hours, attended = _training(company, tree)
    monthly = "month|quarter|year"

    def kpi(kpi_id: str, on: str, *terms: Term, how: Formula, for_goals: bool = True, grains: str = monthly) -> Kpi:
        return Kpi(kpi_id, grid(grains, on), terms, how, people=True, for_goals=for_goals)

    return [
        kpi("headcount_eop", "point", Term(HeadsAtEnd(headcount)), how=sum_of(), for_goals=False,
            grains="day|week|month|quarter|year"),
        kpi("headcount_avg", "period|t12m", Term(days), how=headcount_mean),
        kpi("turnover_rate_annualised", "period|t12m", Term(left), Term(days), how=turnover),
        kpi("voluntary_turnover_rate_t12m", "t12m", Term(resigned), Term(days), how=per_day_of_window),
        kpi("training_hours_per_employee", "period|t12m", Term(hours), Term(days), how=_hours_per_head),
        kpi("training_sessions_delivered", "period|qtd", Term(attended), how=sum_of()),
    ]  # fmt: skip


def _leavings(group: Iterable[Employee]) -> Iterator[Fact]:
    for one in group:
        if one.termination_date is not None:
            yield Fact(one.termination_date, unit_on(one, one.termination_date), 1)


def _hours_per_head(totals: Sequence[Total], span: Span, window: str) -> Outcome:
    return per_day_of_window((totals[0]._replace(value=totals[0].value / CENTIHOURS), totals[1]), span, window)


def _training(company: Company, tree: OrgTree) -> tuple[SumMeasure, DistinctMeasure]:
    """Completed hours, and the sessions that had their minimum of completed attendees, of delivered sessions."""
    people = {one.number: one for one in company.employees}
    held = {one.session_id: one for one in company.training_sessions
            if one.status == "delivered" and one.day <= company.as_of}  # fmt: skip
    done = [one for one in company.training_records if one.status == "completed" and one.session_id in held]
    present = Counter(one.session_id for one in done)
    hours, seen = [], []
    for record in done:
        session = held[record.session_id]
        employee = people.get(record.employee_number)
        unit = unit_on(employee, session.day) if employee is not None else UNASSIGNED
        hours.append(Fact(session.day, unit, int((record.hours or Decimal(0)) * CENTIHOURS)))
        if present[record.session_id] >= session.min_attendees:
            seen.append((session.day, unit, (), record.session_id))
    return SumMeasure(hours, tree), DistinctMeasure(seen, tree)
