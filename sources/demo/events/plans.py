"""Risks, goals and targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
