"""Moments in footers and file names, and the slug of an instance."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from sources.layout.period import MONTH, month_number

FOOTER = re.compile(
    rf"(?P<month>{MONTH}) +(?P<day>\d{{1,2}}),? +(?P<year>\d{{4}})"
    r"(?:,? +(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?: *(?P<half>[ap])\.?m\.?)?"
    r"(?: *(?:GMT|UTC)?(?P<sign>[+\-−])(?P<off>\d{1,2})(?::?(?P<off2>\d\d))?)?)?",
    re.IGNORECASE,
)
NAME_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:[T_ -](?P<hour>[01]\d|2[0-3])[-_.:]?(?P<minute>[0-5]\d)(?:[-_.:]?(?P<second>[0-5]\d))?Z?(?![-_.:]?\d))?(?!\d)"
)


def moment_of_text(text: str) -> datetime | None:
    """`Thursday, June 12, 2025 10:45 AM GMT-05:00` -> UTC; without an offset the clock is taken as UTC."""
    found = FOOTER.search(text)
    if not found:
        return None
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    try:
        clock = datetime(
            int(found["year"]),
            month_number(found["month"]),
            int(found["day"]),
            hour,
            int(found["minute"] or 0),
            int(found["second"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    offset = timedelta(hours=int(found["off"] or 0), minutes=int(found["off2"] or 0))
    return clock + offset if found["sign"] in ("-", "−") else clock - offset


def moment_of_name(name: str) -> datetime | None:
    """The one date in a file name (`employees_2025-06-30.csv`, `20250630T0815`); None if there is none or several."""
    moments = set()
    for found in NAME_DATE.finditer(name):
        try:
            moments.add(
                datetime(
                    int(found["year"]),
                    int(found["month"]),
                    int(found["day"]),
                    int(found["hour"] or 0),
                    int(found["minute"] or 0),
                    int(found["second"] or 0),
                    tzinfo=UTC,
                )
            )
        except ValueError:
            continue
    return moments.pop() if len(moments) == 1 else None


def slug(text: str) -> str:
    """`Meridian Instruments Inc.` -> `meridian-instruments-inc`; letters of any script stay."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-")
