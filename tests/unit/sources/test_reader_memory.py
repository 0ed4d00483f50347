"""What takes more memory than there is for it is refused before it ends the night; long records go in small groups."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from sources import reading, write
from sources.contract import load_contracts
from sources.errors import UnreadableExport
from sources.layout.record import Record
from sources.read import forms, json_file, memory, staging_file
from sources.read.forms import open_export
from sources.read.json_file import load_json
from sources.read.workbook import Workbook
from sources.reading import ReadHints, read_export

OLD = Path(__file__).with_name("workbooks") / "people.xls"
MIB = 1 << 20


def refused(error: UnreadableExport, name: str, limit: str) -> None:
    assert name in str(error) and limit in str(error)
    assert "split" in error.remedy.lower() and "CSV" in error.remedy


def workbook(path: Path, cells: dict[str, str]) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for at, text in cells.items():
        sheet.write_string(at, text)
    book.close()
    return path


def test_a_stray_cell_far_from_the_others_ends_no_night(tmp_path: Path) -> None:
    """A sheet is held as the rectangle around its cells: here 1,048,576 rows of 16,384."""
    path = workbook(tmp_path / "stray.xlsx", {"A1": "Employee #", "XFD1048576": "x"})
    with pytest.raises(UnreadableExport) as caught:
        Workbook(path, "stray.xlsx")
    refused(caught.value, "stray.xlsx", "1,280 MiB")


def test_an_old_workbook_whose_lengths_are_damaged_ends_no_night(tmp_path: Path) -> None:
    """Mutation 967 of `make fuzz-proof`: behind 500 NUL bytes the reader asks for gigabytes, and aborts."""
    content = OLD.read_bytes()
    path = tmp_path / "people.xls"
    path.write_bytes(content[:1768] + bytes(500) + content[1768:])
    with pytest.raises(UnreadableExport) as caught:
        Workbook(path, "people.xls")
    refused(caught.value, "people.xls", "1,280 MiB")


def test_a_workbook_beyond_the_memory_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """4,000,000 cells of 24 bytes at least, 92 MiB: within the limit, and beyond it lowered."""
    path = workbook(tmp_path / "wide.xlsx", {"A1": "x", "CV40000": "y"})
    with monkeypatch.context() as lowered:
        lowered.setattr(memory, "MAX_MEMORY", 48 * MIB)
        with pytest.raises(UnreadableExport) as caught:
            Workbook(path, "wide.xlsx")
    refused(caught.value, "wide.xlsx", "48 MiB")
    assert Workbook(path, "wide.xlsx").sheets == ["Sheet1"]


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "long.xlsx", {"A1": "x" * 30_000})
    assert open_export(path, "long.xlsx").form is forms.Form.WORKBOOK
    monkeypatch.setattr(forms, "MAX_UNZIPPED", 20_000)
    with pytest.raises(UnreadableExport) as caught:
        open_export(path, "long.xlsx")
    refused(caught.value, "long.xlsx", "0 MiB")


def test_a_json_over_the_limit_of_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "issues.json"
    path.write_text(json.dumps({"issues": [1] * MIB}), encoding="utf-8")
    assert len(load_json(path, "issues.json")["issues"]) == MIB
    monkeypatch.setattr(json_file, "MAX_JSON", MIB)
    with pytest.raises(UnreadableExport) as caught:
        load_json(path, "issues.json")
    refused(caught.value, "issues.json", "1 MiB")


def test_more_memory_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MAX_MEMORY", 64 * MIB)
    memory.check_memory(lambda: bytearray(32 * MIB), "issues.json", "JSON")
    with pytest.raises(UnreadableExport) as caught:
        memory.check_memory(lambda: bytearray(256 * MIB), "issues.json", "JSON")
    refused(caught.value, "issues.json", "64 MiB")


def test_a_json_that_may_take_more_memory_than_the_limit_is_tried_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "issues.json"
    path.write_text("[" + ",".join(["1.5"] * 1000) + "]", encoding="utf-8")
    tried: list[tuple[int, str, str]] = []
    monkeypatch.setattr(json_file, "check_memory", lambda load, *told: tried.append((len(load()), *told)))
    load_json(path, "issues.json")
    assert tried == []
    monkeypatch.setattr(json_file, "MAX_MEMORY", 32 * 1000)
    load_json(path, "issues.json")
    assert tried == [(1000, "issues.json", "JSON")]


def test_a_reader_that_crashes_is_told_as_damage() -> None:
    with pytest.raises(UnreadableExport, match=r"people\.xls: the workbook is damaged: its reader ended with SIGSEGV"):
        memory.check_memory(lambda: os.kill(os.getpid(), signal.SIGSEGV), "people.xls", "workbook")


def test_other_failures_are_left_to_the_caller() -> None:
    def fail() -> None:
        raise ValueError("told by the one who reads")

    memory.check_memory(fail, "people.xls", "workbook")


@pytest.mark.parametrize(
    ("size", "rows", "expected"),
    [
        (793_000_000, 10_000_000, 122_880),  # 79 bytes a record: as DuckDB would
        (2_000_000_000, 100_000, 2_048),  # 20,000 bytes: 32 MiB are 1,677 records, and no group is smaller than 2,048
        (1 << 30, 1 << 20, 32_768),  # 1,024 bytes: 32 MiB are 32,768 records
        (0, 0, 122_880),
    ],
)
def test_a_row_group_of_long_records_has_fewer(size: int, rows: int, expected: int) -> None:
    assert write.group_rows(size, rows) == expected


def test_long_records_are_written_in_groups_that_memory_holds(tmp_path: Path) -> None:
    """60 MB of texts in 6,000 records: a row group of DuckDB's own size would hold all of them."""
    path = tmp_path / "ledger.csv"
    text = os.urandom(5_000).hex()
    with path.open("w", encoding="utf-8") as file:
        file.write("Buchungskreis;Belegnummer;Sachkonto;Buchungsdatum;Betrag in Hauswährung;Hauswährung;Buchungstext\n")
        file.writelines(f"2000;{i};400000;02.01.2025;1,50;EUR;{text[i:]}{text[:i]}\n" for i in range(6_000))
    out = tmp_path / "out" / "raw.parquet"
    result = read_export(path, path.name, load_contracts()["sap.gl_line_items"], out, ReadHints(memory_limit="400MB"))
    assert (result.rows_read, result.rows_rejected) == (6_000, 0)
    found = pq.ParquetFile(out)
    groups = [found.metadata.row_group(number).num_rows for number in range(found.metadata.num_row_groups)]
    assert sum(groups) == 6_000 and max(groups) < 6_000
    assert found.read(["document_number"])["document_number"].to_pylist() == [str(i) for i in range(6_000)]


