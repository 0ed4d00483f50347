"""Customers, deals and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


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
