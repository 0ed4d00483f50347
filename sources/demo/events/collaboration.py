"""Time sheets, meetings and what was agreed there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class WorkedTime:
    """Hours of a person on a day for a project."""

    employee_number: str
    day: date
    project_key: str
    team: str
    org_unit_id: str
    hours: Decimal
    is_billable: bool
    is_overtime: bool


@dataclass(frozen=True)
class Meeting:
    """A meeting that a unit calls, with other units; ``held_on`` is None where it was not held (yet)."""

    meeting_id: str
    series: str
    planned_on: date
    held_on: date | None
    planned_minutes: int
    held_minutes: int | None
    org_unit_id: str
    other_units: tuple[str, ...]
    attendees: int | None


@dataclass(frozen=True)
class MeetingAction:
    """Something to be done by a unit; ``moved_to`` is a later day that was agreed."""

    action_id: str
    meeting_id: str
    org_unit_id: str
    due_on: date
    moved_to: date | None
    done_on: date | None
    is_cancelled: bool


@dataclass(frozen=True)
class Collaboration:
    """What is kept beside the trackers."""

    worked: tuple[WorkedTime, ...]
    meetings: tuple[Meeting, ...]
    actions: tuple[MeetingAction, ...]
