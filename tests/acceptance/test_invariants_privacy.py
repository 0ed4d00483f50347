"""Invariant 7: nothing about a person leaves: every file of the demo's release is searched for its people."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sources.contract import Contract, load_contracts
from sources.demo.company import build_company
from sources.demo.events import Employee

ALSO_A_UNITS_COLUMN = "name"
"""QuickBooks' column of customers, vendors and employees; units and KPIs have names too."""
HANDED_ON = {
    "template.compensation_event": {"pay_amount", "target_amount"},
    "template.improvement": {"employee_number"},
    "template.meeting_action": {"employee_number"},
    "template.one_on_one": {"manager_employee_number"},
    "template.review": {"reviewer_employee_number"},
}
"""What an entity is about, or whom: its model needs it, and the gate's lineage sees that no mart has it."""
NOT_SEARCHED = {
    ("zendesk.ticket_field_history", "new_value"),  # may be a name; of the demo's tickets it is their state
    ("template.compensation_event", "pay_amount"),
    ("template.one_on_one", "manager_employee_number"),
}
"""Words and numbers that mean something else elsewhere; employees' numbers have a test of their own."""
COMPARES_MAPPINGS = "kpi_changed_input"
"""Reads raw rows of charts of accounts, by columns that it names."""
TEXTS = (".html", ".json", ".md", ".txt", ".css", ".js", ".svg", ".csv", ".yaml")


@pytest.fixture(scope="module")
def employees() -> tuple[Employee, ...]:
    return build_company().employees


@pytest.fixture(scope="module")
def release(demo_home: Path) -> Path:
    return (demo_home / "releases" / "current").resolve()


@pytest.fixture(scope="module")
def personal() -> list[tuple[Contract, list[str]]]:
    """The datasets with columns that are classified as personal, of those that models read."""
    marked = [
        (contract, [column.name for column in contract.columns if column.personal])
        for contract in load_contracts().values()
        if not contract.is_draft
    ]
    found = [(contract, names) for contract, names in marked if names]
    assert {contract.system for contract, _ in found} >= {"bamboohr", "jira", "quickbooks", "sap", "template"}
    return found


@pytest.fixture(scope="module")
def values(demo_home: Path, personal: list[tuple[Contract, list[str]]]) -> dict[str, set[str]]:
    """Every value that the demo's files have in a personal column, by column name."""
    found: dict[str, set[str]] = {}
    for contract, names in personal:
        raw = demo_home / "lake" / "raw" / contract.system / contract.dataset / "*.parquet"
        for name in (one for one in names if (contract.key, one) not in NOT_SEARCHED):
            query = f"select distinct {name} from read_parquet('{raw}', union_by_name = true) where {name} is not null"
            told = {str(value) for (value,) in duckdb.sql(query).fetchall()}
            found.setdefault(name, set()).update(told - {""})
    assert len(found["work_email"]) > 300 and len(found["reports_to"]) > 10
    return found


@pytest.fixture(scope="module")
def cells(release: Path) -> dict[str, set[str]]:
    """All strings of the release: names of columns and every text that stands in a cell, by file."""
    found: dict[str, set[str]] = {}
    for path in sorted(release.rglob("*.parquet")):
        found[path.relative_to(release).as_posix()] = strings(f"read_parquet('{path}', hive_partitioning = false)")
    with duckdb.connect(str(release / "marts.duckdb"), read_only=True) as con:
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        tables += [
            name for (name,) in con.execute("select view_name from duckdb_views() where not internal").fetchall()
        ]
        found["marts.duckdb"] = set(tables).union(*(strings(f'"{name}"', con) for name in tables))
    found["opsmart.xlsx"] = set(workbook_texts(release / "opsmart.xlsx"))
    for name in ("manifest.json", "gate/verdict.json"):
        found[name] = set(json_texts(json.loads((release / name).read_text(encoding="utf-8"))))
    found["names of files"] = {path.relative_to(release).as_posix() for path in release.rglob("*")}
    assert all(found.values()) and len(found) > 14
    assert "Meridian Instruments" in found["parquet/dim_org_unit/data.parquet"] & found["opsmart.xlsx"]
    return found


@pytest.fixture(scope="module")
def texts(release: Path, cells: dict[str, set[str]]) -> dict[str, str]:
    """Every file of the release as one text to search in; a kind of file that is not known here fails."""
    found = {name: "\n".join(sorted(told)) for name, told in cells.items()}
    for path in sorted(release.rglob("*")):
        name = path.relative_to(release).as_posix()
        if path.suffix in TEXTS:
            found[name] = html.unescape(path.read_text(encoding="utf-8"))
        elif path.is_file():
            assert name in found, f"{name}: how is this searched?"
    assert "Meridian Instruments" in found["scorecard/index.html"]
    return found


