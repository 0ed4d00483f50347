"""The rows of a template that count now: what a new workbook must hold too, else landing it would take them away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sources.contract import Contract
from sources.entities import EntityKind
from sources.lake.paths import Lake
from sources.templates.workbook import Cell

if TYPE_CHECKING:
    import duckdb

LandedRow = dict[str, Cell]
"""A record by the contract's column names."""


def landed_rows(
    con: duckdb.DuckDBPyConnection,
    lake: Lake,
    contract: Contract,
    partitions: tuple[str, ...] = (),
    window: tuple[date, date] | None = None,
) -> list[LandedRow]:
    """Return the rows of a template that count, in the order of their workbook.

    Of a snapshot these are all rows of the newest one. A workbook of dated rows replaces the days of its partitions
    from its first to its last date, so of such a template only the rows of `partitions` in `window` are of interest.

    Args:
        con: any DuckDB connection.
        lake: where raw rows and the index lie.
        contract: a template's contract.
        partitions: of a ledger-like template, the values as the index writes them.
        window: of a ledger-like template, first and last day.
    """
    index = lake.index / "active.parquet"
    if not index.is_file():
        return []
    ledger = contract.entity.kind is EntityKind.LEDGER
    active = con.execute(
        "select file_id, partition, date_from, date_to from read_parquet($index) "
        "where system = $system and dataset = $dataset and ($ledger or is_newest) order by newness, file_id, date_from",
        {"index": str(index), "system": contract.system, "dataset": contract.dataset, "ledger": ledger},
    ).fetchall()
    names = [column.name for column in contract.columns]
    rows: list[LandedRow] = []
    for file_id, partition, first, last in active:
        if ledger:
            if window is None or partition not in partitions:
                continue
            first, last = max(first, window[0]), min(last, window[1])
        raw = lake.raw / contract.system / contract.dataset / f"{file_id}.parquet"
        asked: dict[str, Any] = {"raw": str(raw), "partition": partition}
        days = ""
        if ledger:
            days, asked = "and _slice_date between $first and $last", {**asked, "first": first, "last": last}
        found = con.execute(
            f"select {', '.join(names)} from read_parquet($raw, file_row_number = true) "
            f"where _reject is null and _partition = $partition {days} order by file_row_number",
            asked,
        ).fetchall()
        rows += [dict(zip(names, row, strict=True)) for row in found]
    return rows
