"""Tracker items with their whole histories: reopened, blocked, cancelled, late, re-dated."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sources.demo.company.frame import Frame, month_end, weekday_on_or_after, weekdays_of_month
from sources.demo.company.org import PROJECT_UNITS
from sources.demo.events import Project, StatusRule, WorkItem

STATUS_RULES = (
    StatusRule("To Do", "todo", False),
    StatusRule("Selected", "todo", False),
    StatusRule("In Progress", "in_progress", True),
    StatusRule("In Review", "in_progress", False),
    StatusRule("Blocked", "in_progress", False),
    StatusRule("Done", "done", False),
    StatusRule("Cancelled", "cancelled", False),
)
_KINDS = ("Task", "Task", "Story", "Story", "Bug", "Launch")
_WORK = {
    "ASM": ("Assembly line", ("Rework fixture", "Update work instruction", "Line balance", "First article check")),
    "LOGI": ("Logistics", ("Book carrier", "Customs file", "Packaging change", "Slot planning")),
    "HWD": ("Hardware design", ("Sensor board", "Housing drawing", "EMC test", "Optics mount")),
    "PLAT": ("Instrument platform", ("Data logger", "Login flow", "Firmware update", "Report export")),
}
_MONTHLY = {"ASM": 12, "LOGI": 14, "HWD": 13, "PLAT": 18}


def projects(frame: Frame) -> tuple[Project, ...]:
    """One project is exported as CSV snapshots (last three month ends and the as-of date), three as JSON."""
    days = snapshot_days(frame)
    return tuple(
        Project(key, name, PROJECT_UNITS[key], "csv" if key == "ASM" else "json", days if key == "ASM" else ())
        for key, (name, _) in _WORK.items()
    )


def snapshot_days(frame: Frame) -> tuple[date, ...]:
    """The last three month ends and the as-of date."""
    month = date(frame.as_of.year, frame.as_of.month, 1)
    snapshots = []
    for _ in range(3):
        month = (month - timedelta(days=1)).replace(day=1)
        snapshots.append(month_end(month))
    return (*reversed(snapshots), frame.as_of)


@dataclass
class _Life:
    """An item's moves while they are drawn; moments never repeat and end on the as-of date.

    The CSV export shows whole minutes, the JSON one seconds: moments are as exact as the export can tell.
    """

    now: datetime
    status: str
    end: datetime
    by_minute: bool
    moves: list[tuple[datetime, str, str]]

    def to(self, status: str, hours: float) -> bool:
        """Moves on after so many hours, to working hours of the day; False when that is after the end."""
        moment = self.now + timedelta(hours=hours)
        if moment.weekday() > 4:
            moment += timedelta(days=7 - moment.weekday())
        moment = moment.replace(second=0 if self.by_minute else moment.second, microsecond=0)
        self.now = moment
        if moment > self.end:
            return False
        self.moves.append((moment, self.status, status))
        self.status = status
        return True


def work_items(frame: Frame) -> tuple[WorkItem, ...]:
    """Items of each project in order of creation."""
    items: list[WorkItem] = []
    end = datetime.combine(frame.as_of, time(20, 30), UTC)
    for offset, project in enumerate(projects(frame)):
        rng = frame.rng(f"work:{project.project_key}")
        number = 0
        for month in frame.month_starts():
            created_days = sorted(
                rng.choice(weekdays_of_month(month)) for _ in range(frame.count(_MONTHLY[project.project_key], 3))
            )
            for day in created_days:
                created = datetime(day.year, day.month, day.day, rng.randint(13, 19), rng.randrange(60), tzinfo=UTC)
                if created > end:
                    continue
                number += 1
                topics = _WORK[project.project_key][1]
                items.append(work_item(rng, project, topics, number, 10_000 * (offset + 1) + number, created, end))
    return tuple(items)


def work_item(
    rng: random.Random,
    project: Project,
    topics: Sequence[str],
    number: int,
    issue_id: int,
    created: datetime,
    end: datetime,
) -> WorkItem:
    """An item with its life up to `end`."""
    life = _Life(created, "To Do", end, project.export == "csv", [])
    _live(rng, life, project.export == "json")
    return WorkItem(
        key=f"{project.project_key}-{number}",
        issue_id=str(issue_id),
        project_key=project.project_key,
        project_name=project.name,
        item_type=rng.choice(_KINDS),
        org_unit_id=project.org_unit_id,
        summary=f"{rng.choice(topics)} {number}",
        created=created,
        transitions=tuple(life.moves),
        due_changes=_due_changes(rng, created, end),
        assignee=f"Worker {rng.randint(1, 12):02d}",
    )


def _live(rng: random.Random, life: _Life, evenings: bool) -> None:
    """Draws the item's way: waiting, work, review, now and then blocked, sent back, cancelled or reopened."""

    def hours(mean_days: float) -> float:
        return max(0.5, rng.expovariate(1 / (mean_days * 24)))

    if rng.random() < 0.05:
        life.to("Cancelled", hours(12))
        return
    if rng.random() < 0.5 and not life.to("Selected", hours(4)):
        return
    if not life.to("In Progress", hours(6)):
        return
    if rng.random() < 0.04:
        life.to("Cancelled", hours(9))
        return
    if rng.random() < 0.22 and not (life.to("Blocked", hours(2)) and life.to("In Progress", hours(3))):
        return
    if not life.to("In Review", hours(5)):
        return
    if rng.random() < 0.15 and not (life.to("In Progress", hours(1)) and life.to("In Review", hours(2))):
        return
    if evenings and rng.random() < 0.1:
        # Finished after 20:00 in New York: the next day in UTC, the same day on site.
        late = (life.now + timedelta(days=1)).replace(hour=2, minute=rng.randrange(60))
        if not life.to("Done", max(0.5, (late - life.now) / timedelta(hours=1))):
            return
    elif not life.to("Done", hours(1.2)):
        return
    if rng.random() < 0.06 and life.to("In Progress", hours(4)) and life.to("In Review", hours(2)):
        life.to("Done", hours(1))


def _due_changes(rng: random.Random, created: datetime, end: datetime) -> tuple[tuple[datetime, date | None], ...]:
    """Most items are dated when created, some later, some twice; a few lose their date; some never have one."""
    draw = rng.random()
    if draw < 0.15:
        return ()
    first = created if draw < 0.8 else created + timedelta(days=rng.randint(1, 4), minutes=7)
    due = weekday_on_or_after(first.date() + timedelta(days=rng.randint(12, 34)))
    changes: list[tuple[datetime, date | None]] = [(first, due)]
    if rng.random() < 0.22:
        changes.append(
            (first + timedelta(days=rng.randint(2, 9), minutes=11), weekday_on_or_after(due + timedelta(days=9)))
        )
    elif rng.random() < 0.03:
        changes.append((first + timedelta(days=3, minutes=13), None))
    return tuple(change for change in changes if change[0] <= end)
