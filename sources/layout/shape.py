"""One row under a header becomes a record of the contract's columns."""

from __future__ import annotations

from collections.abc import Sequence

from sources.cast.types import Kind
from sources.contract import Column, Contract
from sources.layout.header import Header
from sources.layout.record import Problem, Record, SourceRow, Text
from sources.read.cells import Cell, marked, plain


class Shaper:
    """Turns rows into records; `width` is the number of cells of the header row, `pads` lets rows be shorter."""

    def __init__(  # noqa: D107 - the class says it
        self, contract: Contract, header: Header, sheet: str | None, width: int | None, *, pads: bool = False
    ) -> None:
        self.contract, self.header, self.sheet, self.width, self.pads = contract, header, sheet, width, pads
        self.names = header.names()
        self.unknown = header.unknown
        self.places = [(column, header.positions.get(column.name, ())) for column in contract.columns]

    def record(self, source: SourceRow) -> Record:
        """The row as a record; one with broken quoting or the wrong number of cells is a reject with its original."""
        cells = source.cells
        if cells is None:
            return self.refused(source, "the quotes are not closed or not at the cell's edges", {"line": source.text})
        if self.width is not None and len(cells) != self.width:
            surplus = [plain(cell) for cell in cells[self.width :]]
            if (len(cells) < self.width and not self.pads) or any(surplus):
                shown = {name: plain(cell) for name, cell in zip(self.names, cells, strict=False)}
                shown |= {f"cell {self.width + place}": text for place, text in enumerate(surplus, start=1)}
                return self.refused(source, f"{len(cells)} cells instead of {self.width}", shown)
        return Record(
            source.row, self.sheet, [self.value(column, at, cells) for column, at in self.places], self.extra(cells)
        )

    def refused(self, source: SourceRow, reason: str, original: dict[str, str]) -> Record:
        """A record that cannot be laid out."""
        blank: list[Text] = [None] * len(self.contract.columns)
        return Record(source.row, self.sheet, blank, None, [Problem(None, reason)], original)

    def value(self, column: Column, places: tuple[int, ...], cells: Sequence[Cell]) -> Text:
        """The text of one contract column."""
        if column.type.kind is Kind.STRINGS:
            texts = [plain(cells[place]) for place in places if place < len(cells)]
            if column.separator:
                texts = [part.strip() for text in texts for part in text.split(column.separator)]
            return [text for text in texts if text] if places else None
        if not places:
            return column.constant
        cell = cells[places[0]] if places[0] < len(cells) else None
        return (plain(cell) or None) if column.type.kind is Kind.STRING else marked(cell)

    def extra(self, cells: Sequence[Cell]) -> dict[str, str] | None:
        """Filled cells of columns that the contract does not know."""
        found = {
            self.names[place]: text
            for place in self.unknown
            if place < len(cells) and cells[place] is not None and (text := plain(cells[place]))
        }
        return found or None


def is_blank(cells: Sequence[Cell] | None) -> bool:
    """Whether no cell is filled."""
    return cells is not None and not any(plain(cell) for cell in cells)
