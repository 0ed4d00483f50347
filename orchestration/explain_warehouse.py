"""The warehouse as `opsmart explain` and `unmapped` ask it: DuckDB's file, or DuckDB over the Parquet that Spark left.

Lineage and gaps are views, so that no engine copies the ledger for them and no night pays for them. Spark's views are
text that only Spark reads: there the same models are compiled for DuckDB and laid over the tables. That takes seconds
and is kept until the models change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.engine import WAREHOUSE, Engine, attach_warehouse
from orchestration.home import Home
from orchestration.warehouse import Warehouse, models_digest
from sources.errors import OpsmartError

if TYPE_CHECKING:
    import duckdb

LINEAGE = "lineage"
"""Schema of the views that give every contribution to a measure with its file and record."""
GAPS = "gaps"
"""Schema of the views that tell what no mapping, rate or contract knows."""


class ExplainError(OpsmartError):
    """There is no such value, or nothing to trace it in."""


@dataclass(frozen=True)
class View:
    """A view by schema and name, with its SQL in DuckDB's dialect."""

    schema: str
    name: str
    sql: str


@contextmanager
def open_warehouse(home: Home, engine: Engine, schema: str = LINEAGE) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that finds tables, seeds and the views of `schema` as `schema.name`, and the lake's files by path.

    Raises:
        ExplainError: the warehouse is gone, or was built by other models than these.
    """
    import duckdb

    if not (home.warehouse_file.is_file() if engine is Engine.DUCKDB else home.tables.is_dir()):
        raise ExplainError("the warehouse is gone", "`opsmart nightly --force` rebuilds it from the lake")
    con = duckdb.connect(str(home.warehouse_file), read_only=True) if engine is Engine.DUCKDB else duckdb.connect()
    with con:
        con.execute(f"set TimeZone = 'UTC'; set file_search_path = '{str(home.lake).replace(chr(39), chr(39) * 2)}'")
        if engine is not Engine.DUCKDB:
            _lay_over(con, home, engine, schema)
        if not con.execute("select 1 from duckdb_views() where schema_name = ? limit 1", [schema]).fetchone():
            raise _other_models()
        yield con


def _lay_over(con: duckdb.DuckDBPyConnection, home: Home, engine: Engine, schema: str) -> None:
    """Attach Spark's tables and create the views that `schema` needs and Spark keeps to itself."""
    models = models_digest(engine)
    if not home.models.is_file() or home.models.read_text(encoding="utf-8") != models:
        raise _other_models()
    attach_warehouse(con, home, engine)
    con.execute(f"use {WAREHOUSE}")
    there = set(
        con.execute(
            "select table_schema, table_name from information_schema.tables where table_catalog = ?", [WAREHOUSE]
        ).fetchall()
    )
    for view in duckdb_views(home.warehouse / "explain", models, schema):
        if (view.schema, view.name) not in there:
            con.execute(f'create schema if not exists "{view.schema}"')
            con.execute(f'create view "{view.schema}"."{view.name}" as {view.sql}')


def duckdb_views(folder: Path, models: str, schema: str) -> list[View]:
    """The models of `schema`, and the views they stand on, in DuckDB's dialect, each after those it reads.

    Args:
        folder: where dbt works and the result is kept.
        models: digest of the models; what was kept for others is compiled again.
        schema: `lineage` or `gaps`.
    """
    kept = folder / f"{schema}.json"
    if kept.is_file():
        told = json.loads(kept.read_text(encoding="utf-8"))
        if told["models"] == models:
            return [View(**view) for view in told["views"]]
    compiler = _Compiler(_Scratch(folder), Engine.DUCKDB)
    views = compiler.compile(_views_below(compiler.parse()["nodes"], schema))
    part = kept.with_suffix(".part")
    part.write_text(json.dumps({"models": models, "views": [vars(view) for view in views]}, indent=1), encoding="utf-8")
    part.replace(kept)
    return views


class _Scratch(Home):
    """A folder in which dbt only compiles; the database is called as the attached one, for SQL to name its tables."""

    @property
    def warehouse_file(self) -> Path:
        """An empty database."""
        return self.warehouse / f"{WAREHOUSE}.duckdb"


class _Compiler(Warehouse):
    def compile(self, nodes: list[Mapping[str, Any]]) -> list[View]:
        """Compile models; they come back in the order given."""
        answer = self._invoke("compile", "--select", *(node["name"] for node in nodes))
        sql = {result.node.unique_id: result.node.compiled_code for result in answer.result.results}
        return [View(node["schema"], node["alias"], sql[node["unique_id"]]) for node in nodes]


def _views_below(nodes: Mapping[str, Mapping[str, Any]], schema: str) -> list[Mapping[str, Any]]:
    """The models of `schema` and, before each, the views that it reads."""
    found: dict[str, Mapping[str, Any]] = {}

    def visit(name: str) -> None:
        node = nodes.get(name)
        if node and name not in found and node["resource_type"] == "model" and node["config"]["materialized"] == "view":
            for parent in node["depends_on"]["nodes"]:
                visit(parent)
            found[name] = node

    for name in sorted(nodes):
        if nodes[name]["resource_type"] == "model" and nodes[name]["schema"] == schema:
            visit(name)
    return list(found.values())


def _other_models() -> ExplainError:
    return ExplainError(
        "the warehouse was built by another version of the models", "`opsmart nightly --force` builds it with these"
    )
