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
YEAR_BEHIND = re.compile(r"^(\d{1,2}|[一二三四五六七八九]|十[一二]?)月 (\d{4})$")
HANZI = "一二三四五六七八九十"
YEAR = re.compile(r"^((?:19|20|21)\d\d)(?:年|年度)?$")
FIRST_OF_MONTH = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})$")
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
    if found := YEAR_BEHIND.match(text):
        month = int(found[1]) if found[1].isdigit() else sum(HANZI.index(char) + 1 for char in found[1])
        return f"{found[2]}-{month:02}-01" if 1 <= month <= 12 else None
    return None


def year_of_header(cell: object) -> str | None:
    """`2026`, `2026年` -> `2026`; None if it is no year alone (`FY2026` may begin in 2025)."""
    text = str(int(cell)) if isinstance(cell, int | float) else cell if isinstance(cell, str) else ""
    found = YEAR.match(" ".join(text.split()))
    return found[1] if found else None


def first_of_month(text: str) -> date | None:
    """`7/1/26` and `1/7/2026`, of which one number is the day 1: the first of July; None if it is no first day."""
    found = FIRST_OF_MONTH.match(text.strip())
    if not found or "1" not in (found[1].lstrip("0"), found[2].lstrip("0")):
        return None
    one, two, year = int(found[1]), int(found[2]), int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    month = two if one == 1 else one
    return date(year, month, 1) if 1 <= month <= 12 and YEARS[0] <= year <= YEARS[1] else None


def add_months(first: date, count: int) -> date:
    """The first day of the month `count` months later."""
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
