"""The last step of `opsmart explain`: from a fact's file and record to the file's name, sheet and row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from orchestration.explain_rows import located
from orchestration.home import Home
from sources.ingest import ingest_landing
from sources.lake.paths import Lake
from sources.lake.receipts import load
from sources.lake.settings import LakeSettings
from sources.templates.workbook import template_contracts, write_template

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)


def test_a_workbooks_row_is_told_with_its_sheet_and_a_texts_row_without(home: Home, tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    landing.mkdir()
    goal = {"goal_id": "G1", "day": date(2025, 1, 31), "value": 3}
    write_template(template_contracts()["goal_checkin"], landing / "goals.xlsx", [goal, goal | {"goal_id": "G2"}])
    (landing / "staff.csv").write_text("Employee #,Hire Date\n7,2020-01-15\n8,2020-01-16\n", encoding="utf-8")
    ingest_landing(home.lake, landing, LakeSettings(), NOW)
    files = {receipt.name: receipt for receipt in load(Lake(home.lake))}
    # Title in row 1, header in row 2: the second check-in stands in row 4; the second employee in row 3.
    assert {name: receipt.first_row for name, receipt in files.items()} == {"goals.xlsx": 3, "staff.csv": 2}
    found = {}
    with duckdb.connect() as con:
        con.execute(f"set file_search_path = '{home.lake}'")
        for name, record in (("goals.xlsx", 4), ("staff.csv", 3)):
            row = {"day": None, "org_unit_id": "AC", "value": 1, "file_id": files[name].file_id, "record": record}
            told = located(con, row)
            found[told["file"]] = (told["sheet"], told["row"])
    assert found == {"goals.xlsx": ("goal_checkin", 4), "staff.csv": (None, 3)}
