"""`marts.duckdb`: every mart of a release as a table with comments, in a file that any DuckDB since 1.0 opens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from orchestration.marts import Column, Mart

STORAGE_VERSION = "v1.0.0"


def write_marts_file(target: Path, parquet: Path, marts: Sequence[Mart]) -> None:
    """Write the tables to the new file `target` from the Parquet below `parquet`."""
    import duckdb

    with duckdb.connect() as con:
        con.execute(f"attach '{_text(str(target))}' as marts (storage_version '{STORAGE_VERSION}')")
        for name, parts in groupby(marts, key=lambda mart: mart.name):
            mart = next(parts)
            con.execute(f'create table marts.main."{name}" as {read_mart(parquet, name)}')
            con.execute(f"comment on table marts.main.\"{name}\" is '{_text(_about(mart))}'")
            for column in mart.columns:
                con.execute(f'comment on column marts.main."{name}"."{column.name}" is \'{_text(_comment(column))}\'')
        con.execute("detach marts")


def read_mart(parquet: Path, name: str) -> str:
    """SQL that reads all parts of a mart in a fixed order; a part's folder name is no column."""
    files = ", ".join(f"'{_text(str(path))}'" for path in sorted((parquet / name).rglob("*.parquet")))
    return f"select * from read_parquet([{files}], hive_partitioning = false, union_by_name = true)"


def _about(mart: Mart) -> str:
    return " / ".join(text for text in (mart.description, mart.description_zh) if text)


def _comment(column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    return " / ".join(text for text in (column.description + unit, column.description_zh) if text)


def _text(value: str) -> str:
    return value.replace("'", "''")
