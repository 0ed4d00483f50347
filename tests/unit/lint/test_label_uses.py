"""Whoever asks the unit mapping for a label is in the list of gaps: nothing can fall into `unassigned` unseen."""

from __future__ import annotations

import re
from pathlib import Path

MODELS = Path(__file__).parents[3] / "dbt_project" / "models"
ASKS = re.compile(r"ref\('int_org_mapping'\)|\bwith_(?:org_unit|org_unit_by_type|labelled_unit|person_unit)\(")
USE = re.compile(r"^        '((?:int|fct)_\w+)': ", re.MULTILINE)
ELSEWHERE = {
    "int_gl_entry": "told as fct_gl_entry",
    "int_gl_entry_digest": "compares mappings, places nothing",
    "int_budget_line": "told as fct_budget_line",
    "int_person_identity": "compares departments, places nothing",
    "int_timesheet": "has no label: the person's unit",
    "int_meeting_action": "actions of work items, told as fct_work_item; others name their unit",
    "dim_project": "the labels of fct_work_item",
    "fct_work_item_state": "the labels of fct_work_item",
}


def asking() -> set[str]:
    return {path.stem for path in MODELS.rglob("*.sql") if ASKS.search(path.read_text(encoding="utf-8"))}


def listed() -> set[str]:
    macro = MODELS.parent / "macros" / "label_uses.sql"
    return set(USE.findall(macro.read_text(encoding="utf-8")))


def test_every_model_that_asks_for_a_unit_is_listed_once() -> None:
    facts = {"fct_gl_entry", "fct_budget_line"}  # they keep what int_gl_entry and int_budget_line asked for
    assert len(listed()) > 30
    assert listed() - facts == asking() - set(ELSEWHERE)
    assert set(ELSEWHERE) <= asking()
    assert facts <= listed()
