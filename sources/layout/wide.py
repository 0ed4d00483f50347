"""Months, series or questions across the columns become rows: one record each, where its cell is filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sources.cast.dates import FIRST, LAST
from sources.cast.numbers import parse_number
from sources.contract import Contract
from sources.layout.header import Header
from sources.layout.labels import label_rows
from sources.layout.period import add_months
from sources.layout.record import Learned, Problem, Record, Records, Rows, Text
from sources.layout.report import read_footer
from sources.layout.shape import Shaper, is_blank
from sources.layout.tree import Paths
from sources.read.cells import MARK, Cell, plain

MONTHS = 12
Said = tuple[tuple[tuple[str, str], ...], int | None]


def wide_records(
    rows: Rows, contract: Contract, header: Header, learned: Learned, *, sheet: str | None, width: int | None
) -> Records:
    """Records in file order, the cells of a row from left to right; computed rows and columns are left out."""
    tree, ignore = contract.layout.tree, contract.layout.ignore
    shaper = Shaper(contract, header, sheet, width, pads=tree is not None)
    shaper.unknown = tuple(at for at in shaper.unknown if not (ignore and ignore.match(header.text(at))))
    names = [column.name for column in contract.columns]
    labels = label_rows(rows(), contract, header)
    first = labels[-1].row if labels else header.row
    if labels:
        learned.facts["label_rows"] = len(labels)
    spread = _Spread(contract, shaper, labels[0].cells or () if labels else ())
    dater = _Dater(contract)
    paths, path_at = None, 0
    if tree:
        below = (source.cells for source in rows() if source.row > header.row)
        paths, path_at = Paths(tree, [plain(cells[0]) for cells in below if cells]), names.index(tree.column)
    label_at = 0 if tree else min((place for places in header.positions.values() for place in places), default=0)
    for source in rows():
        if source.row <= first or is_blank(source.cells):
            continue
        record = shaper.record(source)
        if record.problems or source.cells is None:
            yield record
            continue
        label = plain(source.cells[label_at]) if label_at < len(source.cells) else ""
        if ignore and label and ignore.match(label):
            continue
        if paths:
            if not any(plain(cell) for cell in source.cells[1:]) and read_footer(label, contract.layout, learned):
                continue
            record.values[path_at] = path = paths.take(label) if label else None
            if label and path is None:
                continue
        filled = spread.filled(source.cells)
        year = dater.year(record) if any(number is not None for (_, number), _ in filled) else 0
        if record.problems or (contract.layout.name and not filled):
            yield record
            continue
        for (said, number), texts in filled:
            values = list(record.values)
            for name, told in (*said, *dater.month(year, number)):
                values[names.index(name)] = told
            for at, text in texts.items():
                values[at] = text
            yield Record(source.row, sheet, values, record.extra)


class _Spread:
    """The columns whose headers are data, in groups of one record each: what they say, and the cells by column.

    Cells whose headers say the same are one record, each in a column of its own; a second one is a second record.
    """

    def __init__(self, contract: Contract, shaper: Shaper, meanings: Sequence[Cell]) -> None:
        self.contract, self.shaper, self.meanings = contract, shaper, meanings
        self.names = [column.name for column in contract.columns]
        self.groups: list[tuple[Said, dict[int, int]]] = []
        for place, one in shaper.header.across.items():
            self.add((one.said, one.number), one.column, place)
        self.end = shaper.header.width
        if contract.layout.name:
            for place in shaper.unknown:
                self.add((self.named(place), None), contract.layout.values[0], place)
            shaper.unknown = ()

    def add(self, said: Said, column: str, place: int) -> None:
        at = self.names.index(column)
        places = next((places for heading, places in self.groups if heading == said and at not in places), None)
        if places is None:
            self.groups.append((said, places := {}))
        places[at] = place
        if self.contract.layout.written:
            places[self.names.index(self.contract.layout.written)] = place

    def named(self, place: int) -> tuple[tuple[str, str], ...]:
        """What a column that the contract does not know is called, and what it means."""
        layout, names = self.contract.layout, self.shaper.names
        name = names[place] if place < len(names) else f"column {place + 1}"
        meaning = plain(self.meanings[place]) if place < len(self.meanings) else ""
        return ((layout.name or "", name), *(((layout.label, meaning),) if layout.label and meaning else ()))

    def filled(self, cells: Sequence[Cell]) -> list[tuple[Said, dict[int, Text]]]:
        """The groups with a filled cell."""
        if self.contract.layout.name:
            # A cell behind the last name is an answer, too.
            for place in range(self.end, len(cells)):
                self.add((self.named(place), None), self.contract.layout.values[0], place)
            self.end = max(self.end, len(cells))
        columns, value = self.contract.columns, self.shaper.value
        found = (
            (said, {at: value(columns[at], (place,), cells) for at, place in row.items()}) for said, row in self.groups
        )
        return [(said, texts) for said, texts in found if any(text is not None for text in texts.values())]


class _Dater:
    """Months without a year lie in the one that their row names."""

    def __init__(self, contract: Contract) -> None:
        self.layout = contract.layout
        self.year_at = next((at for at, one in enumerate(contract.columns) if one.name == self.layout.year), None)

    def year(self, record: Record) -> int:
        """The year of a row; what is none becomes the record's problem."""
        text = record.values[self.year_at] if self.year_at is not None else None
        number = parse_number(text) if isinstance(text, str) else None
        if number is not None and number == int(number) and int(FIRST[:4]) <= number <= int(LAST[:4]):
            return int(number)
        shown = text.removeprefix(MARK + "N") if isinstance(text, str) else None
        record.problems.append(Problem(self.layout.year, "not a year, so the months of this row are unknown", shown))
        return 0

    def month(self, year: int, number: int | None) -> Iterator[tuple[str, str]]:
        """By column: a number above 12 (a special period) lies in the last month, 0 in the first."""
        if number is None:
            return
        yield self.layout.month or "", f"{MARK}D{year:04}-{min(max(number, 1), MONTHS):02}-01"
        if self.layout.numbered and self.layout.numbered.number:
            yield self.layout.numbered.number, str(number)


def following_months(record: Record, texts: list[Text], first: date, month_at: int, value_at: int) -> Records:
    """One record per filled cell, the first of the month `first`, each next one a month later."""
    for count, text in enumerate(texts):
        if text is None:
            continue
        values = list(record.values)
        values[month_at], values[value_at] = f"{MARK}D{add_months(first, count).isoformat()}", text
        yield Record(record.row, record.sheet, values, record.extra)
