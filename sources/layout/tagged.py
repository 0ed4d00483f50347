"""Rows that name their kind in the first cell, below header lines that are marked (`!A`): several kinds in one text."""

from __future__ import annotations

from collections import Counter

from sources.contract import Contract
from sources.errors import ExportError
from sources.layout.header import Header, map_header
from sources.layout.names import normal
from sources.layout.parts import Tagged
from sources.layout.period import first_of_month
from sources.layout.record import Learned, Problem, Record, Records, Rows, SourceRow, Text
from sources.layout.shape import Shaper, is_blank
from sources.layout.wide import following_months
from sources.read.cells import marked, plain


def tagged_records(rows: Rows, contract: Contract, header: Header, learned: Learned, name: str) -> Records:
    """Records of the contract's kinds; each kind has the columns of the last header line of its own.

    Raises:
        ExportError: there are records of a kind that the contract does not know to stand beside its own.
    """
    tagged = contract.layout.tagged
    assert tagged
    return _Tagged(contract, tagged, header, learned, name).records(rows)


class _Tagged:
    def __init__(self, contract: Contract, tagged: Tagged, header: Header, learned: Learned, name: str) -> None:
        self.contract, self.tagged, self.learned, self.name = contract, tagged, learned, name
        self.names = [column.name for column in contract.columns]
        self.shapers: dict[str, Shaper] = {}
        self.spare = Shaper(contract, header, None, None)
        self.block_at = self.names.index(tagged.block) if tagged.block else None
        self.fill = [self.names.index(column) for column in tagged.inherit]
        self.opening: Record | None = None
        self.left_out = Counter[str]()
        value = contract.layout.value
        self.repeated = {normal(text) for text in contract.column(value).headers} if value else set()

    def records(self, rows: Rows) -> Records:
        for source in rows():
            if is_blank(source.cells):
                continue
            tag = plain(source.cells[0]) if source.cells else ""
            if source.cells is not None and tag.startswith(self.tagged.prefix):
                self.declare(tag.removeprefix(self.tagged.prefix), source)
            elif source.cells is None or tag in self.tagged.tags:
                yield from self.record(tag, source)
            else:
                self.leave_out(tag, source.row)
        if self.left_out:
            self.learned.facts["rows_of_other_kinds"] = dict(self.left_out)

    def declare(self, tag: str, source: SourceRow) -> None:
        cells = source.cells or []
        if tag in self.tagged.tags:
            header = map_header(cells, self.contract, source.row, 0)
            shaper = Shaper(self.contract, header, None, header.width, pads=True)
            shaper.unknown = tuple(place for place in shaper.unknown if place)  # the kind itself is no data
            self.shapers[tag] = shaper

    def record(self, tag: str, source: SourceRow) -> Records:
        shaper = self.shapers.get(tag)
        if source.cells is not None and shaper is None:
            original = {"line": source.text}
            yield self.spare.refused(source, f"no header line {self.tagged.prefix}{tag} stands above it", original)
            return
        record = (shaper or self.spare).record(source)
        if tag == self.tagged.tags[0]:
            self.opening = record
        if record.problems or shaper is None or source.cells is None:
            # A line that cannot be read may have opened the next block.
            self.opening = self.opening if tag in self.tagged.tags[1:] else None
            yield record
            return
        if self.opening:
            for at in self.fill:
                if record.values[at] is None:
                    record.values[at] = self.opening.values[at]
            if self.block_at is not None:
                record.values[self.block_at] = str(self.opening.row)
        elif self.block_at is not None:
            record.problems.append(Problem(self.tagged.block, "stands below no opening line"))
        yield from self.months(record, shaper, source) if self.tagged.month_of else [record]

    def months(self, record: Record, shaper: Shaper, source: SourceRow) -> Records:
        """The cells of the repeated column, one per month from the one that the row names."""
        start = record.values[self.names.index(self.tagged.month_of or "")]
        first = first_of_month(start) if isinstance(start, str) else None
        if first is None:
            record.problems.append(Problem(self.tagged.month_of, "not the first day of a month", str(start or "")))
            yield record
            return
        cells = source.cells or []
        places = [place for place, text in enumerate(shaper.header.texts) if normal(text) in self.repeated]
        texts: list[Text] = [marked(cells[place]) if place < len(cells) else None for place in places]
        layout = self.contract.layout
        month_at, value_at = self.names.index(layout.month or ""), self.names.index(layout.value or "")
        record.extra = {name: text for name, text in (record.extra or {}).items() if not self.is_repeated(name)} or None
        yield from following_months(record, texts, first, month_at, value_at)

    def is_repeated(self, name: str) -> bool:
        return normal(name.partition(" (")[0]) in self.repeated

    def leave_out(self, tag: str, row: int) -> None:
        if self.tagged.ignore and self.tagged.ignore.fullmatch(tag):
            self.left_out[tag] += 1
            return
        own = " and ".join(self.tagged.tags)
        raise ExportError(
            f"holds records of another kind beside {own}: `{tag}`",
            "Export each list into a file of its own, or put the rows of each kind with their header line into one.",
            file=self.name,
            row=row,
            expected=f"only {own}",
        )