def test_a_batch_of_long_records_has_fewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten records of 6 characters, 20 to a batch: 2 batches of 24 characters, the rest."""
    monkeypatch.setattr(staging_file, "BATCH_CHARS", 20)
    records = (Record(row, None, ["abc", ["d", "e"]], {"x": "f"}) for row in range(1, 11))
    assert staging_file.write_texts(records, [False, True], tmp_path / "texts.parquet") == (10, 60)
    found = pq.ParquetFile(tmp_path / "texts.parquet")
    assert [found.metadata.row_group(number).num_rows for number in range(3)] == [4, 4, 2]
    assert found.read()["_row"].to_pylist() == list(range(1, 11))


def test_a_list_too_wide_for_all_threads_is_written_by_one(tmp_path: Path) -> None:
    """Mutation 768: 499 columns, 0.7 GB a thread."""
    told: list[str] = []

    class Narrow:
        def execute(self, statement: str) -> None:
            told.append(statement[:15])
            if told == ["COPY (SELECT 1)"]:
                raise duckdb.OutOfMemoryException

    write._copy(Narrow(), "SELECT 1", tmp_path / "raw.parquet", 2_048)  # type: ignore[arg-type]
    assert told == ["COPY (SELECT 1)", "SET threads = 1", "COPY (SELECT 1)"]


def test_what_one_thread_cannot_write_either_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise duckdb.OutOfMemoryException

    monkeypatch.setattr(reading, "write_delimited", full)
    path = tmp_path / "people.csv"
    path.write_text("Employee #,Hire Date,Department\n1,2020-01-15,IT\n", encoding="utf-8")
    with pytest.raises(UnreadableExport) as caught:
        read_export(path, path.name, load_contracts()["bamboohr.employees"], tmp_path / "out" / "raw.parquet")
    assert "people.csv: takes more than 1300MB" in str(caught.value) and "Split" in caught.value.remedy


def test_a_quote_in_a_header_does_not_break_the_reading(tmp_path: Path) -> None:
    """Mutation 1959."""
    path = tmp_path / "people.csv"
    path.write_text('"Employee ""#""",Hire Date,Department\n1,2020-01-15,IT\n', encoding="utf-8")
    found = read_export(path, path.name, load_contracts()["bamboohr.employees"], tmp_path / "out" / "raw.parquet")
    assert (found.rows_read, found.rows_rejected) == (1, 0)
