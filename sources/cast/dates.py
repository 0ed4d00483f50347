"""Dates and moments as SQL: numeric forms by the order of day and month, ISO, month names, serials, offsets to UTC."""

from __future__ import annotations

from sources.layout.grammar import DateOrder
from sources.read.cells import MARK

FIRST, LAST = "1900-01-01", "2200-12-31"
ISO = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
NAMED = ("%d %b %Y", "%d-%b-%Y", "%d/%b/%y", "%d-%b-%y", "%d/%b/%Y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y", "%d. %B %Y")
DOTTED = ("%d.%m.%y", "%d.%m.%Y")
SLASHED = {
    DateOrder.DMY: ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%y", "%d-%m-%Y"),
    DateOrder.MDY: ("%m/%d/%y", "%m/%d/%Y", "%m-%d-%y", "%m-%d-%Y"),
    DateOrder.YMD: (),
}
TIMES = ("%H:%M:%S", "%H:%M", "%I:%M %p", "%I:%M:%S %p", "%H:%M:%S.%f")
OFFSET = r" ?(?:Z|[+-]\d\d(?::?\d\d)?)"
ZONED = rf"^\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?{OFFSET}$"
NO_SECONDS = rf"([T ]\d\d:\d\d)({OFFSET})$"
AMBIGUOUS = r"^\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b"


def date_formats(order: DateOrder, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Strptime formats in the order they are tried; two-digit years before four-digit ones, so that 25 is 2025."""
    dates = tuple(text for text in extra if "%H" not in text and "%I" not in text)
    return (*dates, *SLASHED[order], *DOTTED, *ISO, *NAMED)


def moment_formats(order: DateOrder, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Formats with a time of day, then dates alone (midnight)."""
    dates = date_formats(order, extra)
    whole = tuple(text for text in extra if "%H" in text or "%I" in text)
    timed = tuple(f"{text} {clock}" for text in dates for clock in TIMES)
    iso = tuple(f"%Y-%m-%dT{clock}" for clock in ("%H:%M:%S", "%H:%M:%S.%f", "%H:%M"))
    return (*whole, *iso, *timed, *dates)


def date_sql(text: str, first: str | None, order: DateOrder, extra: tuple[str, ...]) -> str:
    """SQL that reads `text` as a date (without time of day); `first` is the format most values of the file have."""
    slow = (
        f"CASE WHEN starts_with({text}, '{MARK}') THEN {_native(text)} "
        f"WHEN regexp_full_match({text}, '\\d{{8}}') THEN TRY_STRPTIME({text}, '%Y%m%d') "
        f"ELSE COALESCE(TRY_STRPTIME({text}, {_list(date_formats(order, extra))}), "
        f"TRY_STRPTIME({text}, {_list(moment_formats(order, extra))})) END"
    )
    return f"CAST({_first(text, first, slow)} AS DATE)"


def moment_sql(text: str, first: str | None, order: DateOrder, extra: tuple[str, ...], *, wall: bool) -> str:
    """SQL that reads `text` as a timestamp; a written offset is applied (UTC), wall clocks refuse one."""
    bare = f"TRY_STRPTIME({text}, {_list(moment_formats(order, extra))})"
    zoned = (
        f"CASE WHEN regexp_matches({text}, '{ZONED}') THEN CAST(TRY_CAST("
        f"regexp_replace(regexp_replace({text}, '{NO_SECONDS}', '\\1:00\\2'), 'Z$', '+00') "
        f"AS TIMESTAMPTZ) AS TIMESTAMP) ELSE {bare} END"
    )
    slow = f"CASE WHEN starts_with({text}, '{MARK}') THEN {_native(text)} ELSE {bare if wall else zoned} END"
    return _first(text, first, slow)


def _first(text: str, first: str | None, slow: str) -> str:
    if first is None:
        return slow
    quick = f"TRY_STRPTIME({text}, '{first}')"
    if "%Y" in first:  # %Y reads a two-digit year as the year 25
        return f"CASE WHEN {quick} >= TIMESTAMP '1000-01-01' THEN {quick} ELSE {slow} END"
    return f"COALESCE({quick}, {slow})"


def _native(text: str) -> str:
    body = f"substr({text}, 3)"
    serial = f"TIMESTAMP '1899-12-30' + to_milliseconds(CAST(round(TRY_CAST({body} AS DOUBLE) * 86400000) AS BIGINT))"
    return (
        f"CASE {text}[2] WHEN 'D' THEN TRY_CAST({body} AS TIMESTAMP) "
        f"WHEN 'N' THEN CASE WHEN TRY_CAST({body} AS DOUBLE) BETWEEN 1 AND 110000 THEN {serial} END END"
    )


def _list(formats: tuple[str, ...]) -> str:
    return "[" + ", ".join("'" + text.replace("'", "''") + "'" for text in formats) + "]"
