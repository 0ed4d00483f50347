"""Columns whose header is data: months, numbers of months, names of series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sources.contract import Contract
from sources.layout.grammar import Layout
from sources.layout.names import normal
from sources.layout.period import month_of_header, year_of_header
from sources.read.cells import MARK, Cell, plain


@dataclass(frozen=True)
class Across:
    """A column whose header is data: what it says by contract column, and the column that its cells fill.

    `number`: the number of a month whose year the header does not name; 0 is the opening balance of the year.
    """

    said: tuple[tuple[str, str], ...]
    column: str
    number: int | None = None


def across_of(cells: Sequence[Cell], contract: Contract, above: Sequence[Cell], taken: set[int]) -> dict[int, Across]:
    """Such columns by position, among those that are not `taken`; `above` is the row that spans them."""
    free = [(place, cell) for place, cell in enumerate(cells) if place not in taken]
    if contract.layout.header:
        series = ((place, contract.layout.header.fullmatch(" ".join(plain(cell).split()))) for place, cell in free)
        value = contract.layout.values[0]
        return {
            place: Across(tuple((name, text) for name, text in found.groupdict().items() if text), value)
            for place, found in series
            if found
        }
    if contract.layout.numbered:
        numbers = {place: _number(cell, contract.layout) for place, cell in free}
        value = contract.layout.values[0]
        return {place: Across((), value, number) for place, number in numbers.items() if number is not None}
    return _months(cells, contract, above, taken) if contract.layout.month else {}


def of_month(layout: Layout, month: str, column: str) -> Across:
    """The column of a known month."""
    return Across(((layout.month or "", f"{MARK}D{month}"),), column)


def _number(cell: Cell, layout: Layout) -> int | None:
    text = plain(cell)
    if normal(text) in map(normal, layout.opening):
        return 0
    found = layout.numbered.header.fullmatch(text) if layout.numbered else None
    return int(found[1]) if found and found[1].isdecimal() else None


def _months(cells: Sequence[Cell], contract: Contract, above: Sequence[Cell], taken: set[int]) -> dict[int, Across]:
    """Months by position: named by the cell, by cell and year above it, or above the names of the value columns."""
    layout, found = contract.layout, dict[int, Across]()
    named = {
        normal(header): column.name
        for column in contract.columns
        if column.name in layout.values
        for header in column.headers
    }
    top: Cell = None
    under_year: list[str] = []
    no_year: list[int] = []
    for place, cell in enumerate(cells):
        if place < len(above) and plain(above[place]):
            top = above[place]
        if place in taken:
            continue
        column = layout.values[0]
        month = month_of_header(cell) if len(layout.values) == 1 else None
        if month is None and top is not None and (year := year_of_header(top)):
            month = month_of_header(f"{plain(cell)} {year}")
            under_year += [month] if month else []
        if month is None and top is not None and (name := named.get(normal(plain(cell)))):
            month, column = month_of_header(top), name
        if month is None and layout.year and (bare := month_of_header(f"{plain(cell)} 2000")):
            no_year.append(int(bare[5:7]))
            found[place] = Across((), column, no_year[-1])
        if month is not None:
            found[place] = of_month(layout, month, column)
    # A year says which months are meant only where it is a calendar year: they must go up, without a year from January.
    is_sure = under_year == sorted(set(under_year)) and no_year == sorted(set(no_year)) and no_year[:1] in ([], [1])
    return found if is_sure else {}
