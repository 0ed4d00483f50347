"""The events of the demo company: the only thing that the export writers and the truth share.

What belongs here: frozen records of what happened. What does not: how it happened (``company/``) and how a
product writes it down (``exports/``). Money is ``Decimal``, days are ``date``, moments are UTC ``datetime``.
Open intervals end in ``None``; ``valid_to`` and ``termination_date`` are the last day that still counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sources.demo.events.books import Account, BudgetLine, Entity, FxRate, LedgerLine
from sources.demo.events.collaboration import Collaboration
from sources.demo.events.market import Customer, Opportunity, SurveyResponse
from sources.demo.events.outside import Outside
from sources.demo.events.people import Employee, OrgMapping, OrgPosition, Position, TrainingRecord, TrainingSession
from sources.demo.events.plans import (
    Goal,
    GoalCheckin,
    GoalTrajectoryPoint,
    KpiTarget,
    Risk,
    RiskAppetite,
    RiskAssessment,
)
from sources.demo.events.safety import Safety
from sources.demo.events.staff import Staff
from sources.demo.events.supply import Supply
from sources.demo.events.support import Support
from sources.demo.events.work import CalendarDay, Project, StatusRule, WorkItem

__all__ = [
    "Account",
    "BudgetLine",
    "CalendarDay",
    "Collaboration",
    "Company",
    "Customer",
    "Employee",
    "Entity",
    "FxRate",
    "Goal",
    "GoalCheckin",
    "GoalTrajectoryPoint",
    "KpiTarget",
    "LedgerLine",
    "Opportunity",
    "OrgMapping",
    "OrgPosition",
    "Outside",
    "Position",
    "Project",
    "Risk",
    "RiskAppetite",
    "RiskAssessment",
    "Safety",
    "Staff",
    "StatusRule",
    "Supply",
    "Support",
    "SurveyResponse",
    "TrainingRecord",
    "TrainingSession",
    "WorkItem",
]


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
    org_mappings: tuple[OrgMapping, ...]
    entities: tuple[Entity, ...]
    accounts: tuple[Account, ...]
    ledger: tuple[LedgerLine, ...]
    budget: tuple[BudgetLine, ...]
    fx_rates: tuple[FxRate, ...]
    employee_snapshots: tuple[date, ...]
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
    supply: Supply
    support: Support
    collaboration: Collaboration
    staff: Staff
    safety: Safety
    outside: Outside
