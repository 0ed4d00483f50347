"""Rejected records come back corrected: exactly they are replaced, whatever else happens to their file."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from orchestration.home import Home
from orchestration.rejects import rejected_files, write_workbook
from sources.errors import OpsmartError
from sources.ingest import IngestSummary, decide, ingest_landing
from sources.ingest_run import Status
from sources.lake.ledger import DecisionKind
from sources.lake.settings import LakeSettings

NOW = datetime(2025, 12, 20, tzinfo=UTC)
LEDGER = (
    "Company Code,Document Number,G/L Account,Posting Date,Amount in Local Currency,Local Currency,Text,Mood\n"
    '1000,1,4000,2025-01-13,10.00,EUR,"two\nlines",fine\n'
    "1000,2,4000,2025-01-14,ten,EUR,sale,fine\n"
    "1000,3,4000,2025-01-32,30.00,EUR,sale,fine\n"
    "1000,4,4000,2025-01-15,40.00,EUR,sale,fine\n"
)
RIGHT = "record,sheet,reasons,Text"


class Lake:
    """A home's landing folder and lake."""

    def __init__(self, root: Path) -> None:
        self.home, self.landing = Home(root), root / "landing"
        self.landing.mkdir()

    def ingest(self) -> IngestSummary:
        return ingest_landing(self.home.lake, self.landing, LakeSettings(), NOW)

    def sheet(self, name: str, **corrected: dict[str, object]) -> Path:
        """The workbook of rejects with cells replaced: `record_3={"Header": value}`."""
        blank, target = self.home.root / "rejects.xlsx", self.landing / name
        write_workbook(rejected_files(self.home, most=None), blank)
        with xlsxwriter.Workbook(str(target)) as book:
            for sheet in CalamineWorkbook.from_path(blank).sheet_names:
                made = book.add_worksheet(sheet)
                rows: list[list[Any]] = CalamineWorkbook.from_path(blank).get_sheet_by_name(sheet).to_python()
                for row in rows[2:]:
                    for header, value in corrected.get(f"record_{int(row[0])}", {}).items():
                        row[rows[1].index(header)] = value
                for place, row in enumerate(rows):
                    made.write_row(place, 0, row)
        return target

    def raw(self) -> list[tuple[Any, ...]]:
        with duckdb.connect() as con:
            return con.execute(
                "select document_number, posting_date, amount_lc, _reject is null "
                f"from read_parquet('{self.home.lake}/raw/sap/gl_line_items/[0-9a-f]*.parquet') order by 1"
            ).fetchall()

    def counts(self) -> tuple[int, int, int]:
        (row,) = duckdb.sql(
            f"select rows_read, rows_loaded, rows_rejected from '{self.home.lake}/index/files.parquet'"
        ).fetchall()
        return row


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    made = Lake(tmp_path)
    (made.landing / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    made.ingest()
    assert made.counts() == (4, 2, 2)
    return made


def loaded(lake: Lake) -> list[tuple[str, float]]:
    return [(document, float(amount)) for document, _, amount, good in lake.raw() if good]


def test_corrected_records_are_loaded_and_the_rest_stays(lake: Lake) -> None:
    lake.sheet("back.xlsx", record_3={"Amount in Local Currency": "20.00"})
    summary = lake.ingest()
    told = {item.name: (item.status, item.detail) for item in summary.files}
    assert told["back.xlsx"] == (Status.LOADED, "corrects: 2 records of ledger.csv")
    assert lake.counts() == (4, 3, 1)
    assert loaded(lake) == [("1", 10), ("2", 20), ("4", 40)]
    # Nothing new the next time, also when the same sheet is landed under another name.
    shutil.copyfile(lake.landing / "back.xlsx", lake.landing / "again.xlsx")
    assert lake.ingest().new == ()
    assert loaded(lake) == [("1", 10), ("2", 20), ("4", 40)]


def test_a_later_sheet_wins_and_a_native_date_of_the_workbook_counts(lake: Lake) -> None:
    lake.sheet("first.xlsx", record_3={"Amount in Local Currency": 21})
    lake.ingest()
    sheet = lake.sheet("second.xlsx", record_4={"Posting Date": "2025-01-31"})
    summary = lake.ingest()
    assert [item.name for item in summary.failed] == []
    assert lake.counts() == (4, 4, 0)
    assert loaded(lake) == [("1", 10), ("2", 21), ("3", 30), ("4", 40)]
    assert sheet.exists()


def test_a_withdrawn_sheet_corrects_nothing_and_can_be_accepted_again(lake: Lake) -> None:
    lake.sheet("back.xlsx", record_3={"Amount in Local Currency": "20.00"})
    lake.ingest()
    decide(lake.home.lake, LakeSettings(), "back.xlsx", DecisionKind.WITHDRAW, NOW)
    lake.ingest()
    assert loaded(lake) == [("1", 10), ("4", 40)]
    decide(lake.home.lake, LakeSettings(), "back.xlsx", DecisionKind.ACCEPT, NOW)
    lake.ingest()
    assert loaded(lake) == [("1", 10), ("2", 20), ("4", 40)]
    with pytest.raises(OpsmartError, match="is not held"):
        decide(lake.home.lake, LakeSettings(), "ledger.csv", DecisionKind.ACCEPT, NOW)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_sheet_works_saved_as_csv(lake: Lake, encoding: str) -> None:
    (file,) = rejected_files(lake.home, most=None)
    (lake.landing / "back.csv").write_text(
        f"opsmart corrections;{file.sha256};ledger.csv\n"
        "record;sheet;reasons;Company Code;Document Number;G/L Account;Posting Date;Amount in Local Currency;"
        "Local Currency;Text;Mood\n"
        '3;;"amount_lc: not a number";1000;2;4000;2025-01-14;20.00;EUR;销售收入的更正;better\n',
        encoding=encoding,
    )
    lake.ingest()
    with duckdb.connect() as con:
        raw = f"{lake.home.lake}/raw/sap/gl_line_items/[0-9a-f]*.parquet"
        (told,) = con.execute(f"select * from read_parquet('{raw}') where document_number = '2'").fetchall()
    assert "销售收入的更正" in [str(cell) for cell in told]
    assert lake.counts() == (4, 3, 1)
    assert loaded(lake) == [("1", 10), ("2", 20), ("4", 40)]


@pytest.mark.parametrize(
    ("first", "columns", "row", "cause"),
    [
        ("opsmart corrections,{sha},x", RIGHT, "2,,,a", "record 2 of ledger.csv was not rejected"),
        ("opsmart corrections,{sha},x", RIGHT, "three,,,a", "`three` is no record number"),
        ("opsmart corrections,{sha},x", "row,sheet,reasons,Text", "3,,,a", "the first two rows of the sheet"),
        ("opsmart corrections,ledger,x", RIGHT, "3,,,a", "the first two rows of the sheet"),
        ("opsmart corrections," + "0" * 64, RIGHT, "3,,,a", "corrects a file that was never received"),
    ],
)  # fmt: skip
def test_a_sheet_that_cannot_be_used_is_refused_whole(
    lake: Lake, first: str, columns: str, row: str, cause: str
) -> None:
    (file,) = rejected_files(lake.home, most=None)
    text = "\n".join((first.format(sha=file.sha256), columns, row)) + "\n"
    (lake.landing / "back.csv").write_text(text, encoding="utf-8")
    (failed,) = lake.ingest().failed
    assert failed.error and failed.error.remedy and failed.error.file == "back.csv"
    assert cause in str(failed.error)
    assert lake.counts() == (4, 2, 2)
    assert lake.ingest().failed != ()


def test_a_row_of_many_records_is_corrected_in_the_export(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    (lake.landing / "budget.csv").write_text(
        "Account,Jan 2026,Feb 2026,Mar 2026,Apr 2026\nSales,100,some,100,100\n", encoding="utf-8"
    )
    summary = lake.ingest()
    assert summary.failed == (), summary.failed[0].error
    lake.sheet("back.xlsx")
    (failed,) = lake.ingest().failed
    assert "holds several records" in str(failed.error)
