"""What the demo's products exported is what the entities hold: rows that plain Python makes from the events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sources.contract import load_contracts
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
DOCUMENT = Path(__file__).parents[2] / "docs" / "sources.md"
NOT_EXPORTED = {
    "coursera": "the company teaches in sessions of its own, kept in the training workbooks",
    "datev": "the German company keeps its books in SAP",
    "delighted": "customers are asked by the survey workbook and by Zendesk",
    "dingtalk": "attendance in Asia Pacific is kept in Feishu, whose lists are alike",
    "hubspot": "all sales units keep their deals in Salesforce",
    "lever": "applications are kept in Greenhouse",
    "lms": "the company teaches in sessions of its own, kept in the training workbooks",
    "moodle": "the company teaches in sessions of its own, kept in the training workbooks",
    "openvas": "hosts are scanned by Nessus",
    "oracle": "the books are kept in QuickBooks, SAP and Kingdee",
    "personio": "all people are in BambooHR; a second list of them would be a second company",
    "qualys": "hosts are scanned by Nessus",
    "quickbooks_desktop": "the American company keeps its books in QuickBooks Online",
    "successfactors": "all people are in BambooHR; a second list of them would be a second company",
    "survey": "customers are asked by the survey workbook and by Zendesk",
    "surveymonkey": "staff are asked by Qualtrics",
    "tenable_io": "hosts are scanned by Nessus",
    "wecom": "attendance in Asia Pacific is kept in Feishu, whose lists are alike",
    "workday": "all people are in BambooHR; a second list of them would be a second company",
    "yonyou": "the Chinese company keeps its books in Kingdee",
}
"""Systems that the demo's company does not use, and why."""


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
    assert len(asked) > 20
    lost = {
        entity: rows
        for entity in sorted(asked)
        for (rows,) in warehouse.execute(
            f"select count(*) from intermediate.{entity} where org_unit_id = 'unassigned'"
        ).fetchall()
        if rows
    }
    assert lost == {}


def test_every_system_is_in_the_demo_or_has_a_reason_not_to_be(demo_home: Path) -> None:
    named = {
        match[1]
        for line in DOCUMENT.read_text(encoding="utf-8").split("| system | what is read |")[1].splitlines()
        if (match := re.match(r"\| `(\w+)` \|", line))
    }
    read = {contract.system for contract in load_contracts().values()} - {"template"}
    assert named == read
    index = demo_home / "lake" / "index" / "files.parquet"
    exported = {system for (system,) in duckdb.sql(f"select distinct system from '{index}'").fetchall()} - {"template"}
    assert exported | set(NOT_EXPORTED) == named
    assert exported & set(NOT_EXPORTED) == set()
