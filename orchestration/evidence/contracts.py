"""Checks of the received files against their contracts, from the index: rejects, stated totals, files that wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from orchestration.evidence.records import Evidence, Expected, Kind, Severity, crashed, outcome
from orchestration.home import Home

if TYPE_CHECKING:
    import duckdb

# A file over its budget no longer holds once a newer one stands for all of its days; a newer snapshot always does.
REJECTS = """
select f.name, f.rows_rejected || ' of ' || f.rows_read || ' rows rejected' as detail
from files as f
where f.system = $system and f.dataset = $dataset
  and (f.outcome = 'held_rejects' or (f.outcome = 'loaded' and (f.facts ->> '$.reject_budget_breached') = 'true'))
  and not exists (
    select 1 from files as later
    where later.system = f.system and later.dataset = f.dataset and later.instance is not distinct from f.instance
      and later.newness > f.newness and later.outcome = 'loaded'
      and (later.load_mode = 'full_snapshot' or (later.window_from <= f.window_from
          and later.window_to >= f.window_to)))
order by f.name, f.file_id
"""
CONTROLS = """
select f.name, c.control || ' ' || c.key || ' of ' || c.column_name || ': stated ' || c.stated
    || ', rows sum to ' || c.computed as detail
from controls as c join files as f using (file_id)
where f.system = $system and f.dataset = $dataset and f.outcome = 'loaded' and not c.ok
order by f.name, c.control, c.key, c.column_name
"""
WAITING = """
select f.name, f.outcome || coalesce(': ' || f.detail, '') as detail
from files as f
where f.system = $system and f.dataset = $dataset and f.outcome in ('held_replacement', 'held_instance')
order by f.name, f.file_id
"""
TRUST = "trust"
"""The domain of the audit marts, where files without a model are listed."""
UNREAD = """
select f.name, f.rows_loaded || ' rows' as detail
from files as f
where f.system = $system and f.dataset = $dataset and f.outcome = 'kept'
order by f.name, f.file_id
"""
CHECKS = (
    ("rejects", Severity.ERROR, REJECTS, "correct the rows named by `opsmart check FILE` and land the file again"),
    ("controls", Severity.ERROR, CONTROLS, "export the file again: its rows do not add up to its own totals"),
    ("waiting", Severity.WARN, WAITING, "`opsmart accept FILE` if the file is right, `opsmart withdraw FILE` if not"),
    ("unread", Severity.WARN, UNREAD, "add a staging model for the dataset, or stop landing its files"),
)


def expected(home: Home, domains: Mapping[tuple[str, str], tuple[str, ...]]) -> list[Expected]:
    """The checks of every dataset that has files; `domains` by (system, dataset), none where no model reads it."""
    return [
        Expected(_id(*dataset, name), Kind.CONTRACT, severity, domains.get(dataset) or (TRUST,), remedy)
        for dataset in _datasets(home)
        for name, severity, _, remedy in CHECKS
        if name != "unread" or not domains.get(dataset)
    ]


def contract_evidence(home: Home, expected: Mapping[str, Expected], candidate: str) -> list[Evidence]:
    """Run the checks; `failing` counts files (rejects, waiting) or totals (controls)."""
    with _index(home) as con:
        return [
            _evidence(con, query, {"system": system, "dataset": dataset}, expected[check], candidate)
            for system, dataset in _datasets(home)
            for name, _, query, _ in CHECKS
            if (check := _id(system, dataset, name)) in expected
        ]


def _evidence(
    con: duckdb.DuckDBPyConnection, query: str, of: Mapping[str, str], check: Expected, candidate: str
) -> Evidence:
    import duckdb

    try:
        rows = con.execute(query, dict(of)).fetchall()
    except duckdb.Error as error:
        return crashed(check, candidate, " ".join(str(error).split())[:300])
    return outcome(check, candidate, len(rows), _listed(f"{name}: {detail}" for name, detail in rows))


def _listed(lines: Iterable[str], shown: int = 5) -> str:
    told = list(lines)
    more = [f"and {len(told) - shown} more"] if len(told) > shown else []
    return "; ".join(told[:shown] + more)


def _datasets(home: Home) -> list[tuple[str, str]]:
    if not (home.lake / "index" / "files.parquet").is_file():
        return []
    with _index(home) as con:
        return con.execute("select distinct system, dataset from files order by all").fetchall()


def _index(home: Home) -> duckdb.DuckDBPyConnection:
    import duckdb

    con = duckdb.connect()
    for table in ("files", "controls"):
        path = str(home.lake / "index" / f"{table}.parquet").replace("'", "''")
        con.execute(f"create view {table} as select * from read_parquet('{path}')")
    return con


def _id(system: str, dataset: str, name: str) -> str:
    return f"contract.{system}.{dataset}.{name}"
