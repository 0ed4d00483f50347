"""What the demo's products exported is what the entities hold: rows that plain Python makes from the events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sources.demo.company import build_company
from sources.demo.events import Company
from tests.acceptance.entity_truth.compared import Compared, plain
from tests.acceptance.entity_truth.outside import OUTSIDE
from tests.acceptance.entity_truth.people import PEOPLE
from tests.acceptance.entity_truth.projects import PROJECTS
from tests.acceptance.entity_truth.safety import SAFETY
from tests.acceptance.entity_truth.supply import SUPPLY
from tests.acceptance.entity_truth.support import SUPPORT

ENTITIES = (*SUPPLY, *SUPPORT, *PROJECTS, *PEOPLE, *SAFETY, *OUTSIDE)


@pytest.fixture(scope="module")
def events() -> Company:
    return build_company()


@pytest.fixture(scope="module")
def warehouse(demo_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_home / "warehouse" / "opsmart.duckdb"), read_only=True) as con:
        con.execute(f"set file_search_path = '{demo_home / 'lake'}'; set TimeZone = 'UTC'")
        yield con


@pytest.mark.parametrize("one", ENTITIES, ids=lambda one: f"{one.entity}:{one.rows.__name__}")
def test_an_entity_holds_what_happened(one: Compared, events: Company, warehouse: duckdb.DuckDBPyConnection) -> None:
    expected = Counter(plain(row) for row in one.rows(events))
    found = Counter(plain(row) for row in warehouse.execute(one.query).fetchall())
    assert expected
    missing, beside = expected - found, found - expected
    assert (len(expected), sorted(missing)[:3], sorted(beside)[:3]) == (len(found), [], [])


def test_nothing_that_was_exported_lies_in_no_unit(warehouse: duckdb.DuckDBPyConnection) -> None:
    with_unit = {
        entity for (entity,) in warehouse.execute(
            "select table_name from information_schema.columns "
            "where table_schema = 'intermediate' and column_name = 'org_unit_id'"
        ).fetchall()
    }  # fmt: skip
    asked = {f"int_{one.entity}" for one in ENTITIES} & with_unit
    assert asked
    lost = {
        entity: rows
        for entity in sorted(asked)
        for (rows,) in warehouse.execute(
            f"select count(*) from intermediate.{entity} where org_unit_id = 'unassigned'"
        ).fetchall()
        if rows
    }
    assert lost == {}
