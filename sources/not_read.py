"""Exports that are known and not read, `not_read.yaml`: each is answered with what to export instead."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from sources.errors import UnknownExport
from sources.layout.locate import Grid
from sources.read.cells import plain

NOT_READ_FILE = Path(__file__).with_name("not_read.yaml")
TITLE_ROWS = 10


@cache
def _known() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    entries = yaml.safe_load(NOT_READ_FILE.read_text(encoding="utf-8"))
    return tuple((re.compile(entry["title"], re.IGNORECASE), entry["cause"], entry["remedy"]) for entry in entries)


def refuse_known(candidates: list[Grid], name: str) -> None:
    """Refuse a file whose title, a row with one filled cell, is that of an export that is not read.

    Raises:
        UnknownExport: with what to export instead.
    """
    for grid in candidates:
        for row, cells in grid.rows[:TITLE_ROWS]:
            texts = [text for cell in cells if (text := plain(cell))]
            for title, cause, remedy in _known():
                if len(texts) == 1 and title.fullmatch(texts[0]):
                    raise UnknownExport(f"`{texts[0]}` {cause}", remedy, file=name, sheet=grid.sheet, row=row)
