"""Correction sheets: rejected records as `opsmart rejects --xlsx` wrote them, corrected by a person and landed again.

The first row of a sheet names the file that it corrects by its SHA-256, the second the columns; each further row is a
record by its number. A sheet is kept in `lake/corrections/`; files are read again from their originals with the
corrected cells in place of theirs, so everything that holds for a file holds for a corrected one.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sources.contract import Contract
from sources.errors import ExportError
from sources.lake.paths import Lake, file_id_of, publish_bytes
from sources.lake.receipts import Receipt
from sources.layout.grammar import LayoutKind
from sources.read.cells import Cell, marked, plain
from sources.read.forms import Form, Opening, open_export
from sources.read.text import prepare_text

TITLE = "opsmart corrections"
COLUMNS = ("record", "sheet", "reasons")
"""What stands before the file's own columns."""
MAX_BYTES = 16 << 20
"""A larger file is no correction sheet: every landed workbook would be opened twice to see."""
SHA256 = re.compile(r"[0-9a-f]{64}")
DELIMITERS = ",;\t"
REMEDY = "write the sheet anew with `opsmart rejects --xlsx OUT`, correct cells only, and land it"

Cells = Mapping[str, str | None]
Corrected = Mapping[tuple[str | None, int], Cells]
"""By sheet (None in text) and record number: the record's cells by header, marked where a workbook types them."""


@dataclass(frozen=True)
class CorrectedRecord:
    """A record as a person corrected it."""

    sheet: str | None
    record: int
    cells: dict[str, str | None]


@dataclass(frozen=True)
class Corrections:
    """One correction sheet file; `files` holds the records by SHA-256 of the file that they belong to."""

    sha256: str
    name: str
    seq: int
    received_at: datetime
    files: dict[str, list[CorrectedRecord]]

    @property
    def file_id(self) -> str:
        """First 16 hex digits of the sheet's own SHA-256."""
        return file_id_of(self.sha256)


def read_corrections(path: Path, name: str) -> dict[str, list[CorrectedRecord]] | None:
    """Read a correction sheet (a workbook, or one of its sheets as CSV); None where the file is none.

    Raises:
        ExportError: it is one and cannot be used: a number, a name or a column was changed.
    """
    if path.stat().st_size > MAX_BYTES:
        return None
    try:
        opening = open_export(path, name)
    except ExportError:
        return None
    found: dict[str, list[CorrectedRecord]] = {}
    for place, rows in _sheets(path, name, opening):
        if not (first := next(rows, None)) or plain(next(iter(first), None)) != TITLE:
            return None
        _, sha256, *_ = [*map(plain, first), "", ""]
        header = [plain(cell) for cell in next(rows, ())]
        if not SHA256.fullmatch(sha256) or tuple(header[: len(COLUMNS)]) != COLUMNS:
            raise ExportError("the first two rows of the sheet were changed", REMEDY, file=name, sheet=place)
        records = found.setdefault(sha256, [])
        for number, cells in enumerate(rows, start=3):
            if any(plain(cell) for cell in cells):
                records.append(_record(header, list(cells), name, place, number))
    return found or None


def _record(header: list[str], cells: list[Cell], name: str, place: str | None, number: int) -> CorrectedRecord:
    record, sheet, _ = [*map(plain, cells), "", "", ""][: len(COLUMNS)]
    if not record.isdigit():
        raise ExportError(
            f"`{record}` is no record number",
            REMEDY,
            file=name,
            sheet=place,
            row=number,
            column=COLUMNS[0],
            expected="the number as it was written",
        )
    named = zip(header[len(COLUMNS) :], [marked(cell) for cell in cells[len(COLUMNS) :]], strict=False)
    return CorrectedRecord(sheet or None, int(record), {name: cell for name, cell in named if name})


def _sheets(path: Path, name: str, opening: Opening) -> Iterator[tuple[str | None, Iterator[list[Cell]]]]:
    if opening.form is Form.WORKBOOK:
        from sources.read.workbook import Workbook

        book = Workbook(path, name)
        for sheet in book.sheets:
            yield sheet, (list(cells) for _, cells in book.rows(sheet))
    elif opening.form is Form.TEXT and TITLE.encode() in opening.head[:128].replace(b"\0", b""):  # UTF-16 too
        with tempfile.TemporaryDirectory() as folder:
            profile = prepare_text(path, name, Path(folder), frozenset(COLUMNS))
            text = profile.path.read_text(encoding="utf-8-sig")
        behind = text.partition("\n")[0].partition(TITLE)[2]
        delimiter = next((sign for sign in behind if sign in DELIMITERS), ",")
        yield None, (list[Cell](row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def check(
    lake: Lake,
    name: str,
    files: Mapping[str, Iterable[CorrectedRecord]],
    receipts: Mapping[str, Receipt],
    contracts: Mapping[str, Contract],
    in_force: Iterable[Corrections],
) -> None:
    """Only records that were rejected can be corrected, one at a time.

    Raises:
        ExportError: a file that was never received, one whose rows hold many records, or a record that was loaded.
    """
    in_force = list(in_force)
    for sha256, records in files.items():
        receipt = receipts.get(sha256)
        if receipt is None:
            cause = f"corrects a file that was never received (sha256 {sha256[:12]}…)"
            raise ExportError(cause, "land that file first", file=name)
        contract = contracts.get(f"{receipt.system}.{receipt.dataset}")
        if contract and contract.layout.kind is LayoutKind.WIDE:
            cause = f"a row of {receipt.name} holds several records, they cannot be corrected one by one"
            raise ExportError(cause, "correct the export itself and land it again", file=name)
        open_to = _rejected(lake, receipt) | set(of_file(sha256, in_force)[1])
        for item in records:
            if (item.sheet, item.record) not in open_to:
                raise ExportError(f"record {item.record} of {receipt.name} was not rejected", REMEDY, file=name)


def _rejected(lake: Lake, receipt: Receipt) -> set[tuple[str | None, int]]:
    import duckdb

    raw = lake.raw_of(receipt.system, receipt.dataset, receipt.file_id)
    query = (
        "select _sheet, coalesce(_row, file_row_number + $first) from read_parquet($raw, file_row_number = true) "
        "where _reject is not null"
    )
    with duckdb.connect() as con:
        return set(con.execute(query, {"raw": str(raw), "first": receipt.first_row}).fetchall())


def keep(lake: Lake, corrections: Corrections) -> None:
    """Commit a sheet: from here on it counts."""
    text = json.dumps(asdict(corrections), ensure_ascii=False, indent=1, sort_keys=True, default=str)
    target = lake.corrections / f"{corrections.file_id}.json"
    publish_bytes(f"{text}\n".encode(), lake.aside / target.name, target)


def load(lake: Lake) -> list[Corrections]:
    """All sheets in the order received."""
    found = []
    for path in sorted(lake.corrections.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        told["received_at"] = datetime.fromisoformat(told["received_at"])
        told["files"] = {sha: [CorrectedRecord(**row) for row in rows] for sha, rows in told["files"].items()}
        found.append(Corrections(**told))
    return sorted(found, key=lambda item: item.seq)


def of_file(sha256: str, sheets: Iterable[Corrections]) -> tuple[list[str], Corrected]:
    """The sheets (by SHA-256) that correct a file, and its corrected records: of two for one record the later holds."""
    used = [sheet for sheet in sheets if sha256 in sheet.files]
    cells = {(row.sheet, row.record): row.cells for sheet in used for row in sheet.files[sha256]}
    return [sheet.sha256 for sheet in used], cells