def strings(relation: str, con: duckdb.DuckDBPyConnection | None = None) -> set[str]:
    """Column names of a relation, and the distinct values of its text columns."""
    run = con.execute if con else duckdb.execute
    columns = [(str(row[0]), str(row[1])) for row in run(f"describe from {relation}").fetchall()]
    found = {name for name, _ in columns}
    for name, kind in columns:
        if kind == "VARCHAR[]":
            query = f'select distinct unnest("{name}") from {relation}'
            found |= {value for (value,) in run(query).fetchall()}
        elif kind == "VARCHAR":
            query = f'select distinct "{name}" from {relation} where "{name}" is not null'
            found |= {value for (value,) in run(query).fetchall()}
        else:
            assert kind in ("INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP") or "DECIMAL" in kind, kind
    return found


def workbook_texts(path: Path) -> Iterator[str]:
    """Every text of a workbook: cells, sheet names, comments, properties."""
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            yield part
            content = book.read(part).decode("utf-8", errors="replace")
            for text in re.findall(r">([^<>]+)<", content) + re.findall(r' name="([^"]+)"', content):
                if not re.fullmatch(r"[\d.eE+-]+", text) or "sharedStrings" in part:
                    yield html.unescape(text)


def json_texts(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield str(key)
            yield from json_texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from json_texts(value)
    elif isinstance(told, str):
        yield told


def found_in(texts: dict[str, str], words: set[str]) -> dict[str, list[str]]:
    lower = {name: text.casefold() for name, text in texts.items()}
    return {
        name: found for name, text in lower.items() if (found := sorted(w for w in words if w.casefold() in text)[:5])
    }


def test_no_persons_name_or_address_stands_in_the_release(
    texts: dict[str, str], employees: tuple[Employee, ...]
) -> None:
    words = set()
    for one in employees:
        first, last = one.first_name, one.last_name
        words |= {f"{first} {last}", f"{last} {first}", f"{last}, {first}", f"{first}.{last}", f"{first}_{last}"}
        words |= {f"{first}{last}", one.email}
    assert len(words) > 2000
    assert found_in(texts, words) == {}
    addresses = {name: re.findall(r"[\w.]+@[\w.]+\.\w+", text)[:3] for name, text in texts.items()}
    assert {name: found for name, found in addresses.items() if found} == {}


def test_no_employee_number_stands_in_the_release(
    texts: dict[str, str], cells: dict[str, set[str]], employees: tuple[Employee, ...]
) -> None:
    numbers = {one.number for one in employees}
    as_a_word = {
        name: hits
        for name, told in cells.items()
        if (hits := [text for text in told if numbers & set(re.split(r"[^0-9A-Za-z]+", text))][:5])
    }
    assert as_a_word == {}
    assert found_in(texts, {f"default:{number}" for number in numbers} | {"bamboohr:default"}) == {}


def test_no_value_of_a_personal_column_stands_in_the_release(
    texts: dict[str, str], cells: dict[str, set[str]], values: dict[str, set[str]]
) -> None:
    alone = values["first_name"] | values["last_name"]  # short words: only as a whole cell
    assert {name: sorted(told & alone) for name, told in cells.items() if told & alone} == {}
    words = set().union(*(told for name, told in values.items() if name not in ("first_name", "last_name")))
    assert len(words) > 400
    assert found_in(texts, {word for word in words if len(word) > 3}) == {}


def test_no_personal_columns_name_stands_in_the_release(
    cells: dict[str, set[str]], personal: list[tuple[Contract, list[str]]]
) -> None:
    names = {name for _, columns in personal for name in columns} - {ALSO_A_UNITS_COLUMN}
    assert {"first_name", "work_email", "assignee", "user_name", "respondent_email"} <= names
    assert {name: sorted(told & names) for name, told in cells.items() if told & names} == {}


def test_only_staging_reads_datasets_about_people_and_it_drops_what_is_personal(
    demo_home: Path, personal: list[tuple[Contract, list[str]]], values: dict[str, set[str]]
) -> None:
    """Lineage: what staging does not hand on cannot reach a mart under any name."""
    manifest = json.loads((demo_home / "warehouse" / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    sources = {f"source.opsmart.{contract.system}.{contract.dataset}" for contract, _ in personal}
    readers = {
        node["name"]: node["fqn"]
        for node in manifest["nodes"].values()
        if sources.intersection(node.get("depends_on", {}).get("nodes", ())) and node["resource_type"] != "test"
    }
    assert len(readers) >= len(sources) > 5
    assert [name for name, fqn in readers.items() if "staging" not in fqn] == [COMPARES_MAPPINGS]
    compared = manifest["nodes"][f"model.opsmart.{COMPARES_MAPPINGS}"]["compiled_code"]
    assert [name for _, names in personal for name in names if re.search(rf"\braw\.{name}\b", compared)] == []

    everything = set().union(*values.values())
    with duckdb.connect(str(demo_home / "warehouse" / "opsmart.duckdb"), read_only=True) as con:
        con.execute(f"set file_search_path = '{demo_home / 'lake'}'")
        for contract, names in personal:
            view = f"staging.stg_{contract.system}__{contract.dataset}"
            told = strings(view, con)
            assert told & set(names) == HANDED_ON.get(contract.key, set()), view
            assert not told & everything, view
