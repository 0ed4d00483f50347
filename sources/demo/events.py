"""The events of the demo company: the only thing that the export writers and the truth share.

What belongs here: frozen records of what happened. What does not: how it happened (``company/``) and how a
product writes it down (``exports/``). Money is ``Decimal``, days are ``date``, moments are UTC ``datetime``.
Open intervals end in ``None``; ``valid_to`` and ``termination_date`` are the last day that still counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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
class Entity:
    """A legal entity and the book it keeps."""

    entity_id: str
    name: str
    currency: str
    system: str
    instance: str
    company_code: str | None
    org_unit_id: str


@dataclass(frozen=True)
class Account:
    """A ledger account. ``name`` is the label the product shows; ``account`` is what the export carries."""

    entity_id: str
    account: str
    name: str
    account_type: str
    is_workforce_cost: bool


@dataclass(frozen=True)
class LedgerLine:
    """One line of a balanced document; ``amount`` is debit-positive, in the entity's currency."""

    entity_id: str
    document: str
    line: int
    account: str
    posting_date: date
    amount: Decimal
    org_unit_id: str
    class_or_cost_center: str | None
    counter_account: str
    text: str
    entry_kind: str


@dataclass(frozen=True)
class BudgetLine:
    """One budgeted month of an account; ``amount`` in the account's natural sign (revenue +, cost +)."""

    entity_id: str
    version: str
    approved_on: date
    account: str
    org_unit_id: str
    class_or_cost_center: str | None
    month: date
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class FxRate:
    """Units of ``to_currency`` per one ``from_currency``."""

    from_currency: str
    to_currency: str
    rate_date: date
    rate_type: str
    rate: Decimal
    budget_version: str | None


@dataclass(frozen=True)
class Position:
    """Where an employee worked from a day on, until the next position."""

    valid_from: date
    org_unit_id: str
    department_label: str
    job_title: str


@dataclass(frozen=True)
class Employee:
    """A person with an employment; ``termination_date`` is the last day worked."""

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


@dataclass(frozen=True)
class Customer:
    """A customer account of the CRM."""

    customer_id: str
    name: str
    industry: str
    country: str


@dataclass(frozen=True)
class Opportunity:
    """A deal as it stands on the as-of date."""

    opportunity_id: str
    customer_id: str
    owner_id: str
    org_unit_id: str
    amount: Decimal
    currency: str
    created: datetime
    close_date: date
    stage: str
    is_closed: bool
    is_won: bool


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
class StatusRule:
    """The category of a tracker status, and whether time in it is active work."""

    status: str
    category: str
    is_active: bool


@dataclass(frozen=True)
class SurveyResponse:
    """One answer; ``score`` may be missing or outside the scale."""

    response_id: str
    survey_id: str
    kind: str
    customer_id: str
    day: date
    score: int | None
    team: str | None
    org_unit_id: str


@dataclass(frozen=True)
class Risk:
    """A line of the risk register."""

    risk_id: str
    title: str
    category: str
    org_unit_id: str
    status: str
    identified_on: date
    closed_on: date | None
    owner_role: str
    cadence_days: int


@dataclass(frozen=True)
class RiskAssessment:
    """One assessment of a risk; losses are the yearly event's size at three quantiles."""

    risk_id: str
    as_of: date
    kind: str
    likelihood: int
    impact: int
    annual_frequency: Decimal
    loss_p5: Decimal
    loss_p50: Decimal
    loss_p95: Decimal
    currency: str


@dataclass(frozen=True)
class RiskAppetite:
    """The threshold of a risk category, by score or by expected annual loss."""

    category: str
    metric: str
    threshold: Decimal
    currency: str | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Goal:
    """A goal of a unit, measured by a KPI or, without ``kpi_id``, by check-ins."""

    goal_id: str
    name: str
    name_zh: str
    org_unit_id: str
    level: str
    kpi_id: str | None
    goal_type: str
    is_flow: bool
    baseline: Decimal | None
    target: Decimal
    unit: str
    start_date: date
    end_date: date
    trajectory: str
    weight: Decimal
    cadence_days: int
    parent_id: str | None


@dataclass(frozen=True)
class GoalTrajectoryPoint:
    """Share of a goal expected to be reached on a day (step and seasonal trajectories)."""

    goal_id: str
    day: date
    expected: Decimal


@dataclass(frozen=True)
class GoalCheckin:
    """A reported value of a goal."""

    goal_id: str
    day: date
    value: Decimal
    confidence: int


@dataclass(frozen=True)
class KpiTarget:
    """The target of one KPI cell series: a point (``target``) or a band (``low``, ``high``)."""

    kpi_id: str
    org_unit_id: str
    segment: str
    grain: str
    time_window: str
    valid_from: date
    valid_to: date | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    tolerance: Decimal | None


@dataclass(frozen=True)
class CalendarDay:
    """A day that differs from Monday to Friday."""

    calendar: str
    day: date
    is_working: bool
    note: str


@dataclass(frozen=True)
class Project:
    """A tracker project and how it is exported: ``csv`` snapshots without history, or ``json`` with changelog."""

    project_key: str
    name: str
    org_unit_id: str
    export: str


@dataclass(frozen=True)
class Company:
    """Everything that happened, up to and partly after ``as_of`` (plans, budgets, due dates)."""

    seed: int
    scale: float
    months: int
    as_of: date
    start: date
    company_id: str
    name: str
    name_zh: str
    base_currency: str
    fiscal_start_month: int
    calendar: str
    time_zone: str
    jira_instance: str
    jira_time_zone: str
    root_org_unit: str
    org_positions: tuple[OrgPosition, ...]
    entities: tuple[Entity, ...]
    accounts: tuple[Account, ...]
    ledger: tuple[LedgerLine, ...]
    budget: tuple[BudgetLine, ...]
    fx_rates: tuple[FxRate, ...]
    employees: tuple[Employee, ...]
    training_sessions: tuple[TrainingSession, ...]
    training_records: tuple[TrainingRecord, ...]
    customers: tuple[Customer, ...]
    opportunities: tuple[Opportunity, ...]
    projects: tuple[Project, ...]
    work_items: tuple[WorkItem, ...]
    status_rules: tuple[StatusRule, ...]
    survey_responses: tuple[SurveyResponse, ...]
    risks: tuple[Risk, ...]
    risk_assessments: tuple[RiskAssessment, ...]
    risk_appetites: tuple[RiskAppetite, ...]
    goals: tuple[Goal, ...]
    goal_trajectory: tuple[GoalTrajectoryPoint, ...]
    goal_checkins: tuple[GoalCheckin, ...]
    kpi_targets: tuple[KpiTarget, ...]
    calendar_days: tuple[CalendarDay, ...]
