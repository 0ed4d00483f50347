"""The same models give the same tables on DuckDB and Spark: at first, after changes, and only if their macros agree.

Tests of this file share the two homes and run in their order: a night each, then what changed is built, on Spark
through its other protocol (Connect, then Thrift).
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from conftest import NO_TESTS, Engines
from demo_company import CORRECTED, LATE, MOVED_FROM, STRAY
from parity import release_differences

from orchestration.candidate import read_candidate, write_candidate
from orchestration.engine import Engine
from orchestration.home import Home
from orchestration.marts import published_marts
from orchestration.warehouse import Warehouse

LEDGER = "core.fct_gl_entry"
TIMED = "measures.obs_operations"
"""Built with macro seconds_between, in one model."""
COMPARES = {
    "kpi.kpi_changed_input",
    "kpi.kpi_closed",
    "kpi.kpi_previous_release",
    "kpi.kpi_published",
    "mart.mart_restatement",
}
"""Empty on a first night: what compares it with an earlier one."""


def _rows(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(query).fetchall()


def test_a_night_on_spark_builds_and_releases_what_a_night_on_duckdb_does(engines: Engines) -> None:
    ours, theirs = (engines.night(engine) for engine in ("duckdb", "spark"))
    assert engines.differences() == []
    assert release_differences(ours, theirs) == []


def _empty(warehouse: Path) -> set[str]:
    """Tables without a row; there are enough tables to say so."""
    published = "('core', 'measures', 'kpi', 'mart')"
    query = (
        f"select schema_name || '.' || table_name, estimated_size from duckdb_tables() where schema_name in {published}"
    )
    sizes = dict(_rows(warehouse, query))
    assert len(sizes) >= 55
    return {str(name) for name, size in sizes.items() if size == 0}


def test_there_is_something_to_compare(engines: Engines) -> None:
    assert _empty(engines.warehouse) == COMPARES


def test_the_same_tables_give_the_same_bytes(engines: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in engines.server.environment.items():
        monkeypatch.setenv(name, value)
    home = Home(engines.spark.root)
    warehouse = Warehouse(home, Engine.SPARK)
    marts = published_marts(warehouse.manifest())
    (first,) = (read_candidate(home, path.name) for path in home.candidates.iterdir())
    again = write_candidate(
        home, warehouse, first.id, first.input_digest, first.as_of, marts, [mart.node for mart in marts]
    )
    assert again == first


def test_nothing_new_is_nothing_new_without_a_server(engines: Engines) -> None:
    """And a night that needs the server says at once that it is not there."""
    before = sorted(engines.tables.rglob("*"))
    gone = engines.without_server()
    told = gone.opsmart("spark", "nightly")
    assert (told.returncode, "nothing new" in told.stdout) == (0, True), told.stdout + told.stderr
    told = gone.opsmart("spark", "nightly", "--force")
    assert told.returncode == 1
    assert "Spark does not answer at sc://127.0.0.1:9" in told.stderr
    assert sorted(engines.tables.rglob("*")) == before


def test_what_differs_between_the_engines_means_the_same(engines: Engines, tmp_path: Path) -> None:
    copied = engines.copied_project(tmp_path)
    shutil.copy(Path(__file__).parent / "engine_macros.sql", copied.project / "tests")
    for engine in ("duckdb", "spark"):
        copied.dbt(engine, "test", "--select", "engine_macros")


def test_after_changes_only_their_months_are_rebuilt_and_the_engines_agree(engines: Engines) -> None:
    """On Spark by its Thrift endpoint, over the tables that were built by Connect."""
    before = engines.parts(LEDGER)
    assert STRAY.isoformat() in before
    deals = "select opportunity_id, _month from core.fct_opportunity"
    deals_before = dict(_rows(engines.warehouse, deals))
    engines.close("2025-10")
    now = datetime.now(UTC)
    for engine, company in (("duckdb", engines.duck), ("thrift", engines.spark)):
        company.change(now)
        engines.dbt(engine, "build", *NO_TESTS)
    assert engines.differences() == []
    assert _empty(engines.warehouse) == set()
    causes = {cause for (cause,) in _rows(engines.warehouse, "select cause from mart.mart_restatement")}
    assert causes == {"changed_mapping", "corrected_slice", "late_data"}
    after = engines.parts(LEDGER)
    assert STRAY.isoformat() not in after
    rewritten = {month for month in after if after[month] != before.get(month)}
    moved = {month for month in after if month >= MOVED_FROM.isoformat()}
    assert rewritten == {LATE.isoformat(), CORRECTED.isoformat()} | moved
    assert [name for name, month in _rows(engines.warehouse, deals) if deals_before.get(name, month) != month]


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_a_broken_macro_on_either_side_is_found(engines: Engines, engine: str, tmp_path: Path) -> None:
    broken = engines.copied_project(tmp_path)
    dates = broken.project / "macros" / "engine" / "dates.sql"
    head = f"{{% macro {'duckdb' if engine == 'duckdb' else 'default'}__seconds_between(earlier, later) %}}"
    text = dates.read_text(encoding="utf-8")
    assert text.count(head) == 1
    dates.write_text(text.replace(head, head + "1 + "), encoding="utf-8")
    warehouse = Path(shutil.copy(engines.warehouse, tmp_path))
    assert engines.differences(TIMED, warehouse=warehouse) == []
    broken.dbt(engine, "run", "--select", "obs_operations", warehouse=warehouse)
    told = engines.differences(TIMED, warehouse=warehouse)
    if engine == "spark":
        engines.dbt("spark", "run", "--select", "obs_operations")
    assert told != []
    assert engines.differences(TIMED) == []
