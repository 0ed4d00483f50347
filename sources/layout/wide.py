"""Months across the columns become rows: one record per filled cell."""

from __future__ import annotations

from sources.contract import Contract
from sources.layout.header import Header
from sources.layout.record import Record, Records, Rows
from sources.layout.shape import Shaper, is_blank
from sources.read.cells import MARK, marked, plain


def wide_records(rows: Rows, contract: Contract, header: Header, *, sheet: str | None, width: int | None) -> Records:
    """Records in file order, the months of a row from left to right; computed rows and columns are left out."""
    shaper = Shaper(contract, header, sheet, width)
    names = [column.name for column in contract.columns]
    month_at, value_at = names.index(contract.layout.month or ""), names.index(contract.layout.value or "")
    ignore = contract.layout.ignore
    label_at = min((place for places in header.positions.values() for place in places), default=0)
    skipped = {place for place in shaper.unknown if ignore and ignore.match(shaper.names[place])}
    shaper.unknown = tuple(place for place in shaper.unknown if place not in skipped)
    for source in rows():
        if source.row <= header.row or is_blank(source.cells):
            continue
        record = shaper.record(source)
        if record.problems or source.cells is None:
            yield record
            continue
        label = plain(source.cells[label_at]) if label_at < len(source.cells) else ""
        if ignore and label and ignore.match(label):
            continue
        for place, month in header.months.items():
            text = marked(source.cells[place]) if place < len(source.cells) else None
            if text is None:
                continue
            values = list(record.values)
            values[month_at], values[value_at] = f"{MARK}D{month}", text
            yield Record(source.row, sheet, values, record.extra)
