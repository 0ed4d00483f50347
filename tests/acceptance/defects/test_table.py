"""The documented table of defects is the catalogue's."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.acceptance.defects.catalogue import DEFECTS
from tests.acceptance.defects.defect import Outcome
from tests.acceptance.defects.table import PAGE, SECTIONS, page

PROJECT = Path(__file__).parents[3] / "dbt_project"
OWN_WORK = {
    "every_active_ledger_line_is_a_fact",
    "facts_lie_in_units_that_exist",
    "kpi_offsets_are_on_grains_of_whole_months",
    "kpi_terms_stay_within_earlier_domains",
    "lineage_rows_add_up_to_measures",
    "money_is_amount_times_rate",
}
"""Tests of what the warehouse does itself: no export can break them."""
ELSEWHERE = {"quickbooks_files_prove_their_sign"}
"""Proved with exports of their own."""
NOT_IN_THE_DEMO = {
    "budget_transfers_net_to_zero",
    "datev_amounts_are_net_of_tax",
    "journal_entries_stand_in_the_ledger",
    "risk_words_are_mapped",
    "sap_tables_hold_one_client",
    "stated_totals_agree_with_the_ledger",
}
"""Checks of exports that the demo's company does not have. What they find in a company that has them is shown row by
row in tests/integration/entities (`FOUND_HERE` of mixed_company.py)."""


def test_the_documented_table_is_the_catalogue() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.acceptance.defects.table"


def test_every_defect_is_in_the_table_once() -> None:
    listed = [one.name for defects in SECTIONS.values() for one in defects]
    assert sorted(listed) == sorted(one.name for one in DEFECTS)
    assert [name for name, count in Counter(listed).items() if count > 1] == []


def test_a_defect_says_who_finds_it() -> None:
    for one in DEFECTS:
        found = one.outcome in (Outcome.HELD, Outcome.WARNS, Outcome.WAITS)
        assert bool(one.checks) == bool(one.domains) == found, one.name
        assert bool(one.error) == (one.outcome is Outcome.REJECTED), one.name
        assert bool(one.why) == (one.outcome is Outcome.REPAIRED), one.name


def test_every_named_check_of_the_models_has_its_defect() -> None:
    named = {path.stem for path in (PROJECT / "tests").glob("*.sql")}
    for described in (PROJECT / "models").rglob("*.yml"):
        named |= set(re.findall(r"^          name: (\w+)$", described.read_text(encoding="utf-8"), re.MULTILINE))
    found = {check.removeprefix("dbt.test.") for one in DEFECTS for check in one.checks}
    assert named - found - OWN_WORK - ELSEWHERE - NOT_IN_THE_DEMO == set()
