"""Rows of an Excel sheet written by DuckDB: xlsxwriter makes workbook, tables and formats, the rows come after.

xlsxwriter's tables need every cell in memory, one Python call each: 0.8 million cells take it 10.5 s. 3.9 million took
10 s this way, on a machine busy with other work.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

BATCH = 10_000
TEXT_LIMIT = 32_767  # characters in a cell
HEADER = re.compile(rb'<row r="1".*?</row>', re.DOTALL)
ROWS = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
STYLED = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"')
INTEGERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
)


@dataclass(frozen=True)
class Cells:
    """How a column's cells look: style ids by column, or by the text of the row's `unit` where `by_unit` is set."""

    name: str
    style: int
    by_unit: Mapping[str, int]


@dataclass(frozen=True)
class Sheet:
    """Rows to put under a sheet's header: its file in the workbook, the query, its columns, the style of risky text."""

    member: str
    query: str
    columns: Sequence[Cells]
    risky_text: int
    rows: int


def sample_styles(skeleton: Path, member: str) -> dict[tuple[str, int], int]:
    """Style ids of the sample cells of a sheet, by column letters and row number."""
    with zipfile.ZipFile(skeleton) as book:
        return {(a.decode(), int(b)): int(c) for a, b, c in STYLED.findall(book.read(member))}


def fill_sheets(skeleton: Path, target: Path, sheets: Sequence[Sheet], con: duckdb.DuckDBPyConnection) -> None:
    """Copy the workbook, replacing what lies under the header of each of `sheets` by the rows of its query."""
    filled = {sheet.member: sheet for sheet in sheets}
    with zipfile.ZipFile(skeleton) as book, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as out:
        for info in book.infolist():
            content = book.read(info)
            if info.filename not in filled:
                out.writestr(info, content, zipfile.ZIP_DEFLATED)
                continue
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with out.open(entry, "w", force_zip64=True) as stream:
                _write(stream, content, filled[info.filename], con)


def letters(column: int) -> str:
    """Excel's letters of a column counted from 0: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _write(stream: IO[bytes], content: bytes, sheet: Sheet, con: duckdb.DuckDBPyConnection) -> None:
    header, rows = HEADER.search(content), ROWS.search(content)
    if header is None or rows is None:
        raise ValueError(f"{sheet.member} has no header row")
    reach = f'<dimension ref="A1:{letters(len(sheet.columns) - 1)}{sheet.rows + 1}"/>'.encode()
    stream.write(DIMENSION.sub(reach, content[: rows.start()]) + b"<sheetData>" + header.group())
    for batch in con.execute(_rows_query(sheet, con)).to_arrow_reader(BATCH):
        stream.write("".join(batch.column(0).to_pylist()).encode())
    stream.write(b"</sheetData>" + content[rows.end() :])


def _rows_query(sheet: Sheet, con: duckdb.DuckDBPyConnection) -> str:
    types = {name: kind for name, kind, *_ in con.execute(f"describe {sheet.query}").fetchall()}
    cells = " || ".join(
        _cell(letters(place), cell, types[cell.name], sheet) for place, cell in enumerate(sheet.columns)
    )
    return (
        f"select '<row r=\"' || _n || '\">' || {cells} || '</row>' "
        f"from (select *, row_number() over () + 1 as _n from ({sheet.query}))"
    )


def _cell(column: str, cell: Cells, kind: str, sheet: Sheet) -> str:
    value = f'"{cell.name}"'
    place = f"'<c r=\"{column}' || _n || '\"'"
    if kind == "VARCHAR":
        risky = (
            f"case when left({value}, 1) in ('=', '+', '-', '@', chr(9), chr(13)) then ' s=\"{sheet.risky_text}\"' "
            "else '' end"
        )
        return _filled(
            value,
            f'{place} || {risky} || \' t="inlineStr"><is><t xml:space="preserve">\' || {_escaped(value)} || '
            "'</t></is></c>'",
        )
    if kind == "BOOLEAN":
        return _filled(value, f"{place} || ' t=\"b\"><v>' || cast({value} as integer) || '</v></c>'")
    if kind == "DATE":
        number = f"date_diff('day', date '1899-12-30', {value})"
    elif kind.startswith("TIMESTAMP"):
        number = f"(epoch_us({value}) / 86400000000.0 + 25569)"
    elif kind == "DOUBLE" or kind == "FLOAT":
        value = f"case when isfinite({value}) then {value} end"
        number = value
    elif kind in INTEGERS or kind.startswith("DECIMAL"):
        number = value
    else:
        raise ValueError(f"column {cell.name} has type {kind}, which a workbook cannot hold")
    style = f"'{cell.style}'"
    if cell.by_unit:
        choices = " ".join(
            f"when '{unit.replace(chr(39), chr(39) * 2)}' then '{number}'" for unit, number in cell.by_unit.items()
        )
        style = f"case unit {choices} else {style} end"
    return _filled(value, f"{place} || ' s=\"' || {style} || '\"><v>' || {number} || '</v></c>'")


def _filled(value: str, text: str) -> str:
    return f"case when {value} is null then '' else {text} end"


def _escaped(value: str) -> str:
    """Text as XML: marks replaced, characters that XML 1.0 forbids dropped."""
    clean = f"regexp_replace(left({value}, {TEXT_LIMIT}), '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]', '', 'g')"
    return f"replace(replace(replace({clean}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"
