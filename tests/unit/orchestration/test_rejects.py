"""Rejected records are told with number, reason and text, and written to a workbook in the file's own columns."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from orchestration import rejects
from orchestration.cli import app
from orchestration.home import Home
from orchestration.rejects import reject_lines, rejected_files, write_workbook
from sources.errors import ExportError, OpsmartError
from sources.ingest import ingest_landing
from sources.lake.settings import LakeSettings

STAFF = "Employee #,Hire Date,Department\n1,2020-01-15,Sales\n,2020-01-16,=1+1\n3,soon,Sales\n4,2020-01-18,Sales\n"
LEDGER = """Company Code,Document Number,G/L Account,Posting Date,Amount in Local Currency,Local Currency,Mood
1000,1,4000,2025-01-13,10.00,EUR,fine
1000,2,4000,2025-01-14,ten,EUR,fine
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    landing = tmp_path / "landing"
    landing.mkdir()
    (landing / "staff.csv").write_text(STAFF, encoding="utf-8")
    (landing / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "opsmart.toml").write_text("", encoding="utf-8")
    ingest_landing(tmp_path / "lake", landing, LakeSettings(), datetime(2025, 12, 20, tzinfo=UTC))
    return Home(tmp_path)


def test_records_are_told_by_number_and_reason(home: Home) -> None:
    assert reject_lines(rejected_files(home)) == [
        "ledger.csv (sap.gl_line_items): 1 rejected",
        "  row 3: amount_lc: not a number ('ten')",
        "staff.csv (bamboohr.employees): 2 rejected",
        "  row 3: employee_number: required, but empty",
        "  row 4: hire_date: not a date ('soon')",
        "next: correct them where they were exported from, export again, land the new file",
        "or write them to a workbook (--xlsx OUT), correct the cells there, land the workbook",
    ]


def test_a_long_list_is_cut_and_says_so(home: Home) -> None:
    lines = reject_lines(rejected_files(home, file="staff.csv", most=1))
    assert lines[1:3] == [
        "  row 3: employee_number: required, but empty",
        "  and 1 more: --xlsx OUT writes all of them",
    ]


def test_the_workbook_has_a_sheet_a_file_with_its_own_columns(home: Home, tmp_path: Path) -> None:
    write_workbook(rejected_files(home, most=None), tmp_path / "rejects.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "rejects.xlsx")
    assert book.sheet_names == ["1 gl_line_items", "2 employees"]
    staff = book.get_sheet_by_index(1).to_python()
    assert staff.pop(0) == ["opsmart corrections", hashlib.sha256(STAFF.encode()).hexdigest(), "staff.csv", "", "", ""]
    assert staff == [
        ["record", "sheet", "reasons", "Employee #", "Department", "Hire Date"],
        [3.0, "", "employee_number: required, but empty", "", "=1+1", "2020-01-16"],
        [4.0, "", "hire_date: not a date ('soon')", "3", "Sales", "soon"],
    ]
    ledger = book.get_sheet_by_index(0).to_python()
    assert dict(zip(ledger[1], ledger[2], strict=True))["Mood"] == "fine"


def test_more_records_than_a_sheet_has_rows_are_refused(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejects, "SHEET_ROWS", 1)
    with pytest.raises(OpsmartError, match=r"staff\.csv has 2 rejected records"):
        write_workbook(rejected_files(home, most=None), tmp_path / "rejects.xlsx")
    assert not (tmp_path / "rejects.xlsx").exists()


def test_the_command(home: Home, tmp_path: Path) -> None:
    run = CliRunner().invoke
    told = run(app, ["rejects", "--home", str(home.root), "--dataset", "bamboohr.employees", "--json"])
    (file,) = json.loads(told.stdout)["files"]
    assert [(item["record"], item["text"]["Department"]) for item in file["records"]] == [(3, "=1+1"), (4, "Sales")]
    out = tmp_path / "out.xlsx"
    told = run(app, ["rejects", "--home", str(home.root), "--xlsx", str(out)])
    assert told.stdout == f"3 rejected records of 2 files in {out}\n"
    assert out.is_file()


def test_what_is_not_there_is_an_error(home: Home, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no file of jira\.issues_csv"):
        rejected_files(home, "jira.issues_csv")
    with pytest.raises(ExportError, match="nothing was received"):
        rejected_files(Home(tmp_path / "elsewhere"))
