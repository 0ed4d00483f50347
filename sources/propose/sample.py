"""What a sample of a new dataset looks like: encoding, delimiter or sheet, header row, records, total rows, footer."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.cast.numbers import parse_number
from sources.errors import ExportError
from sources.layout.grammar import DecimalMark
from sources.layout.json_records import WHOLE
from sources.layout.locate import Grid, grids
from sources.layout.names import normal
from sources.layout.period import month_of_header
from sources.propose.diff import json_fields
from sources.read.cells import Cell, marked, plain
from sources.read.forms import Form, open_export
from sources.read.json_file import load_json
from sources.read.records import text_records
from sources.read.text import prepare_text
from sources.read.workbook import Workbook

TOTAL = re.compile(
    r"(?:grand |sub|net )?(?:total|summe|gesamt|zwischensumme|sum)\b.*|总计|合计|小计|总额", re.IGNORECASE
)
MONTHS_ACROSS = 3
SECTIONS = 2
NEARLY = 0.8
SHOWN = 3
HANDWORK = "Write the contract by hand with layout kind `{}`: see the docstring of sources/contract.py."


@dataclass
class Sample:
    """A sample, laid out; `records` are texts as the typed part gets them, in the order of `headers`."""

    form: Form
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int
    headers: list[str]
    records: list[list[str | None]]
    total: list[Cell] | None = None
    total_label: str | None = None
    footer: str | None = None
    json_records: str | None = None

    def texts(self, place: int) -> list[str | None]:
        """The texts of one column."""
        return [record[place] for record in self.records]


def read_sample(path: Path, name: str) -> Sample:
    """Look at a whole file.

    Raises:
        ExportError: it cannot be read, holds no table, or needs a layout that a person must write.
    """
    opening = open_export(path, name)
    if opening.form is Form.JSON:
        return _json(load_json(path, name), name)
    found = [(grid, at) for grid in grids(path, name, opening) if (at := _header_at(grid)) is not None]
    if not found:
        raise _by_hand("shows no header row", "positional", name)
    grid, at = max(found, key=lambda pair: _worth(*pair))
    row, cells = grid.rows[at]
    headers = [" ".join(plain(cell).split()) for cell in cells]
    if headers[0].startswith("!"):
        raise _by_hand("has rows that name their kind", "tagged", name)
    if sum(month_of_header(cell) is not None for cell in cells) >= MONTHS_ACROSS:
        raise _by_hand("has months across", "wide", name)
    with tempfile.TemporaryDirectory() as folder:
        encoding = None
        rows: list[tuple[int, list[Cell]]]
        if opening.form is Form.TEXT:
            profile = prepare_text(path, name, Path(folder))
            encoding = profile.encoding
            rows = [(one.row, list(one.cells or [])) for one in text_records(profile.path, grid.delimiter or ",")]
        else:
            rows = list(Workbook(path, name).rows(grid.sheet or ""))
    below = [list(cells) for number, cells in rows if number > row and any(plain(cell) for cell in cells)]
    sample = Sample(opening.form, encoding, grid.delimiter, grid.sheet, row, headers, [])
    _take_ends(sample, below)
    alone = sum(sum(bool(plain(cell)) for cell in cells) == 1 and bool(plain(cells[0])) for cells in below)
    if len(headers) > 1 and alone >= SECTIONS:
        raise _by_hand("has rows with only their first cell filled: sections", "report", name)
    if not below:
        raise ExportError("has a header but no record", "Export a sample with some records.", file=name)
    sample.records = [[marked(cells[at]) if at < len(cells) else None for at in range(len(headers))] for cells in below]
    return sample


def _by_hand(cause: str, kind: str, name: str) -> ExportError:
    return ExportError(f"{cause}; no contract is proposed for that", HANDWORK.format(kind), file=name)


def _header_at(grid: Grid) -> int | None:
    """The first row of names that is about as full as the fullest row."""
    filled = [[cell for cell in cells if plain(cell)] for _, cells in grid.rows]
    fullest = max((len(cells) for cells in filled), default=0)
    for at, cells in enumerate(filled):
        names = [normal(plain(cell)) for cell in cells]
        if len(cells) < 2 or len(cells) < NEARLY * fullest:
            continue
        named = all(isinstance(cell, str) for cell in cells) and len(set(names)) == len(names)
        telling = not any(_is_value(plain(cell)) for cell in cells) or all(
            month_of_header(cell) or not _is_value(plain(cell)) for cell in cells
        )
        return at if named and telling else None
    return None


def _is_value(text: str) -> bool:
    numeric = any(parse_number(text, mark) is not None for mark in DecimalMark if mark is not DecimalMark.AUTO)
    return numeric or bool(re.match(r"\d{1,4}[-/.]\d{1,2}[-/.]\d", text))


def _worth(grid: Grid, at: int) -> tuple[int, int]:
    width = len(grid.rows[at][1])
    alike = Counter(len(cells) for _, cells in grid.rows[at + 1 :])
    return alike[width] * (width > 1), width


def _take_ends(sample: Sample, below: list[list[Cell]]) -> None:
    """Take a footer and a total row off the end of the rows."""
    if len(below) > 1 and sum(bool(plain(cell)) for cell in below[-1]) == 1:
        text = next(plain(cell) for cell in below[-1] if plain(cell))
        if not TOTAL.fullmatch(text):
            words = re.findall(r"\d+|[^\W\d]+|\s+|.", text)
            parts = (r"\d+" if word.isdigit() else r"\s+" if word.isspace() else re.escape(word) for word in words)
            sample.footer = "^" + "".join(r"[^\W\d]+" if part.isalpha() else part for part in parts) + "$"
            below.pop()
    if len(below) > 1:
        label = next((plain(cell) for cell in below[-1] if TOTAL.fullmatch(plain(cell))), None)
        if label:
            sample.total, sample.total_label = below.pop(), label


def _json(document: Any, name: str) -> Sample:
    if isinstance(document, list):
        key, rows = WHOLE, document
    else:
        arrays = {key: rows for key, rows in document.items() if _are_objects(rows)} if document else {}
        if len(arrays) != 1:
            raise ExportError(
                f"holds {len(arrays)} arrays of objects, so that the records are not clear",
                "Write the contract by hand with layout kind `json` and its `joins`: see sources/contract.py.",
                file=name,
            )
        key, rows = next(iter(arrays.items()))
    if not _are_objects(rows):
        raise ExportError("is no array of objects", "Export a sample with some records.", file=name)
    columns = [path for path in json_fields(rows) if "[]" not in path]
    each = [json_fields([row]) for row in rows]
    records = [[next(iter(fields.get(path, [])), None) for path in columns] for fields in each]
    return Sample(Form.JSON, None, None, None, 0, columns, records, json_records=key)


def _are_objects(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) for row in rows)


def column_sum(texts: Sequence[str | None], mark: DecimalMark) -> Any:
    """The sum of a column's numbers."""
    return sum(number for text in texts if (number := parse_number(text, mark)) is not None)
