"""Evidence from dbt's own results: a node that did not run leaves none, and the gate finds it missing.

The failing rows of a data test lie in the warehouse (`--store-failures`) and are copied beside the evidence as Parquet.
They may hold keys of people and never leave the home; what a reader sees is which rule broke, and how often.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.engine import Engine, attach_warehouse
from orchestration.evidence.expectations import node_check
from orchestration.evidence.records import Evidence, Expected, crashed, file_name, outcome
from orchestration.home import Home
from orchestration.warehouse import NodeResult

if TYPE_CHECKING:
    import duckdb

PASSED = frozenset({"success", "pass"})
FOUND = frozenset({"fail", "warn"})
FAILING = "failing"
MOST_ROWS = 1000
RULE = "broken_rule"


def dbt_evidence(
    results: Iterable[NodeResult],
    manifest: Mapping[str, Any],
    expected: Mapping[str, Expected],
    candidate: str,
    home: Home,
    engine: Engine,
    folder: Path,
) -> list[Evidence]:
    """Turn results of build and test into evidence on the candidate; failing rows go below `folder`/failing."""
    nodes = [(result, manifest["nodes"].get(result.unique_id)) for result in results]
    told = [(result, node, expected.get(node_check(node))) for result, node in nodes if node]
    known = [(result, node, check) for result, node, check in told if check]
    if not any(result.status in FOUND for result, _, _ in known):
        return [_evidence(result, check, candidate) for result, _, check in known]
    import duckdb

    with duckdb.connect() as con:
        attach_warehouse(con, home, engine)
        return [
            _failed(con, result, node, check, candidate, folder)
            if result.status in FOUND
            else _evidence(result, check, candidate)
            for result, node, check in known
        ]


def _evidence(result: NodeResult, check: Expected, candidate: str) -> Evidence:
    if result.status in PASSED:
        return outcome(check, candidate, 0)
    return crashed(check, candidate, f"{result.status}: {result.message}" if result.message else result.status)


def _failed(
    con: duckdb.DuckDBPyConnection,
    result: NodeResult,
    node: Mapping[str, Any],
    check: Expected,
    candidate: str,
    folder: Path,
) -> Evidence:
    """A failed test: its rows beside the evidence, and the rules they break with their number."""
    import duckdb

    failing, table = max(result.failures, 1), f'warehouse."{node["schema"]}"."{node["alias"]}"'
    target = folder / FAILING / f"{file_name(check.check)}.parquet"
    target.parent.mkdir(exist_ok=True)
    try:
        con.execute(f"copy (select * from {table} limit {MOST_ROWS}) to '{_text(target)}' (format parquet)")
        columns = [row[0] for row in con.execute(f"describe select * from {table}").fetchall()]
        broken = f"select {RULE}, count(*) from {table} group by all order by 2 desc, 1 limit 3"
        rules = con.execute(broken).fetchall() if RULE in columns else []
    except duckdb.Error as error:
        told = f"the failing rows cannot be read: {' '.join(str(error).split())[:200]}"
        return outcome(check, candidate, failing, told)
    return outcome(
        check, candidate, failing, sample=[f"{rule}: {count}" for rule, count in rules], rows=f"{FAILING}/{target.name}"
    )


def _text(path: Path) -> str:
    return str(path).replace("'", "''")
