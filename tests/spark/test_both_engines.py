"""The same models give the same tables on DuckDB and Spark: at first, after changes, and only if their macros agree.

Tests of this file share the two warehouses and run in their order.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import Engines
from demo_company import CORRECTED, LATE, MOVED_FROM, STRAY

LEDGER = "core.fct_gl_entry"
TIMED = "measures.obs_operations"
"""Built with macro seconds_between, in one model."""


def _rows(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(query).fetchall()


def test_the_first_build_is_identical(engines: Engines) -> None:
    assert engines.differences() == []


def test_there_is_something_to_compare(engines: Engines) -> None:
    published = "('core', 'measures', 'kpi', 'mart')"
    query = (
        f"select schema_name || '.' || table_name, estimated_size from duckdb_tables() where schema_name in {published}"
    )
    sizes = dict(_rows(engines.warehouse, query))
    assert len(sizes) >= 55
    assert [name for name, size in sizes.items() if size == 0] == []


def test_what_differs_between_the_engines_means_the_same(engines: Engines, tmp_path: Path) -> None:
    copied = engines.copied_project(tmp_path)
    shutil.copy(Path(__file__).parent / "engine_macros.sql", copied.project / "tests")
    for engine in ("duckdb", "spark"):
        copied.dbt(engine, "test", "--select", "engine_macros")


def test_after_changes_only_their_months_are_rebuilt_and_the_engines_agree(engines: Engines) -> None:
    before = engines.parts(LEDGER)
    assert STRAY.isoformat() in before
    deals = "select opportunity_id, _month from core.fct_opportunity"
    deals_before = dict(_rows(engines.warehouse, deals))
    engines.company.change()
    engines.build()
    assert engines.differences() == []
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
    warehouse = shutil.copy(engines.warehouse, broken.warehouse)
    assert engines.differences(TIMED, warehouse=warehouse) == []
    broken.dbt(engine, "run", "--select", "obs_operations", warehouse=warehouse)
    told = engines.differences(TIMED, warehouse=warehouse)
    if engine == "spark":
        engines.dbt("spark", "run", "--select", "obs_operations")
    assert told != []
    assert engines.differences(TIMED) == []
