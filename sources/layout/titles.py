"""Values that stand once above the header and hold for every record (the month of a monthly list)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.contract import Column, Contract
from sources.layout.header import Header
from sources.read.cells import Cell, plain

Above = Sequence[tuple[int, Sequence[Cell]]]


def title_value(column: Column, rows: Above, header: Header) -> str | None:
    """What the rows above the header say for the column; None if nothing."""
    if not column.title:
        return None
    texts = (plain(cell) for row, cells in rows if row < header.top for cell in cells)
    return next((found[1] for text in texts if (found := column.title.search(text))), None)


def with_titles(contract: Contract, rows: Above, header: Header) -> Contract:
    """The contract of this one file, in which such values are constants."""
    if not any(column.title for column in contract.columns):
        return contract
    columns = tuple(
        replace(column, constant=title_value(column, rows, header)) if column.title else column
        for column in contract.columns
    )
    return replace(contract, columns=columns)
