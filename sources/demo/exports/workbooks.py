"""The template workbooks of the demo, written by the same function as the empty templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from sources.demo.company.boards import board_rules
from sources.demo.company.charts import CHARTED_BY_DEFAULT
from sources.demo.company.org import CN, US
from sources.demo.events import Company, KpiTarget
from sources.demo.exports.collaboration_templates import collaboration_rows
from sources.demo.exports.dirt import UNDATED_ANSWERS
from sources.demo.exports.outside_templates import outside_rows
from sources.demo.exports.safety_templates import safety_rows
from sources.demo.exports.staff_templates import staff_rows
from sources.demo.exports.supply_templates import supply_rows
from sources.templates.workbook import Row, template_contracts, write_template

FIRST_TARGETS = date(2025, 6, 30)


def write_workbooks(company: Company, folder: Path) -> None:
    """Writes one workbook per template dataset, and an earlier one of the targets with a wrong value."""
    folder.mkdir(parents=True, exist_ok=True)
    contracts = template_contracts()
    for dataset, rows in template_rows(company).items():
        write_template(contracts[dataset], folder / f"opsmart_{dataset}_{company.as_of}.xlsx", rows)
    earlier = [_wrong(target) if number == 0 else target for number, target in enumerate(company.kpi_targets)]
    path = folder / f"opsmart_kpi_target_{FIRST_TARGETS}.xlsx"
    write_template(contracts["kpi_target"], path, _records(earlier))


def template_rows(company: Company) -> dict[str, list[Row]]:
    """The records of each template dataset by column name."""
    sessions: list[Row] = [_renamed(row, {"day": "session_date"}) for row in _records(company.training_sessions)]
    answers: list[Row] = [
        _without(_renamed(row, {"day": "responded_on"}), "org_unit_id") for row in _records(company.survey_responses)
    ]
    people = {
        customer.customer_id: f"contact@{customer.name.lower().replace(' ', '-')}.example"
        for customer in company.customers
    }
    answers = [{**row, "respondent_email": people[str(row["customer_id"])]} for row in answers]
    for number in range(UNDATED_ANSWERS):
        answers.append({**answers[0], "response_id": f"R9{number:05d}", "responded_on": None})
    accounts: list[Row] = [
        {
            "entity_id": one.entity_id,
            "account": one.account,
            "account_type": one.account_type,
            "is_workforce_cost": one.is_workforce_cost,
            "account_name": one.name,
        }
        for one in company.accounts
        if one not in CHARTED_BY_DEFAULT
    ]
    rules: list[Row] = [
        {"system": system, "status": one.status, "category": one.category, "is_active": one.is_active}
        for system, statuses in {"jira": company.status_rules, **board_rules()}.items()
        for one in statuses
    ]
    return {
        "org_unit": _records(company.org_positions),
        "org_mapping": _records(company.org_mappings),
        "account_type_map": accounts,
        "budget": _budget(company),
        "status_map": rules,
        "fx_rate": _records(company.fx_rates),
        "work_calendar": _records(company.calendar_days),
        "kpi_target": _records(company.kpi_targets),
        "goal": _records(company.goals),
        "goal_trajectory": _records(company.goal_trajectory),
        "goal_checkin": _records(company.goal_checkins),
        "risk": _records(company.risks),
        "risk_assessment": _records(company.risk_assessments),
        "risk_appetite": _records(company.risk_appetites),
        "training_session": sessions,
        "training_record": _records(company.training_records),
        "survey_response": answers,
        **supply_rows(company),
        **collaboration_rows(company),
        **staff_rows(company),
        **safety_rows(company),
        **outside_rows(company),
    }


def _budget(company: Company) -> list[Row]:
    """What nothing else brings: the revision of MI-US and all of MI-DE; MI-CN has a workbook of its own."""
    return [
        {
            "entity_id": one.entity_id,
            "cost_center": one.class_or_cost_center,
            "account": one.account,
            "month": one.month,
            "amount": one.amount,
            "currency": one.currency,
            "budget_version": one.version,
            "approved_on": one.approved_on,
        }
        for one in company.budget
        if one.entity_id != CN and not (one.entity_id == US and one.version == "original")
    ]


def _wrong(target: KpiTarget) -> KpiTarget:
    return replace(target, target=target.target * 2 if target.target is not None else None)


def _records(events: Iterable[object]) -> list[Row]:
    return [asdict(event) for event in events]  # type: ignore[call-overload]


def _renamed(row: Row, names: dict[str, str]) -> Row:
    return {names.get(name, name): value for name, value in row.items()}


def _without(row: Row, name: str) -> Row:
    return {key: value for key, value in row.items() if key != name}
