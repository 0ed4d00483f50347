"""Writing raw Parquet: from delimited text through DuckDB's reader, or from laid-out records; one typed COPY each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from sources.cast.decide import Decisions, Evidence, decide
from sources.cast.select import TextSource, literal, quoted, typed_select
from sources.cast.types import Kind
from sources.contract import Contract
from sources.layout.locate import Place
from sources.layout.record import Records
from sources.read.staging_file import write_texts
from sources.read.text import TextProfile

TAIL = 1 << 16
GROUP_ROWS = 122_880
"""DuckDB's own; a group is held in memory by each thread until it is written."""
GROUP_BYTES = 32 << 20
LEAST_GROUP = 2_048


class ExactNeeded(Exception):
    """DuckDB's reader is not exact enough for this file; nothing was kept of it."""


@dataclass(frozen=True)
class Written:
    """What the typed COPY assumed; for laid-out records also their number and more.

    `unplaced`: how many did not fit under the header; `first_row`: the row of the first (None without records).
    """

    facts: dict[str, object] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    rows: int = 0
    unplaced: int = 0
    first_row: int | None = None


def write_delimited(
    connection: duckdb.DuckDBPyConnection,
    profile: TextProfile,
    contract: Contract,
    place: Place,
    target: Path,
    file_id: str,
    evidence: Evidence,
) -> Written:
    """One COPY from the text to raw Parquet.

    Raises:
        ExactNeeded: a ragged, over-long or ill-quoted line, blank lines between records, repeated headers or totals.
    """
    if profile.has_lone_return:
        raise ExactNeeded("carriage returns without a line feed, which end lines for one reader and not for the other")
    lines = place.lines
    cells = [f"h{position}" for position in range(place.width)]
    quote = '"' if profile.has_quote else ""
    columns = ", ".join(f"'{cell}': 'VARCHAR'" for cell in cells)
    relation = (
        f"read_csv({literal(str(profile.path))}, delim={literal(place.grid.delimiter or ',')}, "
        f"quote='{quote}', escape='{quote}', "
        f"header=false, skip={lines}, auto_detect=false, strict_mode=true, null_padding=false, nullstr='', "
        f"columns={{{columns}}})"
    )
    source = _text_source(contract, place, relation, profile.has_odd_space)
    group = group_rows(profile.path.stat().st_size, profile.newlines)
    try:
        decisions = _decide(connection, contract, source, evidence, whole=False)
        _copy(connection, typed_select(contract, source, decisions, file_id), target, group)
        if decisions.order_unseen and _has_unread_date(connection, target):
            decisions = _decide(connection, contract, source, evidence)
            _copy(connection, typed_select(contract, source, decisions, file_id), target, group)
    except duckdb.InvalidInputException as error:
        raise ExactNeeded(str(error)) from error
    _check_rows(connection, profile, contract, place, target, relation)
    return Written(decisions.facts, decisions.warnings)


def write_records(
    connection: duckdb.DuckDBPyConnection,
    records: Records,
    contract: Contract,
    place: Place | None,
    target: Path,
    file_id: str,
    evidence: Evidence,
) -> Written:
    """Records to texts to raw Parquet."""
    staged = target.parent / "texts.parquet"
    rows, size = write_texts(records, [column.type.kind is Kind.STRINGS for column in contract.columns], staged)
    relation = f"read_parquet({literal(str(staged))})"
    names = place.header.names() if place else ()
    headers = {
        column.name: names[places[0]]
        for column in contract.columns
        if place and (places := place.header.positions.get(column.name))
    }
    texts = {column.name: f"t{position}" for position, column in enumerate(contract.columns)}
    source = TextSource(relation, texts, headers, "_extra", laid_out=True, needs_trim=False)
    decisions = _decide(connection, contract, source, evidence)
    _copy(connection, typed_select(contract, source, decisions, file_id), target, group_rows(size, rows))
    counts = connection.execute(f"SELECT count(_original), min(_row) FROM {relation}").fetchone()
    unplaced, first_row = counts or (0, None)
    staged.unlink()
    return Written(decisions.facts, decisions.warnings, rows, unplaced, first_row)


