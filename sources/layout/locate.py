"""Where a file's table is: the candidate grids of a file, and the header of a contract in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sources.contract import Contract
from sources.errors import UnreadableExport
from sources.layout.header import HEADER_ROWS, MAX_COLUMNS, Header, best_header, missing, normal
from sources.read.cells import Cell, plain
from sources.read.forms import Form, Opening
from sources.read.records import split_records
from sources.read.text import decode_head
from sources.read.workbook import Workbook

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Grid:
    """The first rows of a sheet, or of a text cut by a delimiter; `lines` counts physical lines to each row's end."""

    sheet: str | None
    delimiter: str | None
    rows: Sequence[tuple[int, Sequence[Cell]]]
    lines: Sequence[int]


@dataclass(frozen=True)
class Place:
    """A contract's header in a grid, with the required columns it lacks."""

    grid: Grid
    header: Header
    lacking: tuple[str, ...]

    @property
    def width(self) -> int:
        """Cells of the header row."""
        return len(self.grid.rows[self.header.index][1])

    @property
    def is_list(self) -> bool:
        """Whether this is a ruled text list (`| a | b |`)."""
        return self.grid.delimiter == "|" and self.header.texts[:1] == ("",)


def grids(path: Path, name: str, opening: Opening) -> list[Grid]:
    """All grids worth looking at.

    Raises:
        UnreadableExport: damaged workbook, binary text, too many columns.
    """
    if opening.form is Form.WORKBOOK:
        book = Workbook(path, name)
        found = [
            Grid(sheet, None, rows, range(len(rows)))
            for sheet in book.sheets
            if (rows := book.head(sheet, HEADER_ROWS))
        ]
    else:
        found = _text_grids(opening, name)
    widest = max((len(cells) for grid in found for _, cells in grid.rows), default=0)
    if widest > MAX_COLUMNS:
        raise UnreadableExport(
            f"has {widest:,} columns",
            "Export only the columns you need.",
            file=name,
            expected=f"at most {MAX_COLUMNS:,} columns",
        )
    return found


def _text_grids(opening: Opening, name: str) -> list[Grid]:
    text = decode_head(opening.head)
    if "\0" in text or sum(char < " " and char not in "\t\r\n\f" for char in text[:4096]) > 10:
        raise UnreadableExport("is binary, not text", "Export it again as CSV, XLSX or JSON.", file=name)
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if len(lines) > 1 and len(opening.head) < opening.size:
        lines = lines[:-1]
    found = []
    for delimiter in DELIMITERS:
        rows: list[tuple[int, Sequence[Cell]]] = []
        ends: list[int] = []
        for record in islice(split_records(lines, delimiter), HEADER_ROWS):
            rows.append((record.row, record.cells or []))
            ends.append((ends[-1] if ends else 0) + record.text.count("\n") + 1)
        if any(len(cells) > 1 for _, cells in rows):
            found.append(Grid(None, delimiter, rows, ends))
    return found


def place_of(contract: Contract, candidates: Sequence[Grid]) -> Place | None:
    """The best grid and header for a contract whose gates are passed; None if there is none."""
    best: Place | None = None
    for grid in candidates:
        if not _sheet_fits(contract, grid.sheet):
            continue
        header = best_header(grid.rows, contract)
        if header is None or not _gates(contract, grid, header):
            continue
        place = Place(grid, header, tuple(missing(header, contract)))
        if best is None or (-len(place.lacking), header.score) > (-len(best.lacking), best.header.score):
            best = place
    return best


def _sheet_fits(contract: Contract, sheet: str | None) -> bool:
    if sheet is None:
        return True
    if contract.layout.sheets and normal(sheet) not in map(normal, contract.layout.sheets):
        return False
    return not contract.match.sheet or bool(contract.match.sheet.search(sheet))


def _gates(contract: Contract, grid: Grid, header: Header) -> bool:
    match, names = contract.match, {normal(text) for text in header.texts if text}
    if match.title:
        above = (plain(cell) for _, cells in grid.rows[: header.index] for cell in cells)
        if not any(match.title.search(text) for text in above if text):
            return False
    if match.without_headers and any(match.without_headers.search(text) for text in header.texts):
        return False
    if match.any_header and not any(normal(text) in names for text in match.any_header):
        return False
    return all(normal(text) in names for text in match.all_headers)
