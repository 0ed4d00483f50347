"""How SAP's list viewer saves a list: as text between rulers with the header on every page, or as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from sources.demo.exports.delimited import write_bytes

PAGE = 500
Value = str | int | Decimal | date | None


def write_text_list(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]], taken: date) -> None:
    """Writes a German text list: cp1252, `1.234,56-`, `31.12.2025`; numbers stand right, texts left."""
    records = [[_german(value) for value in row] for row in rows]
    numeric = [False] * len(header)
    for index in range(len(header)):
        numeric[index] = any(right for row in records for _, right in row[index : index + 1])
    widths = [max(len(head), *(len(row[i][0]) for row in records)) if records else len(head)
              for i, head in enumerate(header)]  # fmt: skip
    ruler = "-" * (sum(widths) + len(widths) + 1)

    def line(cells: Iterable[str]) -> str:
        padded = [cell.rjust(width) if right else cell.ljust(width)
                  for cell, width, right in zip(cells, widths, numeric, strict=True)]  # fmt: skip
        return f"|{'|'.join(padded)}|"

    lines: list[str] = []
    for page, start in enumerate(range(0, len(records), PAGE), start=1):
        lines += [f"{taken:%d.%m.%Y}{'Dynamische Listenausgabe':^80}{page:>6}", "", ruler, line(header), ruler]
        lines += [line(text for text, _ in row) for row in records[start : start + PAGE]]
        lines.append(ruler)
    write_bytes(path, ("\r\n".join(lines) + "\r\n").encode("cp1252"))


def write_sheet(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Writes a spreadsheet with native numbers and days, as the list viewer and the table browser save it."""
    import xlsxwriter

    from sources.templates.workbook import CREATED

    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet("Sheet1")
    day_format = book.add_format({"num_format": 14})
    sheet.write_row(0, 0, header)
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, index, value, day_format)
            elif isinstance(value, int | Decimal):
                sheet.write_number(number, index, float(value))
            elif value:
                sheet.write_string(number, index, value)
    book.close()


def _german(value: Value) -> tuple[str, bool]:
    """A cell's text, and whether it is a number."""
    if value is None:
        return "", False
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}", False
    if isinstance(value, str):
        return value, False
    places = 0 if isinstance(value, int) else 2
    digits = f"{abs(value):,.{places}f}".translate(str.maketrans(",.", ".,"))
    return digits + ("-" if value < 0 else ""), True
