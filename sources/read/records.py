"""Exact streaming of delimited text: every record with its row number and its original text, nothing lost.

Slower than DuckDB's reader; used for reports and for files in which that reader found a line it cannot place.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_LINES = 5_000
MAX_CHARS = 16 << 20
csv.field_size_limit(MAX_CHARS)


@dataclass(slots=True)
class TextRecord:
    """One record; `cells` is None where the quoting is broken (then `text` is one line)."""

    row: int
    cells: list[str] | None
    text: str


def text_records(path: Path, delimiter: str, quoted: bool = True) -> Iterator[TextRecord]:
    """All records of a UTF-8 file, blank ones (no cells) too; a quoted cell with line breaks is one record."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from split_records(stream, delimiter, quoted)


def split_records(lines: Iterable[str], delimiter: str, quoted: bool = True) -> Iterator[TextRecord]:
    """The same over lines."""
    source = _Lines(lines)
    for row, line in enumerate(source, start=1):
        text = line.rstrip("\r\n")
        if not text:
            yield TextRecord(row, [], "")
        elif not quoted or '"' not in text:
            yield TextRecord(row, text.split(delimiter), text)
        else:
            yield _quoted(row, line, source, delimiter)


class _Lines:
    """Lines with push-back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines, self.back = iter(lines), [""][:0]

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        return self.back.pop() if self.back else next(self.lines)


def _quoted(row: int, first: str, source: _Lines, delimiter: str) -> TextRecord:
    buffer, size = [first], len(first)
    while True:
        try:
            cells = next(csv.reader(buffer, delimiter=delimiter, strict=True))
            return TextRecord(row, cells, "".join(buffer).rstrip("\r\n"))
        except csv.Error as error:
            if "unexpected end of data" not in str(error):
                break
        # An open quote: read on to the next line that has one.
        found = False
        while len(buffer) < MAX_LINES and size < MAX_CHARS:
            try:
                line = next(source)
            except StopIteration:
                break
            buffer.append(line)
            size += len(line)
            if '"' in line:
                found = True
                break
        if not found:
            break
    source.back.extend(reversed(buffer[1:]))
    return TextRecord(row, None, first.rstrip("\r\n"))
