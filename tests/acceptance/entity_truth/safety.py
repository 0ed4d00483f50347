"""Incidents, changes, findings, obligations, legal matters, indicators, controls and actions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from sources.demo.events import Company
from sources.demo.events.safety import Finding, Kri
from tests.acceptance.entity_truth.compared import Compared, Row


def incidents(company: Company) -> Iterator[Row]:
    for one in company.safety.incidents:
        yield (
            one.number,
            one.status,
            one.severity,
            one.priority,
            one.category,
            one.service,
            one.org_unit_id,
            one.opened,
            one.resolved,
            one.closed,
            one.kept_promise,
            one.reopened,
        )


def changes(company: Company) -> Iterator[Row]:
    for one in company.safety.changes:
        status = {"open": "scheduled", "cancelled": "cancelled"}.get(one.outcome, "closed")
        yield (
            one.number,
            one.kind,
            status,
            one.outcome,
            one.risk,
            one.service,
            one.org_unit_id,
            one.opened,
            *one.planned,
            *(one.worked or (None, None)),
            one.closed,
        )


def fixed_on(one: Finding, scans: tuple[date, ...]) -> date | None:
    """The day of the first scan that no longer has it: every host is in every scan."""
    return next((day for day in scans if day > one.seen[-1]), None)


def findings(company: Company) -> Iterator[Row]:
    for one in company.safety.findings:
        host = hashlib.md5(one.host.encode(), usedforsecurity=False).hexdigest()
        fixed = fixed_on(one, company.safety.scans)
        yield (host, one.cve or f"tenable:{one.check_id}", one.severity, one.cvss, "fixed" if fixed else "open",
               one.seen[0], one.seen[-1], fixed)  # fmt: skip


def obligations(company: Company) -> Iterator[Row]:
    """The due day first told for a requirement stays beside the one of now."""
    first: dict[str, date] = {}
    for one in company.safety.obligations:
        if one.due_on is not None:
            first.setdefault(one.reference, one.due_on)
    for one in company.safety.obligations:
        yield (one.checked_on, one.area, one.chapter, one.reference, one.status, one.due_on, first.get(one.reference))


def matters(company: Company) -> Iterator[Row]:
    for one in company.safety.matters:
        yield (one.matter_id, one.as_of, one.matter_type, one.org_unit_id, one.status, one.probability, one.exposure,
               one.provision, one.currency, one.opened_on)  # fmt: skip


def kris(company: Company) -> Iterator[Row]:
    for one in company.safety.kris:
        yield (one.kri_id, one.risk_id, one.category, one.org_unit_id, one.direction, one.amber, one.red,
               one.freshness_days)  # fmt: skip


def kri_values(company: Company) -> Iterator[Row]:
    known: dict[str, Kri] = {one.kri_id: one for one in company.safety.kris}
    for one in company.safety.kri_values:
        kri = known[one.kri_id]
        sign = 1 if kri.direction == "above" else -1
        status = (
            "red" if sign * (one.value - kri.red) >= 0 else "amber" if sign * (one.value - kri.amber) >= 0 else "green"
        )
        yield (one.kri_id, one.day, one.value, status)


def controls(company: Company) -> Iterator[Row]:
    for one in company.safety.controls:
        yield (one.control_id, one.category, one.control_type, one.is_key, one.process, one.org_unit_id)


def controlled(company: Company) -> Iterator[Row]:
    for one in company.safety.controls:
        yield (one.risk_id, one.control_id)


def tests(company: Company) -> Iterator[Row]:
    for one in company.safety.control_tests:
        yield (one.test_id, one.control_id, one.day, one.result, one.issues)


def actions(company: Company) -> Iterator[Row]:
    categories = {risk.risk_id: risk.category for risk in company.risks}
    for one in company.safety.actions:
        yield (one.action_id, categories[one.risk_id], one.treatment, one.org_unit_id, one.opened_on, one.first_due_on,
               one.due_on, one.status, one.done_on)  # fmt: skip


SAFETY = (
    Compared(
        "incident",
        "number, status, severity_rank, priority_rank, category, service, org_unit_id, detected_at, "
        "resolved_at, closed_at, is_within_sla, reopen_count",
        "true",
        incidents,
    ),
    Compared(
        "change",
        "number, change_type, status, outcome, risk_rank, service, org_unit_id, opened_at, "
        "planned_start_at, planned_end_at, started_at, ended_at, closed_at",
        "true",
        changes,
    ),
    Compared(
        "vulnerability",
        "asset_key, finding, severity, cvss, status, cast(first_found_at as date), "
        "cast(last_found_at as date), cast(fixed_at as date)",
        "true",
        findings,
    ),
    Compared(
        "compliance_check",
        "checked_on, area, chapter, standard_reference, status, due_date, original_due_date",
        "true",
        obligations,
    ),
    Compared(
        "legal_matter",
        "legal_matter_id, valid_from, matter_type, org_unit_id, status, probability, amount, "
        "provision_amount, currency, opened_on",
        "true",
        matters,
    ),
    Compared(
        "kri",
        "kri_id, split_part(risk_id, ':', -1), category, org_unit_id, direction, amber, red, freshness_days",
        "true",
        kris,
    ),
    Compared("kri_observation", "kri_id, day, value, status", "true", kri_values),
    Compared("control", "control_id, category, control_type, is_key, process, org_unit_id", "true", controls),
    Compared("risk_control", "split_part(risk_id, ':', -1), control_id", "true", controlled),
    Compared(
        "control_test",
        "split_part(control_test_id, ':', 3), control_id, tested_on, result, issues_count",
        "true",
        tests,
    ),
    Compared(
        "risk_action",
        "risk_action_id, category, treatment, org_unit_id, opened_on, original_due_date, due_date, status, done_on",
        "true",
        actions,
    ),
)
