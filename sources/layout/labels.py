"""Rows right below a header that say what its columns mean (question texts, import ids) and are no records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sources.cast.types import Kind
from sources.contract import Column, Contract
from sources.layout.header import Header
from sources.layout.record import SourceRow
from sources.layout.shape import is_blank
from sources.read.cells import Cell, plain


def is_telling(column: Column) -> bool:
    """Whether a column tells records from label rows: it is always filled, and never with words alone."""
    return column.required and column.type.kind not in (Kind.STRING, Kind.STRINGS, Kind.BOOLEAN)


def label_rows(rows: Iterable[SourceRow], contract: Contract, header: Header) -> list[SourceRow]:
    """The label rows of a file, at most as many as the contract says."""
    found: list[SourceRow] = []
    if not contract.layout.label_rows:
        return found
    for source in rows:
        if source.row <= header.row or is_blank(source.cells):
            continue
        if len(found) == contract.layout.label_rows or not is_label(source.cells, contract, header):
            break
        found.append(source)
    return found


def is_label(cells: Sequence[Cell] | None, contract: Contract, header: Header) -> bool:
    """Whether each telling column of the file has a text here that is surely no date or number."""
    places = [header.positions[column.name][0] for column in contract.columns if _stands(column, header)]
    if cells is None or not places or max(places) >= len(cells):
        return False
    return all(_is_word(cells[place]) for place in places)


def _stands(column: Column, header: Header) -> bool:
    return is_telling(column) and column.name in header.positions


def _is_word(cell: Cell) -> bool:
    text = plain(cell)
    if not isinstance(cell, str) or not text:
        return False
    return text.startswith("{") or not any(char.isdigit() for char in text)
