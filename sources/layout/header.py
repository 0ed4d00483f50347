"""Finding the header row: names and synonyms in any order, by case-, space- and punctuation-insensitive text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sources.contract import Contract
from sources.layout.grammar import LayoutKind
from sources.layout.period import month_of_header
from sources.read.cells import Cell, plain

HEADER_ROWS = 40
MAX_COLUMNS = 4096
KEPT = {"#", "%"}


@lru_cache(maxsize=1 << 16)  # identify compares every cell of the first rows with every contract's names
def normal(text: str) -> str:
    """`Amt.in loc.cur.` and `AMT IN LOC CUR` are one name; # and % are kept because they tell names apart."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char in KEPT or unicodedata.category(char)[0] not in "PZC")


@dataclass(frozen=True)
class Header:
    """A header row and where each contract column stands in it."""

    row: int
    index: int
    texts: tuple[str, ...]
    positions: dict[str, tuple[int, ...]]
    months: dict[int, str]

    @property
    def score(self) -> int:
        """How many contract columns were found."""
        return len(self.positions) + bool(self.months)

    @property
    def unknown(self) -> tuple[int, ...]:
        """Positions with a name that the contract does not know."""
        known = {place for places in self.positions.values() for place in places} | set(self.months)
        return tuple(place for place, text in enumerate(self.texts) if text and place not in known)

    def names(self) -> tuple[str, ...]:
        """The header texts made unique: a repeated one gets its number, an empty one its position."""
        seen: dict[str, int] = {}
        names = []
        for place, text in enumerate(self.texts, start=1):
            name = text or f"column {place}"
            seen[name] = seen.get(name, 0) + 1
            names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return tuple(names)


def map_header(cells: Sequence[Cell], contract: Contract, row: int, index: int) -> Header:
    """Match one row's cells with the contract's columns; a column's earlier names go before its later ones."""
    texts = tuple(" ".join(plain(cell).split()) for cell in cells)
    while texts and not texts[-1]:
        texts = texts[:-1]
    by_name: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if text:
            by_name.setdefault(normal(text), []).append(place)
    wishes = [
        (rank, order, column.name, normal(header))
        for order, column in enumerate(contract.columns)
        for rank, header in enumerate(column.headers)
        if normal(header) in by_name
    ]
    repeated = {column.name for column in contract.columns if column.repeat}
    positions: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for _, _, name, wish in sorted(wishes):
        free = [place for place in by_name[wish] if place not in taken]
        if not free or (name in positions and name not in repeated):
            continue
        chosen = free if name in repeated else free[:1]
        positions[name] = positions.get(name, ()) + tuple(chosen)
        taken.update(chosen)
    months = {}
    if contract.layout.kind is LayoutKind.WIDE:
        months = {
            place: month
            for place, cell in enumerate(cells)
            if place not in taken and (month := month_of_header(cell)) is not None
        }
    return Header(row, index, texts, positions, months)


def missing(header: Header, contract: Contract) -> list[str]:
    """Required columns that the header does not have."""
    made = {contract.layout.section, contract.layout.month, contract.layout.value}
    names = [
        column.name
        for column in contract.columns
        if column.required and column.headers and column.name not in made and column.name not in header.positions
    ]
    if contract.layout.kind is LayoutKind.WIDE and not header.months:
        names.append(contract.layout.month or "month")
    return names


def best_header(rows: Sequence[tuple[int, Sequence[Cell]]], contract: Contract) -> Header | None:
    """The row among the first 40 that names most of the contract's columns, the first of equals; None if none does."""
    best: Header | None = None
    for index, (row, cells) in enumerate(rows[:HEADER_ROWS]):
        if len(cells) > MAX_COLUMNS:
            continue
        header = map_header(cells, contract, row, index)
        better = best is None or (-len(missing(header, contract)), header.score) > (
            -len(missing(best, contract)),
            best.score,
        )
        if header.score and better:
            best = header
    return best
