"""Tracker items and the working calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Project:
    """A tracker project and how it is exported: ``csv`` snapshots without history, or ``json`` with changelog.

    A CSV snapshot of a day shows the state at the end of that day in the site's time zone.
    """

    project_key: str
    name: str
    org_unit_id: str
    export: str
    snapshots: tuple[date, ...]
    system: str = "jira"


@dataclass(frozen=True)
class StatusRule:
    """The category of a tracker status, and whether time in it is active work."""

    status: str
    category: str
    is_active: bool


@dataclass(frozen=True)
class WorkItem:
    """A tracker item with its whole history.

    ``transitions`` are (at, from status, to status); the status at creation is the first ``from``.
    ``due_changes`` are (at, due date set or None when cleared); one at ``created`` is set with the item.
    """

    key: str
    issue_id: str
    project_key: str
    project_name: str
    item_type: str
    org_unit_id: str
    summary: str
    created: datetime
    transitions: tuple[tuple[datetime, str, str], ...]
    due_changes: tuple[tuple[datetime, date | None], ...]
    assignee: str


@dataclass(frozen=True)
class CalendarDay:
    """A day that differs from Monday to Friday."""

    calendar: str
    day: date
    is_working: bool
    note: str
