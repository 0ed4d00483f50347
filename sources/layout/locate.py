"""Where a file's table is: the candidate grids of a file, and the header of a contract in them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from sources.contract import Contract
from sources.errors import UnreadableExport
from sources.layout.across import of_month
from sources.layout.grammar import LayoutKind
from sources.layout.header import HEADER_ROWS, MAX_COLUMNS, TAGGED_ROWS, Header, best_header, missing
from sources.layout.names import normal
from sources.layout.titles import title_value
from sources.read.cells import Cell, plain
from sources.read.forms import Form, Opening
from sources.read.records import split_records
from sources.read.text import decode_head
from sources.read.workbook import Workbook

DELIMITERS = (",", ";", "\t", "|")
YEARS = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


@dataclass(frozen=True)
class Grid:
    """The first rows of a sheet, or of a text cut by a delimiter; `lines` counts physical lines to each row's end."""

    sheet: str | None
    delimiter: str | None
    rows: Sequence[tuple[int, Sequence[Cell]]]
    lines: Sequence[int]

    @cached_property
    def names(self) -> Sequence[frozenset[str]]:
        """The texts of each row as names, made once for all contracts."""
        return [frozenset(normal(plain(cell)) for cell in cells) for _, cells in self.rows]


@dataclass(frozen=True)
class Place:
    """A contract's header in a grid, with the required columns it lacks."""

    grid: Grid
    header: Header
    lacking: tuple[str, ...]

    @property
    def width(self) -> int:
        """Cells of the header row."""
        return len(self.grid.rows[self.header.index][1]) if self.header.row else len(self.header.texts)

    @property
    def lines(self) -> int:
        """Physical lines up to the end of the header row."""
        return self.grid.lines[self.header.index] if self.header.row else 0

    @property
    def is_list(self) -> bool:
        """Whether this is a ruled text list (`| a | b |`)."""
        return self.grid.delimiter == "|" and self.header.texts[:1] == ("",)


def grids(path: Path, name: str, opening: Opening, names: frozenset[str] = frozenset()) -> list[Grid]:
    """All grids worth looking at; `names`, the headers that contracts know, help to tell an encoding.

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
        found = _text_grids(opening, name, names)
    widest = max((len(cells) for grid in found for _, cells in grid.rows), default=0)
    if widest > MAX_COLUMNS:
        raise UnreadableExport(
            f"has {widest:,} columns",
            "Export only the columns you need.",
            file=name,
            expected=f"at most {MAX_COLUMNS:,} columns",
        )
    return found


def _text_grids(opening: Opening, name: str, names: frozenset[str]) -> list[Grid]:
    text = decode_head(opening.head, name, names)
    if "\0" in text or sum(char < " " and char not in "\t\r\n\f" for char in text[:4096]) > 10:
        raise UnreadableExport("is binary, not text", "Export it again as CSV, XLSX or JSON.", file=name)
    # The line ends that the readers know, and no others: a separator that only Unicode knows stands within a cell.
    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if len(lines) > 1 and len(opening.head) < opening.size:
        lines = lines[:-1]
    found = []
    for delimiter in DELIMITERS:
        rows: list[tuple[int, Sequence[Cell]]] = []
        ends: list[int] = []
        # Where rows name their kind, the header of one kind may stand below all rows of another.
        many = TAGGED_ROWS if delimiter == "\t" else HEADER_ROWS
        for record in islice(split_records(lines, delimiter), many):
            rows.append((record.row, record.cells or []))
            ends.append((ends[-1] if ends else 0) + record.text.count("\n") + 1)
        if any(len(cells) > 1 for _, cells in rows):
            found.append(Grid(None, delimiter, rows, ends))
    return found


def place_of(contract: Contract, candidates: Sequence[Grid]) -> Place | None:
    """The best grid and header for a contract whose gates are passed; None if there is none."""
    best: Place | None = None
    for grid in candidates:
        place = _place_in(contract, grid)
        if place and (best is None or _rank(place) > _rank(best)):
            best = place
    return best


def places_of(contract: Contract, candidates: Sequence[Grid]) -> list[Place]:
    """All sheets whose records can be read whole, in order: only the best, or each where the contract takes all."""
    if not contract.layout.all_sheets or not any(grid.sheet for grid in candidates):
        return [place] if (place := place_of(contract, candidates)) else []
    found = [place for grid in candidates if (place := _place_in(contract, grid)) and not place.lacking]
    return [place for place in found if not is_left_out(contract, place.grid)]


def is_left_out(contract: Contract, grid: Grid) -> bool:
    """Whether a sheet's name says that it only sums up others."""
    ignore = contract.layout.ignore
    return bool(contract.layout.all_sheets and ignore and grid.sheet and ignore.match(grid.sheet))


def _rank(place: Place) -> tuple[int, int]:
    return -len(place.lacking), place.header.score


