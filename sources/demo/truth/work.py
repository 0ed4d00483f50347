"""Throughput, flow, cycle time, age and punctuality of work items.

Days are the site's; a project exported with its changelog shows every move, one exported as snapshots only what each
snapshot shows: its items have throughput (by the resolved moment) and punctuality, but no flow, cycle time or age.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sources.demo.events import Company, Project, WorkItem
from sources.demo.truth.formulas import ratio, sum_of
from sources.demo.truth.kpis import Kpi, Term, grid
from sources.demo.truth.measures import Fact, PercentileMeasure, SumMeasure
from sources.demo.truth.periods import DAY
from sources.demo.truth.tree import OrgTree

SECONDS_PER_DAY = 86_400
IN_PROGRESS, DONE, CANCELLED = "in_progress", "done", "cancelled"


@dataclass(frozen=True)
class Site:
    """The tracker's time zone and the meaning of its statuses."""

    zone: ZoneInfo
    categories: dict[str, str]
    active: frozenset[str]

    def day(self, moment: datetime) -> date:
        """The site's day of a moment."""
        return moment.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The site's midnight after a day."""
        return datetime.combine(day + DAY, time(), self.zone).astimezone(ZoneInfo("UTC"))

    def category(self, status: str) -> str:
        """todo, in_progress, done or cancelled; unknown ones are todo."""
        return self.categories.get(status, "todo")


@dataclass(frozen=True)
class Stay:
    """Time in one status; ``end`` is ``None`` while it lasts."""

    status: str
    category: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class History:
    """A work item as known at a moment (``until``): later moves are not seen."""

    item: WorkItem
    site: Site
    until: datetime

    @cached_property
    def stays(self) -> list[Stay]:
        """The statuses in order; the first one begins with the item."""
        moves = [move for move in self.item.transitions if move[0] < self.until]
        if not moves:
            return []
        statuses = [moves[0][1], *(to for _, _, to in moves)]
        starts = [self.item.created, *(at for at, _, _ in moves)]
        ends = [*starts[1:], None]
        return [
            Stay(status, self.site.category(status), start, end)
            for status, start, end in zip(statuses, starts, ends, strict=True)
        ]

    @property
    def category(self) -> str:
        """The category now."""
        return self.stays[-1].category if self.stays else "todo"

    @cached_property
    def done_at(self) -> datetime | None:
        """The last move into done from elsewhere, of an item that is done now."""
        if self.category != DONE:
            return None
        stays = self.stays
        entries = [
            stay.start for index, stay in enumerate(stays)
            if stay.category == DONE and (index == 0 or stays[index - 1].category != DONE)
        ]  # fmt: skip
        return entries[-1]

    @cached_property
    def begun_at(self) -> datetime | None:
        """The first move into progress."""
        return next((stay.start for stay in self.stays if stay.category == IN_PROGRESS), None)

    def seconds(self, active: bool) -> int:
        """Seconds in active (or waiting) progress from the first start to the last finish."""
        done = self.done_at
        if done is None:
            return 0
        spent = timedelta()
        for stay in self.stays:
            if stay.category == IN_PROGRESS and (stay.status in self.site.active) is active:
                spent += (stay.end or done) - stay.start
        return int(spent.total_seconds())

    @property
    def due(self) -> date | None:
        """The due date now."""
        changes = [day for at, day in self.item.due_changes if at < self.until]
        return changes[-1] if changes else None

    @property
    def first_due(self) -> date | None:
        """The first due date ever set."""
        return next((day for at, day in self.item.due_changes if at < self.until and day is not None), None)


@dataclass(frozen=True)
class Tracked:
    """An item with what its export tells of it."""

    history: History
    first_due: date | None
    has_changelog: bool


def tracked_items(company: Company, site: Site) -> Iterator[Tracked]:
    """The items that the exports show by the as-of date."""
    projects = {one.project_key: one for one in company.projects}
    for item in company.work_items:
        project = projects[item.project_key]
        if project.export == "json":
            history = History(item, site, site.end_of(company.as_of))
            if item.created < history.until:
                yield Tracked(history, history.first_due, True)
        else:
            yield from _from_snapshots(item, project, company.as_of, site)