def group_rows(size: int, rows: int) -> int:
    """Rows of a Parquet row group: fewer where the records of a text of `size` bytes are long."""
    return max(LEAST_GROUP, min(GROUP_ROWS, GROUP_BYTES * max(1, rows) // max(1, size)))


def _copy(connection: duckdb.DuckDBPyConnection, select: str, target: Path, group: int) -> None:
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}"
    copy = f"COPY ({select}) TO {literal(str(target))} ({options})"
    try:
        connection.execute(copy)
    except duckdb.OutOfMemoryException:
        # Each thread holds 0.7 GB where a list has 500 columns.
        connection.execute("SET threads = 1")
        connection.execute(copy)


def _has_unread_date(connection: duckdb.DuckDBPyConnection, target: Path) -> bool:
    row = connection.execute(
        f'SELECT count(*) FROM read_parquet({literal(str(target))}) WHERE contains(_reject, \'"reason":"not a date\')'
    ).fetchone()
    return bool(row and row[0])


def _decide(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    source: TextSource,
    evidence: Evidence,
    *,
    whole: bool = True,
) -> Decisions:
    columns = [(column, source.texts[column.name]) for column in contract.columns if column.name in source.texts]
    return decide(connection, source.relation, columns, evidence, whole=whole)


def _text_source(contract: Contract, place: Place, relation: str, needs_trim: bool) -> TextSource:
    names = place.header.names()
    texts: dict[str, str] = {}
    for column in contract.columns:
        places = place.header.positions.get(column.name)
        if places and column.repeat:
            cells = ", ".join(f"NULLIF(trim(h{position}), '')" for position in places)
            texts[column.name] = f"list_filter([{cells}], lambda cell: cell IS NOT NULL)"
            if column.separator:
                split = f"list_transform([{cells}], lambda cell: string_split(cell, {literal(column.separator)}))"
                trimmed = f"list_transform(flatten({split}), lambda cell: NULLIF(trim(cell), ''))"
                texts[column.name] = f"list_filter({trimmed}, lambda cell: cell IS NOT NULL)"
        elif places:
            texts[column.name] = f"h{places[0]}"
    headers = {name: names[places[0]] for name, places in place.header.positions.items()}
    unknown = place.header.unknown
    extra = "CAST(NULL AS VARCHAR)"
    if unknown:
        filled = " OR ".join(f"h{position} IS NOT NULL" for position in unknown)
        pairs = ", ".join(f"{literal(names[position])}, NULLIF(trim(h{position}), '')" for position in unknown)
        found = f"CAST(json_merge_patch('{{}}', json_object({pairs})) AS VARCHAR)"
        extra = f"CASE WHEN {filled} THEN NULLIF({found}, '{{}}') END"
    return TextSource(relation, texts, headers, extra, laid_out=False, needs_trim=needs_trim)


def _check_rows(
    connection: duckdb.DuckDBPyConnection,
    profile: TextProfile,
    contract: Contract,
    place: Place,
    target: Path,
    relation: str,
) -> None:
    """See that each line is a record, or goes on within a quoted cell of one.

    DuckDB skips blank lines silently, which shifts row numbers; where a quote above the header stays open it may skip
    all. Repeated headers and total rows became rejects.
    """
    raw = f"read_parquet({literal(str(target))})"
    row = connection.execute(f"SELECT count(*) FROM {raw}").fetchone()
    rows = int(row[0]) if row else 0
    expected = profile.newlines + (not profile.ends_with_newline) - place.lines - _trailing_blanks(profile)
    if rows != expected and (not profile.has_quote or _has_blank_line(profile.path)):
        raise ExactNeeded("blank lines between the records")
    if rows != expected and rows + _line_feeds(connection, place, relation) != expected:
        raise ExactNeeded("lines that are in no record")
    some = next(column for column in contract.columns if column.name in place.header.positions and not column.repeat)
    position = place.header.positions[some.name][0]
    name = place.header.names()[position].replace("~", "~0").replace("/", "~1")
    path = literal(f"/record/{name}")  # a pointer, not a path: a name may hold a quote
    conditions = [f"json_extract_string(_reject, {path}) = {literal(place.header.texts[position])}"]
    if contract.layout.blank_totals:
        conditions.append(" AND ".join(f"{quoted(name)} IS NULL" for name in contract.layout.blank_totals))
    labels = [pattern.pattern for pattern in (contract.layout.total_label, contract.layout.running_total) if pattern]
    for name in contract.layout.blank_totals if labels else ():
        said = " OR ".join(f"regexp_full_match({quoted(name)}, {literal('(?i)' + label)})" for label in labels)
        row = connection.execute(f"SELECT count(*) FROM {raw} WHERE {said}").fetchone()
        if row and row[0]:
            raise ExactNeeded("totals between the records")
    where = " OR ".join(f"({condition})" for condition in conditions)
    row = connection.execute(f"SELECT count(*) FROM {raw} WHERE _reject IS NOT NULL AND ({where})").fetchone()
    if row and row[0]:
        raise ExactNeeded("headers or totals between the records")
    keys = contract.layout.fill_down.key if contract.layout.fill_down else ()
    follow = [quoted(name) for name in keys if name in place.header.positions]
    if follow:
        blank = " AND ".join(f"{name} IS NULL" for name in follow)
        row = connection.execute(f"SELECT count(*) FROM {raw} WHERE {blank}").fetchone()
        if row and row[0]:
            raise ExactNeeded("records that go on from the one above")


def _line_feeds(connection: duckdb.DuckDBPyConnection, place: Place, relation: str) -> int:
    """Line feeds within cells."""
    texts = f"concat({', '.join(f'h{position}' for position in range(place.width))})"
    row = connection.execute(f"SELECT sum(length({texts}) - length(replace({texts}, chr(10), ''))) FROM {relation}")
    found = row.fetchone()
    return int(found[0] or 0) if found else 0


def _trailing_blanks(profile: TextProfile) -> int:
    with profile.path.open("rb") as stream:
        stream.seek(max(0, profile.path.stat().st_size - TAIL))
        tail = stream.read()
    bare = tail.rstrip(b"\r\n \t")
    return max(0, tail[len(bare) :].count(b"\n") - 1)


def _has_blank_line(path: Path) -> bool:
    previous = b""
    with path.open("rb") as stream:
        while chunk := stream.read(8 << 20):
            window = previous + chunk
            if b"\n\n" in window.rstrip(b"\r\n") or b"\n\r\n" in window.rstrip(b"\r\n"):
                return True
            previous = window[-3:]
    return False