def _place_in(contract: Contract, grid: Grid) -> Place | None:
    if not _sheet_fits(contract, grid.sheet):
        return None
    if contract.layout.kind is LayoutKind.POSITIONAL:
        header = _positional(contract, grid)
    else:
        header = best_header(grid.rows, contract, grid.names)
    if header is None or not _gates(contract, grid, header):
        return None
    header = _with_year(contract, grid, header)
    return Place(grid, header, (*missing(header, contract), *_untitled(contract, grid, header)))


def _untitled(contract: Contract, grid: Grid, header: Header) -> list[str]:
    """Required columns whose value should stand above the header, and does not."""
    columns = [column for column in contract.columns if column.required and column.title]
    return [
        column.name
        for column in columns
        if column.name not in header.positions and title_value(column, grid.rows, header) is None
    ]


def _positional(contract: Contract, grid: Grid) -> Header | None:
    """A header for rows without one: the first row must hold what the contract says of its cells."""
    cells = next((cells for _, cells in grid.rows if any(plain(cell) for cell in cells)), ())
    if grid.sheet is not None or not fits_cells(cells, contract.layout.cells):
        return None
    names = [f"column {place}" for place in range(1, len(cells) + 1)]
    known = [column for column in contract.columns if column.position and column.position <= len(cells)]
    for column in known:
        names[(column.position or 0) - 1] = column.name
    positions: dict[str, tuple[int, ...]] = {column.name: ((column.position or 0) - 1,) for column in known}
    # A mark at the row's end says nothing of the record.
    marks = frozenset(place % len(cells) for place, _ in contract.layout.cells if place < 0)
    return Header(0, -1, tuple(names), positions, {}, marks)


def fits_cells(cells: Sequence[Cell], wanted: Sequence[tuple[int, re.Pattern[str]]]) -> bool:
    """Whether the cells at these positions (1-based; from the end: -1) match."""
    return all(
        -len(cells) <= place <= len(cells) and pattern.search(plain(cells[place - 1 if place > 0 else place]))
        for place, pattern in wanted
    )


def _with_year(contract: Contract, grid: Grid, header: Header) -> Header:
    """Months without a year take it from the row's own column, else from the one year above or in the sheet's name.

    Without either they are no months.
    """
    layout, numbers = contract.layout, [one.number for one in header.across.values() if one.number is not None]
    if layout.year in header.positions or layout.numbered or not numbers:
        return header
    years = {year for text in [*_above(grid, header.index), grid.sheet or ""] for year in YEARS.findall(text)}
    if len(years) != 1:
        return replace(header, across={})
    year = years.pop()
    dated = {
        place: of_month(layout, f"{year}-{one.number:02}-01", one.column) if one.number else one
        for place, one in header.across.items()
    }
    return replace(header, across=dated)


def _sheet_fits(contract: Contract, sheet: str | None) -> bool:
    if sheet is None:
        return True
    if contract.layout.sheets and normal(sheet) not in map(normal, contract.layout.sheets):
        return False
    return not contract.match.sheet or bool(contract.match.sheet.search(sheet))


def _above(grid: Grid, index: int) -> list[str]:
    return [text for _, cells in grid.rows[: max(0, index)] for cell in cells if (text := plain(cell))]


def metadata_row(contract: Contract, grid: Grid) -> Sequence[Cell]:
    """The cells of the row that describes the whole file; none where there is no such row."""
    wanted = contract.layout.metadata.row if contract.layout.metadata else 0
    return next((cells for row, cells in grid.rows if row == wanted), ())


def _gates(contract: Contract, grid: Grid, header: Header) -> bool:
    match = contract.match
    if (metadata := contract.layout.metadata) and not fits_cells(metadata_row(contract, grid), metadata.cells):
        return False
    # What spans the months is no name of a column, so it may tell what the table is.
    top = header.index if contract.layout.month else header.index - header.height + 1
    above = _above(grid, top) if match.title or match.named else []
    if match.title and not any(match.title.search(text) for text in above):
        return False
    if match.named and not any(match.named.search(text) for text in [*above, grid.sheet or ""]):
        return False
    if contract.layout.blocks and match.without_headers:
        # Of stacked tables the header found is one of several: none of them may be among the unwanted.
        texts = (plain(cell) for _, cells in grid.rows for cell in cells)
        if any(match.without_headers.search(text) for text in texts):
            return False
    return names_fit(contract, header)


def names_fit(contract: Contract, header: Header) -> bool:
    """Whether the header's names pass the contract's gates."""
    match, names = contract.match, {normal(text) for text in header.texts if text}
    if match.without_headers and any(match.without_headers.search(text) for text in header.texts):
        return False
    if match.any_header and not any(normal(text) in names for text in match.any_header):
        return False
    return all(normal(text) in names for text in match.all_headers)
