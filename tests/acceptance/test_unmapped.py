"""A label that nobody maps is told, the workbook asks for it, and landing the filled workbook closes the gap."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from small_home import (
    AS_OF,
    CORRECTED_OCTOBER,
    DECEMBER,
    GERMAN_LISTS,
    MOVED_COST_CENTRE,
    SEPTEMBER,
    SmallHome,
)
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.settings import load_settings
from orchestration.unmapped import Gap, data_gaps, write_workbooks
from sources.lake.paths import Lake
from sources.templates.landed import LandedRow, landed_rows
from sources.templates.workbook import template_contracts, write_template

ORG_MAPPING = template_contracts()["org_mapping"]
PROJECT = "PLAT"
ASKING = (
    "int_org_mapping", "int_gl_entry_digest", "int_budget_line_digest", "fct_gl_entry", "fct_budget_line",
    "fct_work_item",
)  # fmt: skip
COUNTING = (GERMAN_LISTS[SEPTEMBER], CORRECTED_OCTOBER, GERMAN_LISTS[DECEMBER])
"""The German lists that count: October's first one is superseded, November's withdrawn."""


def mapping(made: SmallHome) -> list[LandedRow]:
    """The rows of the unit mapping that count."""
    with duckdb.connect() as con:
        return landed_rows(con, Lake(made.home.lake), ORG_MAPPING)


def closable(made: SmallHome) -> list[Gap]:
    """The gaps that a template closes."""
    return [gap for gap in data_gaps(made.home, load_settings(made.home)) if gap.template]


@pytest.fixture(scope="module")
def forgotten(small: SmallHome, tmp_path_factory: pytest.TempPathFactory) -> SmallHome:
    """The home after a mapping was landed that lacks a cost centre and a project."""
    made = small.copy(tmp_path_factory.mktemp("unmapped"))
    rows = [row for row in mapping(made) if row["source_key"] not in (MOVED_COST_CENTRE, PROJECT)]
    assert len(mapping(made)) - len(rows) >= 2
    name = f"templates/opsmart_org_mapping_{AS_OF}_short.xlsx"
    write_template(ORG_MAPPING, made.pool.parent / "short.xlsx", rows)
    target = made.root / "landing" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((made.pool.parent / "short.xlsx").read_bytes())
    made.land(())
    made.run(*ASKING)
    return made


@pytest.fixture(scope="module")
def told(forgotten: SmallHome) -> list[Gap]:
    """The gaps of that home."""
    return closable(forgotten)


def test_the_clean_company_has_no_gap_that_a_template_closes(small: SmallHome) -> None:
    assert closable(small) == []


def test_a_cost_centre_nobody_maps_is_told_with_its_rows_days_and_amount(forgotten: SmallHome, told: list[Gap]) -> None:
    lines = []
    for name in COUNTING:
        with (forgotten.pool / name).open(newline="", encoding="utf-8") as handle:
            lines += [
                (line["Cost Center"], line["Posting Date"], line["Amount in local currency"])
                for line in csv.DictReader(handle)
            ]
    amounts = [abs(Decimal(amount)) for centre, _, amount in lines if centre == MOVED_COST_CENTRE]
    days = [day for centre, day, _ in lines if centre == MOVED_COST_CENTRE]
    (ledger,) = [gap for gap in told if gap.model == "fct_gl_entry"]
    assert (ledger.gap, ledger.system, ledger.label_type, ledger.label) == (
        "org_unit",
        "sap",
        "cost_center",
        MOVED_COST_CENTRE,
    )
    assert (ledger.row_count, ledger.amount, ledger.currency) == (len(days), sum(amounts), "EUR")
    assert (str(ledger.first_day), str(ledger.last_day)) == (min(days), max(days))
    assert ledger.row_share == pytest.approx(len(days) / len(lines), rel=1e-11)
    everything = sum(abs(Decimal(amount)) for _, _, amount in lines)
    assert ledger.amount_share == pytest.approx(float(sum(amounts)) / float(everything), rel=1e-11)


def test_what_is_told_is_what_lies_in_unassigned(forgotten: SmallHome, told: list[Gap]) -> None:
    for fact in ("fct_gl_entry", "fct_budget_line", "fct_work_item"):
        ((rows,),) = forgotten.rows(f"select count(*) from core.{fact} where org_unit_id = 'unassigned'")
        assert rows == sum(gap.row_count for gap in told if gap.model == fact) > 0


def test_the_command_shows_the_row_that_is_missing(forgotten: SmallHome) -> None:
    shown = CliRunner().invoke(app, ["unmapped", "--home", str(forgotten.root)])
    assert shown.exit_code == 0, shown.output
    assert f"source_type=cost_center, source_key={MOVED_COST_CENTRE}, system=sap" in shown.output
    assert f"source_type=project, source_key={PROJECT}, system=jira" in shown.output


def test_landing_the_filled_workbook_closes_the_gaps_and_loses_no_row(forgotten: SmallHome, tmp_path: Path) -> None:
    made = forgotten.copy(tmp_path)
    before = mapping(made)
    written = write_workbooks(made.home, load_settings(made.home), tmp_path / "gaps")
    assert [path.name for path, _, _ in written] == ["opsmart_org_mapping_unmapped.xlsx"]
    path, added, kept = written[0]
    book = openpyxl.load_workbook(path)
    sheet = book["org_mapping"]
    heads = [cell.value for cell in sheet[2]]
    unit = heads.index("Org unit ID") + 1
    empty = [row for row in range(3, 3 + kept + added) if sheet.cell(row, unit).value is None]
    assert (kept, len(empty)) == (len(before), added)
    for row in empty:
        sheet.cell(row, unit, "MI-SAL-EU")
    target = made.root / "landing" / "templates" / path.name
    book.save(target)
    made.land(())
    made.run(*ASKING)
    assert closable(made) == []
    assert [row for row in mapping(made) if row in before] == before
    centre = "select distinct org_unit_id from core.fct_gl_entry where cost_centre = ?"
    assert made.rows(centre, MOVED_COST_CENTRE) == [("MI-SAL-EU",)]
