"""Records with a person's corrections in place of the cells that the file has."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sources.cast.types import Kind
from sources.contract import Contract
from sources.layout.locate import Place
from sources.layout.record import Record, Records, Text

Cells = Mapping[str, str | None]


def corrected(
    records: Records, contract: Contract, place: Place | None, corrections: Mapping[tuple[str | None, int], Cells]
) -> Records:
    """The same records in the same order; those with a correction are laid out anew from its cells by header."""
    names = place.header.names() if place else ()
    headers = {
        column.name: names[places[0]] if place and (places := place.header.positions.get(column.name)) else column.name
        for column in contract.columns
    }
    known = set(headers.values())
    for record in records:
        cells = corrections.get((record.sheet, record.row))
        if cells is None:
            yield record
            continue
        values: list[Text] = [
            _text(cells.get(headers[column.name]), is_list=column.type.kind is Kind.STRINGS)
            for column in contract.columns
        ]
        extra = {name: cell for name, cell in cells.items() if name not in known and cell}
        yield Record(record.row, record.sheet, values, extra or None)


def _text(cell: str | None, *, is_list: bool) -> Text:
    if not is_list or cell is None:
        return cell
    return [str(item) for item in json.loads(cell)] if cell.startswith("[") else [cell]
