"""The rows of a located file, and the layout's records over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.contract import Contract
from sources.layout.grammar import LayoutKind
from sources.layout.json_records import first_at, json_records, json_rows
from sources.layout.locate import Place
from sources.layout.record import Learned, Records, Rows, SourceRow
from sources.layout.report import report_records
from sources.layout.table import table_records
from sources.layout.wide import wide_records
from sources.read.forms import Form, Opening
from sources.read.json_file import load_json
from sources.read.records import text_records
from sources.read.text import TextProfile, prepare_text
from sources.read.workbook import Workbook


@dataclass(frozen=True)
class RowSource:
    """`rows` can be called again and again; `profile` only for text."""

    rows: Rows
    records: Callable[[Learned], Records]
    profile: TextProfile | None = None


def row_source(
    path: Path, name: str, contract: Contract, opening: Opening, place: Place | None, work: Path
) -> RowSource:
    """Open a file for its contract."""
    if place is None:
        return _json_source(path, name, contract)
    if opening.form is Form.WORKBOOK:
        book, sheet = Workbook(path, name), place.grid.sheet or ""

        def sheet_rows() -> Iterator[SourceRow]:
            for number, cells in book.rows(sheet):
                yield SourceRow(number, cells)

        return RowSource(sheet_rows, lambda learned: _laid_out(sheet_rows, contract, place, learned))
    profile = prepare_text(path, name, work)
    delimiter = place.grid.delimiter or ","

    def text_rows() -> Iterator[SourceRow]:
        for record in text_records(profile.path, delimiter, quoted=not place.is_list):
            yield SourceRow(record.row, record.cells, record.text)

    return RowSource(text_rows, lambda learned: _laid_out(text_rows, contract, place, learned), profile)


def _laid_out(rows: Rows, contract: Contract, place: Place, learned: Learned) -> Records:
    sheet = place.grid.sheet
    width = None if sheet is not None else place.width
    if contract.layout.kind is LayoutKind.REPORT:
        return report_records(rows, contract, place.header, learned, sheet=sheet)
    if contract.layout.kind is LayoutKind.WIDE:
        return wide_records(rows, contract, place.header, sheet=sheet, width=width)
    return table_records(rows, contract, place.header, learned, sheet=sheet, width=width, is_list=place.is_list)


def _json_source(path: Path, name: str, contract: Contract) -> RowSource:
    document = load_json(path, name)

    def records(learned: Learned) -> Records:
        rule = contract.instance
        for row in json_rows(document, contract) or []:
            text = first_at(row, rule.path) if rule and rule.path else None
            found = rule.pattern.search(text) if rule and rule.pattern and isinstance(text, str) else None
            if found:
                learned.facts["instance"] = found[1].casefold()
                break
        yield from json_records(document, contract, learned)

    return RowSource(lambda: iter(()), records)
