"""`read_export`: one file becomes one raw Parquet file by its contract; every record is kept, rejected ones too."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb

from sources.cast.decide import Evidence
from sources.contract import Contract
from sources.errors import ExportError, UnknownExport, UnreadableExport
from sources.identify import missing_column
from sources.layout.corrected import corrected
from sources.layout.grammar import DateOrder, DecimalMark, LayoutKind
from sources.layout.header import note_unknown
from sources.layout.locate import Grid, Place, grids, is_left_out, metadata_row, place_of, places_of
from sources.layout.metadata import read_metadata
from sources.layout.moments import moment_of_name, slug
from sources.layout.record import Control, Learned
from sources.layout.report import read_titles
from sources.layout.table import check_one_header
from sources.layout.titles import with_titles
from sources.raw_schema import raw_columns
from sources.read.forms import Form, open_export
from sources.read.native import no_panic
from sources.read.rows import row_source
from sources.summary import RejectCount, Slice, Summary, summarise
from sources.write import ExactNeeded, write_delimited, write_records

HASH_CHUNK = 8 << 20
MEMORY_LIMIT = "1300MB"
"""DuckDB's part of the 2 GiB that reading may take, beside Python, libraries and what DuckDB does not count."""
MAX_THREADS = 4
"""Each holds buffers of its own; more do not read a file faster than it is written."""


@dataclass(frozen=True)
class ReadHints:
    """What is known of a file beside its content; `file_id` is computed from the bytes where it is not given.

    `corrections`: cells by header that a person put in place of the file's, by sheet and record number.
    """

    file_id: str | None = None
    corrections: Mapping[tuple[str | None, int], Mapping[str, str | None]] = field(default_factory=dict)
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    threads: int | None = None
    memory_limit: str = MEMORY_LIMIT


@dataclass(frozen=True)
class ReadResult:
    """What a file turned out to be; everything a receipt needs beside the file's own hash and arrival.

    `first_row` is the file's row number of the first record; where the raw file's `_row` is null, row numbers go on
    from there without a gap.
    `window_from/to` is the stated period; `slices` are the loaded records by partition with their first and last date.
    """

    rows_read: int
    rows_loaded: int
    rows_rejected: int
    first_row: int
    instance: str | None
    exported_at: datetime | None
    exported_at_source: str | None
    window_from: date | None
    window_to: date | None
    facts: dict[str, object] = field(default_factory=dict)
    controls: tuple[Control, ...] = ()
    rejects: tuple[RejectCount, ...] = ()
    slices: tuple[Slice, ...] = ()
    warnings: tuple[str, ...] = ()


def read_export(path: Path, name: str, contract: Contract, out: Path, hints: ReadHints | None = None) -> ReadResult:
    """Read `path` (called `name` in messages) by `contract` into the Parquet file `out`; a failure leaves nothing.

    Raises:
        ExportError: and its kinds, with file, sheet, row, column, expectation and remedy.
    """
    hints = hints or ReadHints()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".reading-", dir=out.parent) as folder:
        work = Path(folder)
        target = work / "raw.parquet"
        try:
            with no_panic(name), _connect(work, hints) as connection:
                learned, summary, first_row = _read(connection, path, name, contract, target, hints)
        except duckdb.OutOfMemoryException as error:
            raise UnreadableExport(
                f"takes more than {hints.memory_limit} of memory to write",
                "Split it, or export fewer columns.",
                file=name,
                expected=f"at most {hints.memory_limit}",
            ) from error
        target.replace(out)
    return _result(name, contract, learned, summary, first_row)


def write_schemas(contracts: Iterable[Contract], folder: Path) -> dict[str, Path]:
    """Write a zero-row Parquet file with the raw columns of each dataset; return the files by the contract's key."""
    written = {}
    with duckdb.connect() as connection:  # one for all: opening it takes longer than writing a file
        for contract in contracts:
            columns = (f'CAST(NULL AS {column.sql_type}) AS "{column.name}"' for column in raw_columns(contract))
            path = folder / f"schema-{contract.system}-{contract.dataset}.parquet"
            target = str(path).replace("'", "''")
            connection.execute(
                f"COPY (SELECT {', '.join(columns)} LIMIT 0) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            )
            written[contract.key] = path
    return written


def _connect(work: Path, hints: ReadHints) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"SET memory_limit = '{hints.memory_limit}'")
    connection.execute(f"SET temp_directory = '{str(work).replace(chr(39), chr(39) * 2)}'")
    connection.execute(f"SET threads = {hints.threads or min(MAX_THREADS, os.cpu_count() or 1)}")
    return connection


