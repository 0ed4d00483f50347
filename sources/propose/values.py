"""What the texts of a column read as, by the same SQL that types the records."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from sources.cast.decide import NUMBERS, Decisions
from sources.cast.select import bounded_sql, value_sql
from sources.cast.types import ColumnType, Kind
from sources.layout.grammar import DateOrder, DecimalMark
from sources.read.cells import MARK

Texts = Sequence[str | None]
ORDERS = (DateOrder.DMY, DateOrder.MDY, DateOrder.YMD)
MARKS = (DecimalMark.POINT, DecimalMark.COMMA)
DATES = (Kind.DATE, Kind.TIMESTAMP)


def share_read(connection: duckdb.DuckDBPyConnection, texts: Texts, kind: ColumnType, decisions: Decisions) -> float:
    """The share of the filled texts that read as this type; 0 where none is filled."""
    filled = [text for text in texts if text]
    if not filled:
        return 0.0
    read = bounded_sql(kind, value_sql(kind, "t", decisions))
    row = connection.execute(f"SELECT count({read}) FROM (SELECT unnest($1::VARCHAR[]) AS t)", [filled]).fetchone()
    return int(row[0]) / len(filled) if row else 0.0


def best_share(connection: duckdb.DuckDBPyConnection, texts: Texts, kind: ColumnType) -> float:
    """The same under whatever decimal mark or order of day and month reads most of them."""
    if kind.kind in NUMBERS:
        ways = [Decisions(mark=mark) for mark in MARKS]
    elif kind.kind in DATES:
        ways = [Decisions(order=order) for order in ORDERS]
    else:
        ways = [Decisions()]
    return max(share_read(connection, texts, kind, way) for way in ways)


PRECISION, MONEY_SCALE, MAX_SCALE = 20, 2, 10
MAX_INT, MAX_DIGITS = 2**31 - 1, 18
STRING, DOUBLE = ColumnType(Kind.STRING), ColumnType(Kind.DOUBLE)
WORDS = {
    "true",
    "false",
    "yes",
    "no",
    "ja",
    "nein",
    "wahr",
    "falsch",
    "是",
    "否",
    "y",
    "n",
    f"{MARK}btrue",
    f"{MARK}bfalse",
}
WHOLE = re.compile(rf"(?:{MARK}N)?[+-]?\d+")
CODE = re.compile(rf"(?:{MARK}N)?0\d+")
DATE_NAME = re.compile(r"dat(?:e|um)|日期", re.IGNORECASE)
CODE_NAME = re.compile(
    r"(?:\b|_)(?:id|no|nr|num|number|nummer|code|konto|account|zip|plz|phone|tel|key)\b|#|编号|号|代码|编码|科目",
    re.IGNORECASE,
)


def proposed_type(connection: duckdb.DuckDBPyConnection, header: str, texts: Texts, decisions: Decisions) -> ColumnType:
    """The narrowest type that reads all filled texts; text where none does, or where digits are a code.

    Digits are a code where one begins with 0, is longer than a number may be, or the header calls them one.
    """
    filled = [text for text in texts if text]
    if not filled:
        return STRING
    if {text.lower() for text in filled} <= WORDS:
        return ColumnType(Kind.BOOLEAN)
    date_type, moment = ColumnType(Kind.DATE), ColumnType(Kind.TIMESTAMP)
    whole = all(WHOLE.fullmatch(text) for text in filled)
    if whole and not (DATE_NAME.search(header) and _reads_all(connection, filled, date_type, decisions)):
        numbers = [text.removeprefix(f"{MARK}N") for text in filled]
        if CODE_NAME.search(header) or any(CODE.fullmatch(text) or len(text) > MAX_DIGITS for text in filled):
            return STRING
        return ColumnType(Kind.INT if max(abs(int(text)) for text in numbers) <= MAX_INT else Kind.BIGINT)
    if _reads_all(connection, filled, DOUBLE, decisions):
        scale = max(MONEY_SCALE, *(_scale(text, decisions.mark) for text in filled))
        return DOUBLE if scale > MAX_SCALE else ColumnType(Kind.DECIMAL, PRECISION, scale)
    if _reads_all(connection, filled, date_type, decisions):
        timed = any(":" in text for text in filled)
        return moment if timed and _reads_all(connection, filled, moment, decisions) else date_type
    return moment if _reads_all(connection, filled, moment, decisions) else STRING


def _reads_all(connection: duckdb.DuckDBPyConnection, texts: Texts, kind: ColumnType, decisions: Decisions) -> bool:
    return share_read(connection, texts, kind, decisions) == 1


def _scale(text: str, mark: DecimalMark) -> int:
    point = "," if mark is DecimalMark.COMMA and not text.startswith(MARK) else "."
    found = re.search(rf"{re.escape(point)}(\d+)\D*$", text)
    return len(found[1]) if found else 0
