"""Boards of the units that work without the tracker: Asana lists as snapshots, a Trello board with its moves."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sources.demo.company.frame import Frame, weekdays_of_month
from sources.demo.company.work import STATUS_RULES, snapshot_days, work_item
from sources.demo.events import OrgMapping, Project, StatusRule, WorkItem

BOARD_ID = "65a1f0c2b3d4e5f607182930"
_BOARDS = {
    "Talent programmes": ("asana", "Talent programmes", "MI-PPL-TD", 5,
                          ("Onboarding week", "Trainer contract", "Course catalogue", "Mentoring round")),
    "Month-end close": ("asana", "Month-end close", "MI-FIN-ACC", 9,
                        ("Accruals", "Bank reconciliation", "Stock count booking", "Intercompany letter")),
    BOARD_ID: ("trello", "Key account plans", "MI-SAL-KA", 7,
               ("Account plan", "Site visit", "Frame contract", "Price review")),
}  # fmt: skip
"""Key -> (system, name, unit, items a month, what they are about)."""
COMPLETED = StatusRule("completed", "done", False)
"""The status of an Asana task that is ticked off, whatever its section."""


def boards(frame: Frame) -> tuple[Project, ...]:
    """Asana projects as CSV on the tracker's last two snapshot days, the Trello board as JSON with its moves."""
    return tuple(
        Project(key, name, unit, "json" if system == "trello" else "csv",
                () if system == "trello" else snapshot_days(frame)[-2:], system)
        for key, (system, name, unit, _, _) in _BOARDS.items()
    )  # fmt: skip


def board_items(frame: Frame) -> tuple[WorkItem, ...]:
    """Items of each board in order of creation."""
    items: list[WorkItem] = []
    end = datetime.combine(frame.as_of, time(20, 30), UTC)
    for offset, project in enumerate(boards(frame), start=90):
        rng = frame.rng(f"boards:{project.name}")
        _, _, _, monthly, topics = _BOARDS[project.project_key]
        number = 0
        for month in frame.month_starts():
            days = sorted(rng.choice(weekdays_of_month(month)) for _ in range(frame.count(monthly, least=2)))
            for day in days:
                created = datetime.combine(day, time(rng.randint(13, 19), rng.randrange(60)), UTC)
                if created <= end:
                    number += 1
                    items.append(work_item(rng, project, topics, number, 10_000 * offset + number, created, end))
    return tuple(items)


def board_rules() -> dict[str, tuple[StatusRule, ...]]:
    """Meaning of the sections and lists, by system."""
    return {"asana": (*STATUS_RULES, COMPLETED), "trello": STATUS_RULES}


def board_mappings() -> tuple[OrgMapping, ...]:
    """The boards' units."""
    return tuple(
        OrgMapping("project", key, system, None, unit, None, None) for key, (system, _, unit, _, _) in _BOARDS.items()
    )
