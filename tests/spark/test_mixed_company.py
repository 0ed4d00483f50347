"""Every model gives the same rows on DuckDB and Spark, over exports of every system (tests/integration/entities).

One lake, taken in once; all views are built as tables, so that each step is compared by itself. The demo's night builds
the views as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import NO_TESTS, Engines
from demo_company import DemoCompany
from server import SparkServer

from orchestration.home import Home

sys.path.insert(0, str(Path(__file__).parents[1] / "integration" / "entities"))  # its modules stand beside its tests

from mixed_company import take_in

VIEW = {
    "dbt_project.yml": ("+materialized: view", "'view' if"),
    "**/*.sql": ("config(materialized='view')",),
}
"""Where the project asks for a view, and how."""
FILLED = {"staging": 220, "intermediate": 145, "core": 18, "measures": 12, "kpi": 18}
"""At least that many tables with rows, by schema: what the comparison rests on."""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """The mixed company, built on both engines from one lake."""
    folder = tmp_path_factory.mktemp("mixed")
    take_in(Home(folder / "home"))
    company = DemoCompany(folder / "home", folder)
    with SparkServer(folder / "spark", in_memory=True) as server:
        both = Engines(company, company, server, folder).copied_project(folder)
        _views_as_tables(both.project)
        for engine in ("duckdb", "spark"):
            both.dbt(engine, "build", *NO_TESTS)
        yield both


def _views_as_tables(project: Path) -> None:
    for pattern, spellings in VIEW.items():
        for spelling in spellings:
            asking = [path for path in project.glob(pattern) if spelling in path.read_text(encoding="utf-8")]
            assert asking, f"nothing says {spelling}"
            for path in asking:
                text = path.read_text(encoding="utf-8")
                path.write_text(text.replace(spelling, spelling.replace("view", "table")), encoding="utf-8")


def test_every_table_of_every_system_is_the_same_on_both_engines(mixed: Engines) -> None:
    assert mixed.differences() == []


def test_there_are_rows_of_every_system_to_compare(mixed: Engines) -> None:
    with duckdb.connect(str(mixed.warehouse), read_only=True) as con:
        assert con.execute("select view_name from duckdb_views() where not internal").fetchall() == []
        filled = "select schema_name, count(*) from duckdb_tables() where estimated_size > 0 group by all"
        counts = dict(con.execute(filled).fetchall())
    assert {schema: counts[schema] for schema, least in FILLED.items() if counts[schema] < least} == {}
