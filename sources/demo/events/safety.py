"""Incidents and changes of the IT, findings of its scans, obligations, legal matters, indicators and controls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Incident:
    """An outage or fault; ``status`` is new, in_progress, on_hold, resolved or closed; rank 1 is the worst."""

    number: str
    status: str
    severity: int
    priority: int
    category: str
    service: str
    queue: str
    org_unit_id: str
    opened: datetime
    resolved: datetime | None
    closed: datetime | None
    reopened: int
    kept_promise: bool


@dataclass(frozen=True)
class Change:
    """A change of a service; ``outcome`` is open, successful (_with_issues), failed, backed_out or cancelled."""

    number: str
    kind: str
    risk: int
    service: str
    queue: str
    org_unit_id: str
    opened: datetime
    planned: tuple[datetime, datetime]
    worked: tuple[datetime, datetime] | None
    closed: datetime | None
    outcome: str


@dataclass(frozen=True)
class Finding:
    """A weakness of a host, seen by scans on ``seen``; a check without CVE has an empty one."""

    host: str
    check_id: str
    cve: str
    severity: str
    cvss: Decimal | None
    port: int
    title: str
    seen: tuple[date, ...]


@dataclass(frozen=True)
class Obligation:
    """A requirement on the day of a check; ``status`` is compliant, partial or non_compliant."""

    checked_on: date
    area: str
    chapter: str
    reference: str
    status: str
    due_on: date | None


@dataclass(frozen=True)
class LegalMatter:
    """A matter as estimated on a day."""

    matter_id: str
    as_of: date
    matter_type: str
    org_unit_id: str
    status: str
    probability: str
    exposure: Decimal
    provision: Decimal
    currency: str
    opened_on: date


@dataclass(frozen=True)
class Kri:
    """An indicator that is red from ``red`` on, in its ``direction`` (above or below)."""

    kri_id: str
    name: str
    risk_id: str
    category: str
    org_unit_id: str
    direction: str
    amber: Decimal
    red: Decimal
    unit: str
    freshness_days: int


@dataclass(frozen=True)
class KriValue:
    """An indicator's value of a day."""

    kri_id: str
    day: date
    value: Decimal


@dataclass(frozen=True)
class Control:
    """A control of a risk."""

    control_id: str
    name: str
    category: str
    control_type: str
    is_key: bool
    process: str
    org_unit_id: str
    risk_id: str


@dataclass(frozen=True)
class ControlTest:
    """A test of a control; ``result`` is effective, partly_effective or ineffective."""

    test_id: str
    control_id: str
    day: date
    result: str
    issues: int


@dataclass(frozen=True)
class RiskAction:
    """Something done about a risk."""

    action_id: str
    risk_id: str
    title: str
    treatment: str
    org_unit_id: str
    opened_on: date
    first_due_on: date
    due_on: date
    status: str
    done_on: date | None


@dataclass(frozen=True)
class Safety:
    """All of it; ``scans`` are the days of the scans."""

    incidents: tuple[Incident, ...]
    changes: tuple[Change, ...]
    scans: tuple[date, ...]
    findings: tuple[Finding, ...]
    obligations: tuple[Obligation, ...]
    matters: tuple[LegalMatter, ...]
    kris: tuple[Kri, ...]
    kri_values: tuple[KriValue, ...]
    controls: tuple[Control, ...]
    control_tests: tuple[ControlTest, ...]
    actions: tuple[RiskAction, ...]
