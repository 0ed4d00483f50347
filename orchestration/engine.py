"""The engine that builds the tables, and how the rest of a night gets at them: read in place, or written as Parquet.

Everything after dbt is the same code on every engine. It reads the warehouse through `attach_warehouse` and lets the
engine itself write the candidate's Parquet (`write_parquet`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.home import Home
from sources.errors import OpsmartError

if TYPE_CHECKING:
    import duckdb

    from orchestration.warehouse import Warehouse

WAREHOUSE = "warehouse"
"""Name under which a DuckDB connection sees the engine's tables: `warehouse.<schema>.<table>`."""


class Engine(StrEnum):
    """A target of dbt: DuckDB in this process, Spark through Connect, Spark through a Thrift endpoint."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    THRIFT = "thrift"

    @property
    def family(self) -> str:
        """Engines of one family build the same warehouse: both ways to Spark do."""
        return "duckdb" if self is Engine.DUCKDB else "spark"


class EngineError(OpsmartError):
    """The engine's tables or files are not where they must be."""


@dataclass(frozen=True)
class Export:
    """One file to write: columns as (name, data type, SQL of a constant or None), rows in the order of `key`."""

    relation: tuple[str, str]
    columns: tuple[tuple[str, str, str | None], ...]
    key: tuple[str, ...]
    target: Path
    where: str = ""


def engine_place(home: Home, engine: Engine) -> str:
    """Where the engine's tables lie, for a message."""
    return str(home.warehouse_file if engine is Engine.DUCKDB else home.tables)


def attach_warehouse(con: duckdb.DuckDBPyConnection, home: Home, engine: Engine) -> None:
    """Attach the engine's tables, read-only, as `warehouse`; Spark's are Parquet and are read where they lie."""
    if engine is Engine.DUCKDB:
        con.execute(f"attach '{_text(home.warehouse_file)}' as {WAREHOUSE} (read_only)")
        return
    con.execute(f"attach ':memory:' as {WAREHOUSE}")
    empty: list[tuple[str, str]] = []
    for schema in sorted(path for path in home.tables.iterdir() if path.is_dir()):
        con.execute(f'create schema {WAREHOUSE}."{schema.name}"')
        for table in sorted(path for path in schema.iterdir() if path.is_dir()):
            if any(table.rglob("*.parquet")):
                read = f"read_parquet('{_text(table)}/**/*.parquet', hive_partitioning = true)"
                con.execute(f'create view {WAREHOUSE}."{schema.name}"."{table.name}" as select * from {read}')
            else:
                empty.append((schema.name, table.name))
    if empty:
        _create_empty(con, home, empty)


def write_parquet(home: Home, warehouse: Warehouse, exports: Sequence[Export]) -> None:
    """Let the engine write one Parquet file for each export; same tables, same bytes.

    Raises:
        EngineError: Spark left no file where this process can see it.
    """
    for export in exports:
        export.target.parent.mkdir(parents=True, exist_ok=True)
    if warehouse.engine is Engine.DUCKDB:
        _write_with_duckdb(home, exports)
    else:
        _write_with_spark(warehouse, exports)


def _write_with_duckdb(home: Home, exports: Sequence[Export]) -> None:
    import duckdb

    with duckdb.connect(str(home.warehouse_file), read_only=True) as con:
        con.execute("set threads = 1")  # one writer thread: row groups and thus bytes do not depend on scheduling
        for export in exports:
            columns = ", ".join(f'{f"{value} as " if value else ""}"{name}"' for name, _, value in export.columns)
            order = ", ".join(f'"{name}" nulls last' for name in export.key)
            relation = ".".join(f'"{part}"' for part in export.relation)
            where = f"where {export.where}" if export.where else ""
            con.execute(
                f"copy (select {columns} from {relation} {where} order by {order}) to '{_text(export.target)}' "
                "(format parquet, compression zstd, row_group_size 122880)"
            )


def _write_with_spark(warehouse: Warehouse, exports: Sequence[Export]) -> None:
    """Spark writes a folder with one part, which becomes the file; the macro gives the part its order."""
    told = [
        {
            "relation": ".".join(export.relation),
            "columns": [{"name": name, "type": kind, "value": value} for name, kind, value in export.columns],
            "key": list(export.key),
            "where": export.where or "true",
            "folder": str(_parts(export)),
        }
        for export in exports
    ]
    warehouse.run_operation("export_parquet", {"exports": told})
    for export in exports:
        folder = _parts(export)
        parts = sorted(folder.glob("part-*.parquet"))
        if len(parts) != 1:
            raise EngineError(
                f"Spark left {len(parts)} files in {folder}, not one",
                "the home must be a folder that Spark's workers and this process reach under the same name",
            )
        parts[0].replace(export.target)
        shutil.rmtree(folder)


def _parts(export: Export) -> Path:
    return export.target.with_suffix(".spark")


def _create_empty(con: duckdb.DuckDBPyConnection, home: Home, tables: Sequence[tuple[str, str]]) -> None:
    """A table without rows has no file that tells its columns; its model's contract does."""
    nodes = json.loads((home.dbt_target / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    models = {(node["schema"], node["alias"]): node for node in nodes if node["resource_type"] == "model"}
    for schema, table in tables:
        columns = models.get((schema, table), {}).get("columns") or {}
        if columns:
            con.execute(f'create table {WAREHOUSE}."{schema}"."{table}" ({", ".join(_typed(columns))})')


def _typed(columns: Mapping[str, Any]) -> Iterator[str]:
    for column in columns.values():
        yield f'"{column["name"]}" {column.get("data_type") or "varchar"}'


def _text(path: Path) -> str:
    return str(path).replace("'", "''")
