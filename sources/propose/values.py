"""What the texts of a column read as, by the same SQL that types the records."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from sources.cast.decide import NUMBERS, Decisions
from sources.cast.select import bounded_sql, value_sql
from sources.cast.types import ColumnType, Kind
from sources.layout.grammar import DateOrder, DecimalMark

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
