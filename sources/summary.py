"""What the written raw file holds: counts, slices, reject reasons, control totals, evidence of signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from sources.cast.decide import NUMBERS
from sources.cast.numbers import parse_number
from sources.cast.select import literal, quoted
from sources.contract import Contract
from sources.layout.grammar import DecimalMark, SignPairs
from sources.layout.record import Control, Learned


@dataclass(frozen=True)
class RejectCount:
    """Rejected records by column and reason; a record with two reasons counts in both."""

    column_name: str | None
    reason: str
    rows: int


@dataclass(frozen=True)
class Slice:
    """Loaded records of one partition; dates are null where the entity has none."""

    partition: str
    date_from: date | None
    date_to: date | None
    rows: int


@dataclass(frozen=True)
class Summary:
    """Counts of a raw file."""

    rows: int
    rejected: int
    slices: tuple[Slice, ...]
    reject_counts: tuple[RejectCount, ...]
    controls: tuple[Control, ...]


def summarise(connection: duckdb.DuckDBPyConnection, target: Path, contract: Contract, learned: Learned) -> Summary:
    """Read back what was written; adds the sign evidence to the learned facts."""
    raw = f"read_parquet({literal(str(target))}, file_row_number=true)"
    counts = connection.execute(f"SELECT count(*), count(_reject) FROM {raw}").fetchone() or (0, 0)
    slices = connection.execute(
        f"SELECT _partition, min(_slice_date), max(_slice_date), count(*) FROM {raw} "
        "WHERE _reject IS NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    rejects = connection.execute(
        f"SELECT json_extract_string(r, '$.column'), json_extract_string(r, '$.reason'), count(*) FROM "
        "(SELECT unnest(CAST(json_extract(_reject, '$.reasons') AS JSON[])) AS r "
        f"FROM {raw} WHERE _reject IS NOT NULL) "
        "GROUP BY 1, 2 ORDER BY 3 DESC, 1 NULLS FIRST, 2"
    ).fetchall()
    if contract.ledger.counts:
        left_out = connection.execute(
            f"SELECT count(*) FROM {raw} WHERE _reject IS NULL AND _slice_date IS NULL"
        ).fetchone()
        learned.facts |= {"rows_that_do_not_count": int(left_out[0])} if left_out and left_out[0] else {}
    if contract.sign_pairs:
        equal, opposite = _sign_pairs(connection, raw, contract.sign_pairs)
        learned.facts |= {"sign_equal_pairs": equal, "sign_opposite_pairs": opposite}
    return Summary(
        rows=int(counts[0]),
        rejected=int(counts[1]),
        slices=tuple(Slice(str(row[0]), row[1], row[2], int(row[3])) for row in slices),
        reject_counts=tuple(RejectCount(row[0], str(row[1]), int(row[2])) for row in rejects),
        controls=tuple(_table_totals(connection, raw, contract, learned)),
    )


def _sign_pairs(connection: duckdb.DuckDBPyConnection, raw: str, names: SignPairs) -> tuple[int, int]:
    """Pairs of lines that are two sides of one posting: same date, type and size, account and counter account crossed.

    Within such a group opposite signs are paired first; what is left over pairs as equal signs.
    """
    day, kind, amount, account, counter = (
        quoted(name) for name in (names.date, names.type, names.amount, names.account, names.counter)
    )
    row = connection.execute(
        f"""
        WITH side AS (
            SELECT {day} AS day, {kind} AS kind, abs({amount}) AS size, least({account}, {counter}) AS low,
                greatest({account}, {counter}) AS high, {account} < {counter} AS is_low, {amount} > 0 AS is_plus
            FROM {raw}
            WHERE _reject IS NULL AND {amount} <> 0 AND {counter} IS NOT NULL AND {account} <> {counter}
        ), counted AS (
            SELECT count_if(is_low AND is_plus) AS lp, count_if(is_low AND NOT is_plus) AS lm,
                count_if(NOT is_low AND is_plus) AS hp, count_if(NOT is_low AND NOT is_plus) AS hm
            FROM side GROUP BY day, kind, size, low, high
        ), paired AS (
            SELECT *, least(lp, hm) AS a, least(lm, hp) AS b FROM counted
        )
        SELECT COALESCE(sum(least(lp - a, hp - b) + least(lm - b, hm - a)), 0), COALESCE(sum(a + b), 0) FROM paired
        """
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _table_totals(
    connection: duckdb.DuckDBPyConnection, raw: str, contract: Contract, learned: Learned
) -> Iterator[Control]:
    """Total rows of a table: each is compared with the records since the last one, or else with all above it."""
    if not learned.totals:
        return
    mark = DecimalMark(str(learned.facts.get("decimal_mark", DecimalMark.POINT)))
    names = [column.name for column in contract.columns if column.type.kind in NUMBERS]
    sums = _running_sums(
        connection, raw, names, sorted({end for total in learned.totals for end in (total.start, total.end)})
    )
    for total in learned.totals:
        for name, text in total.texts:
            stated = parse_number(text, mark)
            if stated is None:
                learned.warnings.append(f"the total `{text}` of {name} is no number")
                continue
            part, whole = sums[total.end][name] - sums[total.start][name], sums[total.end][name]
            if total.running and stated != whole:
                told = f"the running total `{total.key}` states {stated} of {name}, the rows above it sum to {whole}"
                learned.warnings.append(f"{told}: it holds more than this file, or rows are missing")
                continue
            is_part = stated == part and total.start > 0
            yield Control("subtotal" if is_part else "total", total.key, name, stated, part if is_part else whole)


def _running_sums(
    connection: duckdb.DuckDBPyConnection, raw: str, names: list[str], ends: list[int]
) -> dict[int, dict[str, Decimal]]:
    sums = ", ".join(f"COALESCE(sum({quoted(name)}), 0)" for name in names)
    running = {name: Decimal(0) for name in names}
    found: dict[int, dict[str, Decimal]] = {}
    start = 0
    for end in ends:
        row = connection.execute(
            f"SELECT {sums} FROM {raw} WHERE file_row_number >= {start} AND file_row_number < {end}"
        ).fetchone()
        running = {name: running[name] + Decimal(str(part)) for name, part in zip(names, row or (), strict=True)}
        found[end] = running
        start = end
    return found
