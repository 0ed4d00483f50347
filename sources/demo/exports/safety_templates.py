"""What the risk office keeps by hand: indicators, controls, actions and legal matters."""

from __future__ import annotations

from dataclasses import asdict

from sources.demo.events import Company
from sources.templates.workbook import Row


def safety_rows(company: Company) -> dict[str, list[Row]]:
    """The records of each template dataset by column name."""
    safety = company.safety
    controls: list[Row] = [
        {name: value for name, value in asdict(one).items() if name != "risk_id"} for one in safety.controls
    ]
    links: list[Row] = [{"risk_id": one.risk_id, "control_id": one.control_id} for one in safety.controls]
    actions: list[Row] = [
        {
            "action_id": one.action_id,
            "risk_id": one.risk_id,
            "title": one.title,
            "treatment": one.treatment,
            "org_unit_id": one.org_unit_id,
            "opened_on": one.opened_on,
            "original_due_date": one.first_due_on,
            "due_date": one.due_on,
            "status": one.status,
            "done_on": one.done_on,
        }
        for one in safety.actions
    ]
    return {
        "kri": [asdict(one) for one in safety.kris],
        "kri_observation": [asdict(one) for one in safety.kri_values],
        "control": controls,
        "risk_control": links,
        "risk_action": actions,
        "legal_matter": [asdict(one) for one in safety.matters],
    }
