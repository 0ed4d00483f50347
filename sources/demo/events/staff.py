"""What happens with the people beside their employment: attendance, leave, hiring, reviews, pay and how they feel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Attendance:
    """A person's working day, in hours; ``absent_days`` is what was missed without leave."""

    employee_number: str
    name: str
    department: str
    org_unit_id: str
    day: date
    planned_hours: Decimal
    worked_hours: Decimal
    late_hours: Decimal
    overtime_hours: Decimal
    absent_days: Decimal


@dataclass(frozen=True)
class Leave:
    """A request; ``kind`` is annual, sick or bereavement, ``status`` approved, pending, rejected or cancelled."""

    request_id: str
    employee_number: str
    name: str
    department: str
    org_unit_id: str
    kind: str
    label: str
    first_day: date
    last_day: date
    days: Decimal
    status: str
    requested_on: date


@dataclass(frozen=True)
class Application:
    """A candidate's application; ``status`` is active, hired, rejected or withdrawn."""

    application_id: str
    candidate_id: str
    job: str
    department: str
    org_unit_id: str
    stage: str
    status: str
    source: str
    applied_on: date
    decided_on: date | None


@dataclass(frozen=True)
class Review:
    """A review of a person; ``answers`` are (question, rating 1 to 5), the first one is the overall one."""

    cycle: str
    employee_number: str
    email: str
    reviewer_number: str
    reviewer_email: str
    relationship: str
    department: str
    org_unit_id: str
    answers: tuple[tuple[str, int], ...]
    is_final: bool
    submitted_on: date


@dataclass(frozen=True)
class ReviewCycle:
    """A round of reviews and the day by which it is due."""

    cycle: str
    starts_on: date
    due_on: date


@dataclass(frozen=True)
class OneOnOne:
    """A talk of a person with the manager; ``status`` is planned, held or cancelled."""

    employee_number: str
    manager_number: str
    day: date
    status: str


@dataclass(frozen=True)
class Pulse:
    """A person's answer to the engagement survey: 1 to 5, unnamed; a preview is no answer."""

    response_id: str
    survey_id: str
    answered: datetime
    score: int
    tools: int
    is_preview: bool


@dataclass(frozen=True)
class PayEvent:
    """A raise, bonus or reward, in the currency of the person's company."""

    event_id: str
    employee_number: str
    kind: str
    day: date
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Staff:
    """All of it."""

    attendance: tuple[Attendance, ...]
    leaves: tuple[Leave, ...]
    applications: tuple[Application, ...]
    cycles: tuple[ReviewCycle, ...]
    reviews: tuple[Review, ...]
    one_on_ones: tuple[OneOnOne, ...]
    pulses: tuple[Pulse, ...]
    pay: tuple[PayEvent, ...]
