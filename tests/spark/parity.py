"""Compares a DuckDB warehouse with Spark's Parquet files of the same tables, and two releases, rows both ways.

All columns but doubles must be equal to the last digit, as often as they occur (EXCEPT ALL both ways); doubles to 1e-9,
relative where they are large. Rows with equal exact columns are paired in the order of their doubles.
`python tests/spark/parity.py WAREHOUSE.duckdb TABLES_FOLDER` compares every table of the warehouse.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

TOLERANCE = 1e-9
SHOWN = 3
_INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"}


@dataclass(frozen=True)
class Difference:
    """What differs in a table, and some of the rows that do."""

    table: str
    what: str
    rows: tuple[tuple[Any, ...], ...] = ()

    def __str__(self) -> str:
        return "\n    ".join((f"{self.table}: {self.what}", *map(str, self.rows)))


def duckdb_tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    """`schema.table` of the attached warehouse `duck`."""
    query = (
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_type = 'BASE TABLE' and table_catalog = 'duck' and table_schema <> 'test_failures'"
    )
    return {name for (name,) in con.execute(query).fetchall()}


def differences(warehouse: Path, folder: Path, tables: Iterable[str] | None = None) -> list[Difference]:
    """Compare tables by name (`schema.table`); without names all tables of the DuckDB warehouse.

    Raises:
        ValueError: there is nothing to compare, so that a wrong file is no success.
    """
    with duckdb.connect() as con:
        con.execute(f"set TimeZone = 'UTC'; attach '{warehouse}' as duck (read_only)")
        names = sorted(tables if tables is not None else duckdb_tables(con))
        if not names:
            raise ValueError(f"no tables in {warehouse}")
        return [found for name in names for found in _compare_table(con, name, folder / Path(*name.split(".")))]


def release_differences(duck: Path, spark: Path) -> list[Difference]:
    """Compare the Parquet of two releases: same files, same columns of the same types in the same order, same rows.

    The release id names the engine's settings and is left out.

    Raises:
        ValueError: there is nothing to compare.
    """
    names = sorted(path.relative_to(duck).as_posix() for path in duck.rglob("*.parquet"))
    others = sorted(path.relative_to(spark).as_posix() for path in spark.rglob("*.parquet"))
    if not names:
        raise ValueError(f"no Parquet in {duck}")
    if names != others:
        return [Difference("release", "files", ((names, others),))]
    found = []
    with duckdb.connect() as con:
        for name in names:
            one, two = (f"read_parquet('{side / name}', hive_partitioning = false)" for side in (duck, spark))
            types = [con.execute(f"describe select * from {side}").fetchall() for side in (one, two)]
            if types[0] != types[1]:
                found.append(Difference(name, "columns", tuple(zip(*types, strict=False))))
            columns = "columns(c -> c <> 'data_release_id') from {}"
            found += _compare(con, name, f"(select {columns.format(one)})", f"(select {columns.format(two)})")
    return found


def _compare_table(con: duckdb.DuckDBPyConnection, table: str, files: Path) -> list[Difference]:
    if not files.is_dir():
        return [Difference(table, "only DuckDB has it")]
    if not any(files.rglob("*.parquet")):
        (count,) = con.execute(f"select count(*) from duck.{table}").fetchone() or (0,)
        return [Difference(table, f"Spark has no rows, DuckDB {count}")] if count else []
    return _compare(con, table, f"duck.{table}", f"read_parquet('{files}/**/*.parquet', hive_partitioning = true)")


def _compare(con: duckdb.DuckDBPyConnection, table: str, one: str, two: str) -> list[Difference]:
    duck, spark = _columns(con, one), _columns(con, two)
    if duck != spark:
        told = [(column, duck.get(column), spark.get(column)) for column in sorted(duck.keys() | spark.keys())]
        return [Difference(table, "columns (name, DuckDB, Spark)", tuple(one for one in told if one[1] != one[2]))]
    exact = [column for column, kind in duck.items() if kind != "DOUBLE"]
    doubles = [column for column, kind in duck.items() if kind == "DOUBLE"]
    con.execute(f"create or replace temp table one as {_ranked(one, duck, exact, doubles)}")
    con.execute(f"create or replace temp table two as {_ranked(two, duck, exact, doubles)}")
    found = []
    for side, left, right in (("DuckDB", "one", "two"), ("Spark", "two", "one")):
        shown = ", ".join(f'"{column}"' for column in duck)
        query = f"select {shown} from {left} as l anti join {right} as r using (_key, _place)"
        rows = con.execute(f"{query} order by all limit {SHOWN}").fetchall()
        if rows:
            (count,) = con.execute(f"select count(*) from ({query})").fetchone() or (0,)
            found.append(Difference(table, f"{count} rows only {side} has", tuple(rows)))
    for column in doubles:
        left, right = f'one."{column}"', f'two."{column}"'
        apart = (
            f"({left} is null) <> ({right} is null) or isnan({left}) <> isnan({right}) or "
            f"abs({left} - {right}) > {TOLERANCE} * greatest(1, abs({left}), abs({right}))"
        )
        shown = ", ".join(f'one."{item}"' for item in exact)
        query = f"select {left}, {right}, {shown} from one join two using (_key, _place) where {apart}"
        rows = con.execute(f"{query} limit {SHOWN}").fetchall()
        if rows:
            found.append(Difference(table, f"{column} differs (DuckDB, Spark, row)", tuple(rows)))
    return found


def _columns(con: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    """Column types; whole numbers are one type, and a moment is UTC on both sides."""
    told = con.execute(f"describe select * from {relation}").fetchall()
    kinds = {column: kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMP") for column, kind, *_ in told}
    return {column: "BIGINT" if kind in _INTEGERS else kind for column, kind in sorted(kinds.items())}


def _ranked(relation: str, columns: dict[str, str], exact: list[str], doubles: list[str]) -> str:
    """Rows with a key of their exact columns, and their place among the rows that share it."""
    shown = ", ".join(f'cast("{column}" as {kind}) as "{column}"' for column, kind in columns.items())
    texts = ", ".join(f"coalesce('=' || cast(\"{column}\" as varchar), '~')" for column in exact) or "''"
    order = ", ".join(f'"{column}" nulls last' for column in doubles) or "1"
    return (
        f"select *, row_number() over (partition by _key order by {order}) as _place "
        f"from (select *, md5(concat_ws(chr(31), {texts})) as _key from (select {shown} from {relation}))"
    )


if __name__ == "__main__":
    told = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(map(str, told)) or "no differences")
    sys.exit(1 if told else 0)
