"""Cells of all readers: text as it stands, or a workbook's native value, which is marked so that no dialect reads it.

A marked value is `MARK`, a letter (N number, D date or date and time, B boolean) and the canonical text.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

MARK = "\x01"
SPACES = " \t\r\n\u00a0\u3000\ufeff"
EXCEL_DIGITS = 15

Cell = str | int | float | bool | date | datetime | time | timedelta | None


def plain(cell: Cell) -> str:
    """The cell as a person sees it, trimmed; empty for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip(SPACES)
    return (marked(cell) or "")[2:]


def marked(cell: Cell) -> str | None:
    """The cell for the typed part: trimmed text, or a marked native value; None for nothing."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return cell.replace(MARK, "").strip(SPACES) or None
    if isinstance(cell, bool):
        return f"{MARK}B{'true' if cell else 'false'}"
    if isinstance(cell, int | float):
        return f"{MARK}N{canonical(cell)}"
    if isinstance(cell, datetime):
        text = cell.isoformat(sep=" ", timespec="milliseconds")
        return f"{MARK}D{text[:10] if text.endswith('00:00:00.000') else text}"
    return f"{MARK}D{cell.isoformat()}" if isinstance(cell, date | time) else f"{MARK}D{cell}"


def canonical(number: int | float) -> str:
    """A number without exponent in the 15 digits that Excel keeps: 0.1+0.2 is 0.3, 1234.0 is 1234."""
    if isinstance(number, int):
        return str(number)
    text = format(Decimal(format(number, f".{EXCEL_DIGITS}g")), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
