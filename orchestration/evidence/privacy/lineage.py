"""Column lineage over dbt's compiled models: for every output column the source columns whose values can reach it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from orchestration.evidence.privacy.flow import NOTHING, Origins, Relation, UnresolvedError, query_columns
from orchestration.evidence.privacy.rules import CLEANED

DIALECTS = {"duckdb": "duckdb", "spark": "spark"}
READER_COLUMNS = ("file_row_number", "_metadata")
"""What an engine adds to the columns of a file: the record's position, the file's own facts."""
_LOCATION = re.compile(r"read_parquet\('([^']+)'")
Node = Mapping[str, Any]


class Lineage:
    """The columns of models, traced on demand and kept; a model that cannot be traced raises each time it is asked for.

    Args:
        manifest: dbt's manifest, compiled.
        is_personal: whether a column (source, table, column, its meta) is one to follow.
    """

    def __init__(self, manifest: Mapping[str, Any], is_personal: Callable[[str, str, str, Node], bool]) -> None:
        """Index what there is to trace."""
        self._dialect = DIALECTS.get(str(manifest["metadata"].get("adapter_type")), "duckdb")
        self._is_personal = is_personal
        self._nodes: dict[str, Node] = {**manifest["nodes"], **manifest["sources"]}
        self._by_place = _places(manifest)
        self._known: dict[str, Relation] = {}
        self._failed: dict[str, str] = {}

    def columns(self, unique_id: str) -> Relation:
        """Output columns of a model, source or seed with their origins (`system.dataset.column`).

        Raises:
            UnresolvedError: the SQL of it or of a model above it cannot be resolved.
        """
        if unique_id in self._failed:
            raise UnresolvedError(self._failed[unique_id])
        if unique_id not in self._known:
            try:
                self._known[unique_id] = self._trace(unique_id)
            except RecursionError:
                self._failed[unique_id] = f"{unique_id}: nested too deeply"
                raise UnresolvedError(self._failed[unique_id]) from None
            except UnresolvedError as error:
                self._failed[unique_id] = str(error)
                raise
        return self._known[unique_id]

    def _trace(self, unique_id: str) -> Relation:
        node = self._nodes[unique_id]
        if node["resource_type"] == "source":
            return self._source(node)
        if node["resource_type"] == "seed":
            return Relation(is_open=True)
        sql = node.get("compiled_code")
        if not sql or node.get("language") != "sql":
            raise UnresolvedError(f"{node['name']}: no compiled SQL")
        try:
            query = sqlglot.parse_one(sql, dialect=self._dialect)
        except SqlglotError as error:
            raise UnresolvedError(f"{node['name']}: {str(error).splitlines()[0]}") from None
        return _cleaned(node, self._flow(unique_id, node, query))

    def _flow(self, unique_id: str, node: Node, query: exp.Expr) -> Relation:
        # A model that reads its own earlier rows: what flowed in then is what flows in now.
        self._known[unique_id] = Relation(dict.fromkeys((name.lower() for name in node["columns"]), NOTHING))
        try:
            while True:
                found = query_columns(query, self._lookup)
                if found == self._known[unique_id] or not _mentions(query, node):
                    return found
                self._known[unique_id] = found
        except UnresolvedError as error:
            del self._known[unique_id]
            known = str(error)
            raise UnresolvedError(known if ": " in known else f"{node['name']}: {known}") from None

    def _source(self, node: Node) -> Relation:
        system, dataset = str(node["source_name"]), str(node["name"])
        columns: dict[str, Origins] = {}
        for name, column in node["columns"].items():
            about = {**(column.get("meta") or {}), **(column.get("config", {}).get("meta") or {})}
            followed = self._is_personal(system, dataset, name, about)
            columns[name.lower()] = frozenset({f"{system}.{dataset}.{name}"}) if followed else NOTHING
        return Relation(columns | dict.fromkeys(READER_COLUMNS, NOTHING))

    def _lookup(self, table: exp.Table) -> Relation:
        unique_id = self._by_place.get(_place(table))
        if unique_id is None:
            raise UnresolvedError(f"relation {table.sql(dialect=self._dialect)[:80]}")
        return self.columns(unique_id)


def _cleaned(node: Node, found: Relation) -> Relation:
    """What flows out of a model that leaves the personal part of a column behind (`rules.CLEANED`)."""
    left = {rule.source for rule in CLEANED if rule.model == node["name"]}
    return replace(found, columns={name: origins - left for name, origins in found.columns.items()}) if left else found


def _place(table: exp.Table) -> str:
    """What a table expression reads: `schema.name`, or the file pattern of `read_parquet`."""
    if isinstance(table.this, exp.ReadParquet):
        first = table.this.expressions[0]
        return first.name if isinstance(first, exp.Literal) else ""
    if isinstance(table.this, exp.Identifier):
        return f"{table.db}.{table.name}".lower()
    return ""


def _places(manifest: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for unique_id, node in manifest["nodes"].items():
        if node["resource_type"] in ("model", "seed"):
            found[f"{node['schema']}.{node['alias']}".lower()] = unique_id
    for unique_id, source in manifest["sources"].items():
        found[f"{source['schema']}.{source['identifier']}".lower()] = unique_id
        location = _LOCATION.search(str(source.get("relation_name") or ""))
        if location:
            found[location.group(1)] = unique_id
    return found


def _mentions(query: exp.Expr, node: Node) -> bool:
    own = f"{node['schema']}.{node['alias']}".lower()
    return any(_place(table) == own for table in query.find_all(exp.Table))
