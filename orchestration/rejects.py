"""`opsmart rejects`: the records that could not be loaded, with reasons and original text, as lines or as a workbook.

Records of files that no longer matter (superseded, withdrawn) are left out. What is shown is what the exports held: the
workbook needs the same protection as they do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.home import Home
from sources.errors import ExportError, OpsmartError
from sources.lake.corrections import COLUMNS, TITLE

if TYPE_CHECKING:
    import duckdb

GONE = ("superseded", "withdrawn")
SHOWN = 10
"""Records told per file on a terminal."""
SHEET_ROWS = 1_048_576 - 2


@dataclass(frozen=True)
class Reject:
    """A record that was not loaded: its number as a person counts it, why, and its text by header."""

    record: int
    sheet: str | None
    reasons: tuple[str, ...]
    text: Mapping[str, Any]


@dataclass(frozen=True)
class RejectedFile:
    """A file with rejected records; `records` are the first ones where a limit was asked for."""

    name: str
    system: str
    dataset: str
    rows_rejected: int
    sha256: str
    records: tuple[Reject, ...]


def rejected_files(
    home: Home, dataset: str | None = None, file: str | None = None, most: int | None = SHOWN
) -> list[RejectedFile]:
    """The files that matter and have rejects, by name.

    Args:
        home: the home.
        dataset: only this one, as `system.dataset`.
        file: only files whose name ends so.
        most: records to read per file; None reads all.

    Raises:
        ExportError: nothing was received yet, or no file fits what was asked for.
    """
    import duckdb

    index = home.lake / "index" / "files.parquet"
    if not index.is_file():
        raise ExportError("nothing was received yet", "run `opsmart nightly`")
    query = (
        "select name, system, dataset, sha256, file_id, first_row, rows_rejected from read_parquet($index) "
        "where outcome not in $gone and ($dataset is null or system || '.' || dataset = $dataset) "
        "and ($file is null or ends_with(name, $file)) order by name, file_id"
    )
    with duckdb.connect() as con:
        asked = {"index": str(index), "gone": list(GONE), "dataset": dataset, "file": file}
        found = con.execute(query, asked).fetchall()
        if not found and (dataset or file):
            raise ExportError(
                f"no file of {dataset or 'the lake'}{f' is called {file}' if file else ''}",
                "`opsmart status` tells what was received",
            )
        return [
            RejectedFile(name, system, of, rejected, sha, tuple(_records(con, home, system, of, file_id, first, most)))
            for name, system, of, sha, file_id, first, rejected in found
            if rejected
        ]


def _records(
    con: duckdb.DuckDBPyConnection, home: Home, system: str, dataset: str, file_id: str, first: int, most: int | None
) -> Iterator[Reject]:
    raw = home.lake / "raw" / system / dataset / f"{file_id}.parquet"
    rows = con.execute(
        "select coalesce(_row, file_row_number + $first), _sheet, _reject "
        "from read_parquet($raw, file_row_number = true) where _reject is not null order by file_row_number "
        f"{f'limit {most}' if most is not None else ''}",
        {"raw": str(raw), "first": first},
    ).fetchall()
    for record, sheet, reject in rows:
        told = json.loads(reject)
        yield Reject(record, sheet, tuple(map(_reason, told["reasons"])), told["record"])


def _reason(reason: Mapping[str, Any]) -> str:
    column, value = reason.get("column"), reason.get("value")
    where = f"{column}: " if column else ""
    return f"{where}{reason['reason']}{f' ({value!r})' if value is not None else ''}"


def reject_lines(files: Sequence[RejectedFile]) -> list[str]:
    """For a person: each file, its first records with their reasons, and the next step."""
    if not files:
        return ["no rejected records"]
    lines = []
    for file in files:
        lines.append(f"{file.name} ({file.system}.{file.dataset}): {file.rows_rejected} rejected")
        for item in file.records:
            place = f"{item.sheet}, row {item.record}" if item.sheet else f"row {item.record}"
            lines.append(f"  {place}: {'; '.join(item.reasons)}")
        if file.rows_rejected > len(file.records):
            lines.append(f"  and {file.rows_rejected - len(file.records)} more: --xlsx OUT writes all of them")
    return [
        *lines,
        "next: correct them where they were exported from, export again, land the new file",
        "or write them to a workbook (--xlsx OUT), correct the cells there, land the workbook",
    ]


def write_workbook(files: Sequence[RejectedFile], out: Path) -> None:
    """One sheet a file, in the form that ingest takes as corrections: the file by its SHA-256, its own headers, texts.

    Raises:
        OpsmartError: more records than a sheet has rows.
    """
    import xlsxwriter

    large = next((file for file in files if len(file.records) > SHEET_ROWS), None)
    if large:
        raise OpsmartError(
            f"{large.name} has {len(large.records):,} rejected records, more than a sheet has rows",
            "correct the export: something is wrong with all of it (`opsmart check FILE`)",
        )
    with xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        for number, file in enumerate(files, start=1):
            sheet = book.add_worksheet(f"{number} {file.dataset}"[:31])
            headers = list(dict.fromkeys(name for item in file.records for name in item.text))
            for place, told in enumerate((TITLE, file.sha256, file.name)):
                sheet.write_string(0, place, told)
            for place, name in enumerate((*COLUMNS, *headers)):
                sheet.write_string(1, place, name, bold)
            for row, item in enumerate(file.records, start=2):
                sheet.write_number(row, 0, item.record)
                cells = (item.sheet, "; ".join(item.reasons), *(item.text.get(name) for name in headers))
                for place, cell in enumerate(cells, start=1):
                    if cell is not None:
                        sheet.write_string(row, place, cell if isinstance(cell, str) else json.dumps(cell))
            sheet.freeze_panes(2, len(COLUMNS))
            sheet.autofit()
