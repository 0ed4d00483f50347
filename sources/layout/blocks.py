"""Tables stacked in one file, each under lines that tell of it (`# Start date: 20240101`); some are the contract's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sources.contract import Contract
from sources.layout.header import Header, map_header, missing, note_unknown
from sources.layout.locate import names_fit
from sources.layout.names import normal
from sources.layout.parts import Blocks
from sources.layout.record import Learned, Problem, Record, Records, Rows, SourceRow
from sources.layout.shape import Shaper, is_blank
from sources.read.cells import MARK, plain

DAY = re.compile(r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)", re.ASCII)


def block_records(rows: Rows, contract: Contract, learned: Learned, *, sheet: str | None, width: bool) -> Records:
    """Records of every table whose header is the contract's; each other table is counted and told.

    With `width` a row must have as many cells as its header.
    """
    blocks = contract.layout.blocks
    assert blocks is not None
    reader = _Reader(contract, blocks, learned, sheet, width)
    for source in rows():
        if is_blank(source.cells):
            continue
        if _is_mark(source, blocks):
            reader.tell(source)
        elif reader.told:
            reader.open(source)
        elif reader.shaper:
            yield reader.record(source)
        elif reader.others:
            reader.others[-1].rows += 1
    reader.finish()


def _is_mark(source: SourceRow, blocks: Blocks) -> bool:
    return (plain(source.cells[0]) if source.cells else source.text).startswith(blocks.mark)


@dataclass
class _Other:
    """A table of another header."""

    header: str
    rows: int = 0


class _Reader:
    """The current table: what was told of it, and how its rows become records."""

    def __init__(self, contract: Contract, blocks: Blocks, learned: Learned, sheet: str | None, width: bool) -> None:
        self.contract, self.blocks, self.learned, self.sheet, self.width = contract, blocks, learned, sheet, width
        self.names = [column.name for column in contract.columns]
        self.labels = {normal(label): column for column, labels in blocks.fields for label in labels}
        self.fields: dict[str, str] = {}
        # A file that was saved again may have lost the lines above its first table.
        self.told = True
        self.shaper: Shaper | None = None
        self.others: list[_Other] = []
        self.read = 0

    def tell(self, source: SourceRow) -> None:
        """A line above a table; what it says holds until another line says otherwise."""
        self.told, self.shaper = True, None
        first, *rest = [plain(cell) for cell in source.cells or [source.text]]
        # An unquoted line may hold the delimiter.
        text = source.text.strip() if any(rest) and source.text else first
        label, _, value = text.removeprefix(self.blocks.mark).replace("：", ":").partition(":")
        if value.strip() and (column := self.labels.get(normal(label))):
            self.fields[column] = value.strip()

    def open(self, source: SourceRow) -> None:
        """The header of a table."""
        self.told = False
        header = map_header(source.cells or [], self.contract, source.row, 0)
        if missing(header, self.contract) or not names_fit(self.contract, header):
            self.others.append(_Other(", ".join(text for text in header.texts if text)))
            return
        self.read += 1
        self.shaper = Shaper(self.contract, header, self.sheet, len(source.cells or []) if self.width else None)
        note_unknown(header, self.learned)
        self.learn(header)

    def learn(self, header: Header) -> None:
        start, end = self.window()
        if start and end:
            self.learned.window_from = min(self.learned.window_from or start, start)
            self.learned.window_to = max(self.learned.window_to or end, end)
        rule = self.contract.instance
        if rule and rule.source == "block" and rule.path in self.fields:
            self.learned.company = self.fields[rule.path]

    def window(self) -> tuple[date | None, date | None]:
        return _day(self.fields.get(self.blocks.start)), _day(self.fields.get(self.blocks.end))

    def record(self, source: SourceRow) -> Record:
        """A row with what was told above its table, and its day."""
        assert self.shaper is not None
        record = self.shaper.record(source)
        if record.original is not None:
            return record
        for column, text in self.fields.items():
            record.values[self.names.index(column)] = text
        found = self.day(record)
        if isinstance(found, date):
            record.values[self.names.index(self.blocks.day)] = f"{MARK}D{found.isoformat()}"
        else:
            record.problems.append(found)
        return record

    def day(self, record: Record) -> date | Problem:
        """The day of a record, or why it has none."""
        start, end = self.window()
        if not start or not end:
            return Problem(self.blocks.day, "no first and last day stand above the table")
        if not self.blocks.offset:
            reason = f"the table covers {start} to {end}, not one day"
            return start if start == end else Problem(self.blocks.day, reason)
        text = record.values[self.names.index(self.blocks.offset)]
        number = str(text or "").removeprefix(f"{MARK}N")
        if not re.fullmatch(r"[0-9]{1,9}", number):
            return Problem(self.blocks.day, "no number of the day", number or None)
        if int(number) > (end - start).days:
            return Problem(self.blocks.day, "lies outside the days of its table", number)
        return start + timedelta(days=int(number))

    def finish(self) -> None:
        """Say which tables were left out."""
        if self.others:
            told = "; ".join(f"{one.header} ({one.rows} rows)" for one in self.others[:8])
            more = f"; and {len(self.others) - 8} more" if len(self.others) > 8 else ""
            self.learned.facts["other_tables"] = [{"header": one.header, "rows": one.rows} for one in self.others]
            self.learned.warnings.append(f"{len(self.others)} other tables in the file are not read: {told}{more}")
        self.learned.facts["tables_read"] = self.read


def _day(text: str | None) -> date | None:
    found = DAY.fullmatch(text or "")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
