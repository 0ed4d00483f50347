"""Finding the header row: names and synonyms in any order, by case-, space- and punctuation-insensitive text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.contract import Contract
from sources.layout.across import Across, across_of
from sources.layout.grammar import LayoutKind
from sources.layout.names import normal
from sources.layout.record import Learned
from sources.read.cells import Cell, plain

HEADER_ROWS = 40
TAGGED_ROWS = 2_000
MAX_COLUMNS = 4096


@dataclass(frozen=True)
class Header:
    """A header row and where each contract column stands in it.

    `without_data`: positions whose cells are known to be no data of a record; `cells`: how many it has, named or not.
    """

    row: int
    index: int
    texts: tuple[str, ...]
    positions: dict[str, tuple[int, ...]]
    across: dict[int, Across]
    without_data: frozenset[int] = frozenset()
    height: int = 1
    cells: int = 0

    @property
    def width(self) -> int:
        """Its cells, those behind the last name too: what stands below them is data without a name."""
        return max(len(self.texts), self.cells)

    def text(self, place: int) -> str:
        """The name at a position; empty where there is none."""
        return self.texts[place] if place < len(self.texts) else ""

    @property
    def top(self) -> int:
        """Its first row; `row` is its last."""
        return self.row - self.height + 1

    @property
    def score(self) -> int:
        """How many contract columns were found."""
        return len(self.positions) + bool(self.across)

    @property
    def unknown(self) -> tuple[int, ...]:
        """Positions that the contract does not know; one without a name is among them, for what may stand below it."""
        known = {place for places in self.positions.values() for place in places} | set(self.across) | self.without_data
        return tuple(place for place in range(self.width) if place not in known)

    def names(self) -> tuple[str, ...]:
        """The header texts made unique: a repeated one gets its number, an empty one its position."""
        seen: dict[str, int] = {}
        names = []
        for place in range(self.width):
            name = self.text(place) or f"column {place + 1}"
            seen[name] = seen.get(name, 0) + 1
            names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return tuple(names)


def map_header(cells: Sequence[Cell], contract: Contract, row: int, index: int, above: Sequence[Cell] = ()) -> Header:
    """Match one row's cells with the contract's columns; a column's earlier names go before its later ones.

    Where months stand below years, or below months the names of their columns, `above` is the row that spans them.
    """
    texts = tuple(" ".join(plain(cell).split()) for cell in cells)
    while texts and not texts[-1]:
        texts = texts[:-1]
    by_name: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if text:
            by_name.setdefault(normal(text), []).append(place)
    is_wide = contract.layout.kind is LayoutKind.WIDE
    repeated = {column.name for column in contract.columns if column.repeat}
    positions: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for _, _, name, wish in contract.wishes:
        free = [place for place in by_name.get(wish, ()) if place not in taken]
        if not free or (name in positions and name not in repeated):
            continue
        chosen = free if name in repeated else free[:1]
        positions[name] = positions.get(name, ()) + tuple(chosen)
        taken.update(chosen)
    across = across_of(cells, contract, above, taken) if is_wide else {}
    # The labels of a tree stand in the first column, under no name.
    without_data = frozenset({0} if contract.layout.tree else ())
    height = 2 if above and across != across_of(cells, contract, (), taken) else 1
    return Header(row, index, texts, positions, across, without_data, height, len(cells))


def _of_two_rows(upper: Header, row: int, cells: Sequence[Cell], contract: Contract) -> Header | None:
    """The header that both rows make; None where the second row is a record: it fills a required column."""
    lower = [" ".join(plain(cell).split()) for cell in cells]
    required = [upper.positions.get(column.name, ()) for column in contract.columns if column.required]
    places = [place for found in required for place in found]
    if not places or not any(lower) or any(lower[place] for place in places if place < len(lower)):
        return None
    known = {normal(header) for column in contract.columns for header in column.headers}
    names: list[Cell] = []
    group = ""
    for place in range(max(len(lower), upper.width)):
        above = upper.text(place)
        below = lower[place] if place < len(lower) else ""
        group = above or (group if below else "")
        both = f"{group} / {below}" if group and below else group or below
        is_short = below and not contract.layout.name and normal(both) not in known
        names.append(below if is_short and normal(below) in known else both)
    return replace(map_header(names, contract, row, upper.index + 1), height=2)


def missing(header: Header, contract: Contract) -> list[str]:
    """Required columns that the header does not have."""
    names = [
        column.name
        for column in contract.columns
        if column.required
        and column.headers
        and column.constant is None
        and not column.title
        and column.name not in contract.layout.made
        and column.name not in header.positions
    ]
    if contract.layout.kind is LayoutKind.WIDE and not header.across and not contract.layout.name:
        names.append(contract.layout.month or contract.layout.values[0])
    return names


def note_unknown(header: Header, learned: Learned) -> None:
    """Tell which named columns the contract does not know."""
    names = list(dict.fromkeys(text for place in header.unknown if (text := header.text(place))))
    if names:
        known = learned.facts.get("unknown_columns")
        learned.facts["unknown_columns"] = list(dict.fromkeys([*(known if isinstance(known, list) else []), *names]))
        shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
        learned.warnings.append(f"columns unknown to the contract, kept in _extra: {shown}")


def best_header(
    rows: Sequence[tuple[int, Sequence[Cell]]], contract: Contract, names: Sequence[frozenset[str]]
) -> Header | None:
    """The row among the first 40 that names most of the contract's columns, the first of equals; None if none does.

    `names` are those in each of the rows: one that shares none with the contract need not be looked at.
    Where rows name their kind, the header is the marked line of the first kind, wherever it stands.
    """
    best: Header | None = None
    tagged = contract.layout.tagged
    by_names = contract.layout.kind is not LayoutKind.WIDE and contract.layout.header_rows == 1
    for index, (row, cells) in enumerate(rows if tagged else rows[:HEADER_ROWS]):
        if len(cells) > MAX_COLUMNS or (by_names and contract.known_names.isdisjoint(names[index])):
            continue
        if tagged and plain(cells[0] if cells else None) != tagged.prefix + tagged.tags[0]:
            continue
        in_two, with_months = contract.layout.header_rows > 1, contract.layout.month is not None
        header = map_header(cells, contract, row, index, rows[index - 1][1] if in_two and with_months and index else ())
        if in_two and not with_months and index + 1 < len(rows):
            header = _of_two_rows(header, *rows[index + 1], contract) or header
        better = best is None or (-len(missing(header, contract)), header.score) > (
            -len(missing(best, contract)),
            best.score,
        )
        if header.score and better:
            best = header
    return best
