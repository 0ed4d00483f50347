"""A row above the header whose cells describe the whole file: installation, time of export, period, fiscal year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from sources.contract import Contract
from sources.layout.record import Learned, Text
from sources.read.cells import MARK, Cell, marked, plain

DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d*")


def read_metadata(cells: Sequence[Cell], contract: Contract, learned: Learned) -> None:
    """Take note of the instance, the time of export and the stated period."""
    metadata = contract.layout.metadata
    if metadata is None:
        return
    if metadata.instance:
        learned.facts["instance"] = "-".join(_at(cells, place) for place in metadata.instance).casefold()
    if metadata.exported_at and (found := MOMENT.fullmatch(_at(cells, metadata.exported_at))):
        try:
            learned.exported_at = datetime(*map(int, found.groups()), tzinfo=UTC)  # type: ignore[misc,arg-type]
        except ValueError:
            learned.warnings.append(f"`{found[0]}` is no time of export")
    if metadata.window:
        learned.window_from, learned.window_to = (_day(_at(cells, place)) for place in metadata.window)


def constants(cells: Sequence[Cell], contract: Contract) -> dict[str, Text]:
    """What the row says of every record, by column."""
    columns = contract.layout.metadata.columns if contract.layout.metadata else ()
    return {name: marked(cells[place - 1]) if place <= len(cells) else None for name, place in columns}


class Dater:
    """Days and months (`2102`, `102`) get the year in which they lie in the fiscal year that the row names."""

    def __init__(self, cells: Sequence[Cell], contract: Contract) -> None:  # noqa: D107 - the class says it
        metadata = contract.layout.metadata
        names = [column.name for column in contract.columns]
        self.at = names.index(metadata.day_month) if metadata and metadata.day_month else None
        self.start = _day(_at(cells, metadata.year_start)) if metadata and metadata.year_start else None

    def date(self, values: list[Text]) -> None:
        """Complete the date of a record; a text that is no day and month stays as it is."""
        text = values[self.at] if self.at is not None else None
        if self.at is None or self.start is None or not isinstance(text, str) or not re.fullmatch(r"\d{3,4}", text):
            return
        day, month = int(text[:-2]), int(text[-2:])
        for year in (self.start.year, self.start.year + 1):
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if found >= self.start:
                values[self.at] = f"{MARK}D{found.isoformat()}"
                return


def _at(cells: Sequence[Cell], place: int) -> str:
    return plain(cells[place - 1]) if place <= len(cells) else ""


def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
