"""Units, people and their training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class OrgPosition:
    """One dated place of a unit in the tree; a unit that moves has several."""

    org_unit_id: str
    name: str
    name_zh: str
    parent_id: str | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class OrgMapping:
    """A cost centre, class, account, department, project, owner or team belongs to a unit; no system = any."""

    source_type: str
    source_key: str
    system: str | None
    instance: str | None
    org_unit_id: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Position:
    """Where an employee worked from a day on, until the next position."""

    valid_from: date
    org_unit_id: str
    department_label: str
    job_title: str


@dataclass(frozen=True)
class Employee:
    """A person with an employment; ``termination_date`` is the last day worked.

    ``employment_status`` is Full-Time, Part-Time or Contractor. ``positions`` start on the hire date; later ones
    start on a day of ``Company.employee_snapshots``, since that is when the HR export first shows them.
    """

    number: str
    first_name: str
    last_name: str
    email: str
    hire_date: date
    termination_date: date | None
    termination_reason: str | None
    fte: Decimal
    employment_status: str
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class TrainingSession:
    """A session; ``status`` is planned, delivered or cancelled."""

    session_id: str
    day: date
    topic: str
    status: str
    duration_hours: Decimal
    min_attendees: int


@dataclass(frozen=True)
class TrainingRecord:
    """One employee's part in a session; ``status`` is completed, registered or no_show."""

    session_id: str
    employee_number: str
    status: str
    hours: Decimal | None