def _read(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, contract: Contract, target: Path, hints: ReadHints
) -> tuple[Learned, Summary, int]:
    opening = open_export(path, name)
    if (opening.form is Form.JSON) != (contract.layout.kind is LayoutKind.JSON):
        raise UnknownExport(f"is no {contract.name} file", "Land it without naming a contract.", file=name)
    file_id = hints.file_id or _file_id(path)
    places: list[Place] = []
    place: Place | None = None
    learned = Learned()
    if opening.form is not Form.JSON:
        candidates = grids(path, name, opening, contract.known_names)
        place = place_of(contract, candidates)
        _check_one_sheet(contract, candidates, name)
        if place is None:
            raise UnknownExport(f"is no {contract.name} file", "Land it without naming a contract.", file=name)
        if place.lacking:
            raise missing_column(contract, place, name)
        if contract.layout.kind is LayoutKind.TABLE:
            check_one_header(contract, place, name)
        places = places_of(contract, candidates) or [place]
        place = places[0]
        contract = with_titles(contract, place.grid.rows, place.header)
        left_out = [grid.sheet for grid in candidates if is_left_out(contract, grid)]
        learned.warnings += [
            f"the sheet `{sheet}` is left out: its name says that it sums up others" for sheet in left_out
        ]
    source = row_source(path, name, contract, opening, places, target.parent)
    if place and not contract.layout.blocks:
        if contract.layout.metadata:
            read_metadata(metadata_row(contract, place.grid), contract, learned)
        else:
            read_titles(source.rows, contract, place.header, learned)
        if place.header.height > 1:
            learned.facts["header_rows"] = place.header.height
        if contract.layout.kind in (LayoutKind.TABLE, LayoutKind.REPORT):
            note_unknown(place.header, learned)
    evidence = Evidence(
        contract.dialect, hints.date_order, hints.decimal_mark, (learned.window_from, learned.window_to)
    )
    if place and source.profile and contract.layout.is_plain and not place.is_list and not hints.corrections:
        try:
            written = write_delimited(connection, source.profile, contract, place, target, file_id, evidence)
            learned.facts |= written.facts
            learned.warnings += written.warnings
            return learned, summarise(connection, target, contract, learned), place.header.row + 1
        except ExactNeeded:
            target.unlink(missing_ok=True)
    records = source.records(learned)
    if hints.corrections:
        records = corrected(records, contract, place, hints.corrections)
    written = write_records(connection, records, contract, place, target, file_id, evidence)
    if written.unplaced and written.unplaced == written.rows:
        raise ExportError(
            "no record has as many cells as the header",
            "The header and the records use different delimiters: export the file again.",
            file=name,
            row=(place.header.row + 1) if place else None,
            expected=f"{place.width} cells separated by `{place.grid.delimiter}`" if place else None,
        )
    learned.facts |= written.facts
    learned.warnings += written.warnings
    first_row = written.first_row or (place.header.row + 1 if place else 1)
    return learned, summarise(connection, target, contract, learned), first_row


def _check_one_sheet(contract: Contract, candidates: Sequence[Grid], name: str) -> None:
    """A second sheet that fits would be lost, so it is refused."""
    if contract.layout.all_sheets:
        return
    fitting = [
        grid.sheet
        for grid in candidates
        if grid.sheet
        and (place := place_of(contract, [grid]))
        and not place.lacking
        and len(grid.rows) > place.header.index + 1
    ]
    if len(fitting) > 1:
        raise ExportError(
            f"several sheets hold records of {contract.name}: {', '.join(map(str, fitting))}",
            "Save each sheet as a file of its own.",
            file=name,
            expected="one such sheet",
        )


def _result(name: str, contract: Contract, learned: Learned, summary: Summary, first_row: int) -> ReadResult:
    exported_at, source = learned.exported_at, "content" if learned.exported_at else None
    if exported_at is None and (exported_at := moment_of_name(Path(name).name)):
        source = "name"
    instance = learned.facts.pop("instance", None)
    if contract.instance and contract.instance.source in ("title", "block") and learned.company:
        instance = slug(learned.company)
        learned.facts["company"] = learned.company
    return ReadResult(
        rows_read=summary.rows,
        rows_loaded=summary.rows - summary.rejected,
        rows_rejected=summary.rejected,
        first_row=first_row,
        instance=str(instance) if instance else None,
        exported_at=exported_at,
        exported_at_source=source,
        window_from=learned.window_from,
        window_to=learned.window_to,
        facts=dict(learned.facts),
        controls=tuple(learned.controls) + summary.controls,
        rejects=summary.reject_counts,
        slices=summary.slices,
        warnings=tuple(learned.warnings),
    )


def _file_id(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for chunk in _chunks(stream):
            digest.update(chunk)
    return digest.hexdigest()[:16]


def _chunks(stream: object) -> Iterator[bytes]:
    while chunk := stream.read(HASH_CHUNK):  # type: ignore[attr-defined]
        yield chunk
