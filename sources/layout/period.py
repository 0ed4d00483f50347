"""Period texts of report titles, and month headers, to dates (`January-December, 2025`, `As of Dec 31, 2024`)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = rf"(?:{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)}|sept)\.?"
PART = re.compile(
    rf"^(?:(?P<month>{MONTH})(?: +(?P<day>\d{{1,2}}))?|(?P<day2>\d{{1,2}}) +(?P<month2>{MONTH}))?"
    r"(?:,? *(?P<year>\d{4}))?$",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(rf"^({MONTH})[ \-/,']*(\d{{4}}|\d{{2}})$", re.IGNORECASE)
YEAR_FIRST = re.compile(r"^(\d{4})[\-/.](\d{1,2})$|^(\d{4})年(\d{1,2})月$")
DASH = re.compile(r"\s*[-–—]\s*| +to +| +through +", re.IGNORECASE)
YEARS = (1900, 2200)


@dataclass(frozen=True)
class Window:
    """A stated period, both days inclusive; `start` is None for `As of`."""

    start: date | None
    end: date


def month_number(name: str) -> int:
    """`Sept.` -> 9."""
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name[:3].lower()))


def parse_period(text: str) -> Window | None:
    """The period that a title row states; None if the text is none."""
    text = " ".join(text.split())
    as_of = re.match(r"^as of +(.+)$", text, re.IGNORECASE)
    if as_of:
        end = _day(as_of[1], None, last=True)
        return Window(None, end) if end else None
    parts = DASH.split(text)
    if len(parts) == 1:
        start, end = _day(parts[0], None, last=False), _day(parts[0], None, last=True)
    elif len(parts) == 2:
        end = _day(parts[1], None, last=True)
        start = _day(parts[0], end.year, last=False) if end else None
    else:
        return None
    return Window(start, end) if start and end and start <= end else None


def _day(text: str, year: int | None, *, last: bool) -> date | None:
    match = PART.match(text.strip().strip(","))
    if not match or not text.strip():
        return None
    name, day = match["month"] or match["month2"], match["day"] or match["day2"]
    found = int(match["year"]) if match["year"] else year
    if not found or not YEARS[0] <= found <= YEARS[1]:
        return None
    month = month_number(name) if name else (12 if last else 1)
    number = int(day) if day else (monthrange(found, month)[1] if last else 1)
    return date(found, month, number) if number <= monthrange(found, month)[1] else None


def month_of_header(cell: object) -> str | None:
    """`Jan 2025`, `Jan-25`, `2025-01`, `2025年1月` or a date cell -> `2025-01-01`; None if it is no month."""
    if isinstance(cell, datetime | date):
        return f"{cell.year:04}-{cell.month:02}-01"
    if not isinstance(cell, str):
        return None
    text = " ".join(cell.split())
    if found := MONTH_FIRST.match(text):
        year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
        return f"{year:04}-{month_number(found[1]):02}-01"
    if found := YEAR_FIRST.match(text):
        year, month = int(found[1] or found[3]), int(found[2] or found[4])
        return f"{year:04}-{month:02}-01" if 1 <= month <= 12 else None
    return None
