"""Every entity that the KPI catalogue names has an export or a workbook that fills it, and a model that unites them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from sources.contract import load_contracts

CATALOGUE = Path(__file__).parents[4] / "shared" / "kpis" / "kpi_catalog.csv"
MODELS = {path.stem for path in (Path(__file__).parents[3] / "dbt_project/models/intermediate").rglob("int_*.sql")}
FED = {contract.entity.name for contract in load_contracts().values() if not contract.is_draft}

EXPORTED = [
    "absence",
    "activity",
    "application",
    "asset_lifecycle",
    "budget_line",
    "budget_version",
    "compensation_event",
    "competitor_event",
    "compliance_check",
    "control",
    "control_test",
    "credit_line",
    "customer",
    "customer_contract",
    "delivery",
    "drill",
    "emergency_plan",
    "employee",
    "feedback",
    "fx_rate",
    "gl_account",
    "gl_entry",
    "goal",
    "goal_checkin",
    "goal_trajectory",
    "goal_version",
    "hr_case",
    "improvement",
    "incident",
    "inspection",
    "inventory_balance",
    "invoice",
    "job_requisition",
    "kri",
    "kri_observation",
    "ladder_requirement",
    "legal_matter",
    "market_index",
    "meeting",
    "meeting_action",
    "one_on_one",
    "opportunity",
    "position_history",
    "potential_rating",
    "process_run",
    "production_order",
    "project",
    "purchase_order_line",
    "purchase_requisition",
    "review",
    "risk",
    "risk_action",
    "risk_appetite",
    "risk_assessment",
    "sales_order_line",
    "service",
    "skill_assessment",
    "sla_policy",
    "sop",
    "standard_rate",
    "status_map",
    "stock_move",
    "succession_plan",
    "survey_invite",
    "survey_response",
    "ticket",
    "timesheet",
    "training_assignment",
    "training_record",
    "training_session",
    "vulnerability",
    "web_daily",
    "work_calendar",
    "work_item",
    "work_item_transition",
]
"""Entities that come from exports or workbooks."""

DERIVED = {
    "employment_spell": "int_employment_spell",
    "encumbrance": "int_encumbrance",
    "forecast": "int_forecast",
    "separation_reason": "int_employment_period",
}
"""Entities that follow from others, with the model that has them."""

SIMULATED = {"risk_simulation", "KPI marts"}
"""What is computed from the marts themselves."""


@pytest.mark.parametrize("entity", EXPORTED)
def test_an_exported_entity_has_a_source(entity: str) -> None:
    assert entity in FED


@pytest.mark.parametrize("model", DERIVED.values())
def test_a_derived_entity_has_a_model(model: str) -> None:
    assert model in MODELS


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not here")
def test_the_catalogue_names_no_other_entity() -> None:
    with CATALOGUE.open(encoding="utf-8", newline="") as handle:
        told = ",".join(row["entities"] for row in csv.DictReader(handle))
    told = re.sub(r"\([^)]*\)", "", told).replace("measured value", "")  # an entity may name a column or a filter
    named = {one.strip().rstrip("+").split(" or ")[0].rstrip("+ ") for one in told.split(",")} - {""}
    assert named - SIMULATED <= set(EXPORTED) | set(DERIVED)