def _from_snapshots(item: WorkItem, project: Project, as_of: date, site: Site) -> Iterator[Tracked]:
    shown = [History(item, site, site.end_of(day)) for day in sorted(project.snapshots) if day <= as_of]
    seen = [history for history in shown if item.created < history.until]
    if seen:
        yield Tracked(seen[-1], next((one.due for one in seen if one.due is not None), None), False)


def work_kpis(company: Company, tree: OrgTree) -> list[Kpi]:
    """The process KPIs and punctuality, in total and by project."""
    site = Site(
        ZoneInfo(company.jira_time_zone or company.time_zone),
        {rule.status: rule.category for rule in company.status_rules},
        frozenset(rule.status for rule in company.status_rules if rule.is_active),
    )
    items = list(tracked_items(company, site))
    finished = [one for one in items if one.history.done_at is not None]
    flowed = [one for one in finished if one.has_changelog and one.history.begun_at is not None]
    due = [one for one in items if one.history.category != CANCELLED and one.first_due is not None
           and one.first_due <= company.as_of]  # fmt: skip
    by = ("total", "project")
    active = SumMeasure((_fact(one, one.history.seconds(True)) for one in flowed), tree)
    worked = SumMeasure((_fact(one, one.history.seconds(True) + one.history.seconds(False)) for one in flowed), tree)
    punctual = SumMeasure((_due_fact(one, int(_on_time(one))) for one in due), tree)
    cycle = PercentileMeasure(((_done_day(one), *_place(one), _cycle(one.history)) for one in flowed), tree)
    ages = PercentileMeasure((row for one in items if one.has_changelog for row in _ages(one, company.as_of)), tree)
    return [
        Kpi("throughput_items", grid("day|week|month|quarter|year", "period"),
            (Term(SumMeasure((_fact(one, 1) for one in finished), tree)),), sum_of(), by),
        Kpi("flow_efficiency_pct", grid("month|quarter|year", "period|t90d"), (Term(active), Term(worked)), ratio(),
            by),
        Kpi("cycle_time_p85_days", grid("week|month|quarter|year", "t30d|t90d"), (Term(cycle),), sum_of(), by,
            for_goals=False),
        Kpi("wip_age_p85_days", grid("day|week|month|quarter|year", "point"), (Term(ages),), sum_of(), by,
            for_goals=False),
        Kpi("on_time_completion_pct", grid("week|month|quarter|year", "period|t4w"),
            (Term(punctual), Term(SumMeasure((_due_fact(one, 1) for one in due), tree))), ratio(), by),
    ]  # fmt: skip


def _place(one: Tracked) -> tuple[str, tuple[str, ...]]:
    item = one.history.item
    return item.org_unit_id, (f"project={item.project_key}",)


def _done_day(one: Tracked) -> date:
    done = one.history.done_at
    if done is None:
        raise ValueError(f"{one.history.item.key} is not finished")
    return one.history.site.day(done)


def _fact(one: Tracked, value: int) -> Fact:
    unit, segments = _place(one)
    return Fact(_done_day(one), unit, value, segments)


def _due_fact(one: Tracked, value: int) -> Fact:
    unit, segments = _place(one)
    if one.first_due is None:
        raise ValueError(f"{one.history.item.key} never had a due date")
    return Fact(one.first_due, unit, value, segments)


def _on_time(one: Tracked) -> bool:
    return one.history.done_at is not None and one.first_due is not None and _done_day(one) <= one.first_due


def _cycle(history: History) -> float:
    if history.done_at is None or history.begun_at is None:
        raise ValueError(f"{history.item.key} has no cycle")
    return (history.done_at - history.begun_at).total_seconds() / SECONDS_PER_DAY


def _ages(one: Tracked, as_of: date) -> Iterator[tuple[date, str, tuple[str, ...], float]]:
    """The age at the end of every day on which the item is in progress then."""
    history = one.history
    site, begun = history.site, history.begun_at
    for stay in history.stays:
        if stay.category != IN_PROGRESS or begun is None:
            continue
        day = site.day(stay.start)
        last = as_of if stay.end is None else min(as_of, site.day(stay.end) - DAY)
        while day <= last:
            yield (day, *_place(one), (site.end_of(day) - begun).total_seconds() / SECONDS_PER_DAY)
            day += DAY
