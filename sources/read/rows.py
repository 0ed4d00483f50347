"""The rows of a located file, and the layout's records over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sources.contract import Contract
from sources.layout.blocks import block_records
from sources.layout.grammar import LayoutKind
from sources.layout.json_records import first_at, json_records, json_rows
from sources.layout.locate import Place, metadata_row
from sources.layout.record import Learned, Records, Rows, SourceRow
from sources.layout.report import report_records
from sources.layout.table import table_records
from sources.layout.tagged import tagged_records
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
    path: Path, name: str, contract: Contract, opening: Opening, places: Sequence[Place], work: Path
) -> RowSource:
    """Open a file for its contract; several places are sheets that are read one after the other."""
    if not places:
        return _json_source(path, name, contract)
    if opening.form is Form.WORKBOOK:
        book = Workbook(path, name)

        def rows_of(place: Place) -> Rows:
            def rows() -> Iterator[SourceRow]:
                for number, cells in book.rows(place.grid.sheet or ""):
                    yield SourceRow(number, cells)

            return rows

        def sheets(learned: Learned) -> Records:
            for place in places:
                yield from _laid_out(rows_of(place), contract, place, learned, name)

        return RowSource(rows_of(places[0]), sheets)
    place = places[0]
    profile = prepare_text(path, name, work, contract.known_names)
    delimiter = place.grid.delimiter or ","

    def text_rows() -> Iterator[SourceRow]:
        for record in text_records(profile.path, delimiter, quoted=not place.is_list):
            yield SourceRow(record.row, record.cells, record.text)

    return RowSource(text_rows, lambda learned: _laid_out(text_rows, contract, place, learned, name), profile)


def _laid_out(rows: Rows, contract: Contract, place: Place, learned: Learned, name: str) -> Records:
    sheet = place.grid.sheet
    width = None if sheet is not None else place.width
    if contract.layout.kind is LayoutKind.REPORT:
        return report_records(rows, contract, place.header, learned, sheet=sheet)
    if contract.layout.kind is LayoutKind.WIDE:
        return wide_records(rows, contract, place.header, learned, sheet=sheet, width=width)
    if contract.layout.kind is LayoutKind.TAGGED:
        return tagged_records(rows, contract, place.header, learned, name)
    if contract.layout.blocks:
        return block_records(rows, contract, learned, sheet=sheet, width=sheet is None)
    about, is_list = metadata_row(contract, place.grid), place.is_list
    return table_records(rows, contract, place.header, learned, sheet=sheet, width=width, is_list=is_list, about=about)


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
