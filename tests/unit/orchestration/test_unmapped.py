"""Which rows the templates get, and whose name and key a record states; the rows worked out by hand."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from orchestration.unmapped import Gap, gap_tables, missing_rows
from orchestration.unmapped_people import key_text, names_of
from sources.errors import OpsmartError
from sources.templates.landed import LandedRow
from sources.templates.workbook import template_contracts

CONTRACTS = template_contracts()
MARCH, MAY = date(2025, 3, 1), date(2025, 5, 1)


def gap(**told: object) -> Gap:
    empty: dict[str, object] = dict.fromkeys(Gap.__dataclass_fields__)
    return Gap(**{**empty, "system": "sap", "instance": "de", "dataset": "fbl3n", "row_count": 1, **told})  # type: ignore[arg-type]


def mapped(key: str, unit: str | None = None, valid_from: date | None = None) -> LandedRow:
    row: LandedRow = {"source_type": "cost_center", "source_key": key, "system": "sap", "instance": "de"}
    return {**row, "org_unit_id": unit, "valid_from": valid_from}


@pytest.mark.parametrize(
    ("told", "row"),
    [
        (
            gap(template="org_mapping", label_type="cost_center", label="4711", map_system="sap", map_instance="de"),
            {"source_type": "cost_center", "source_key": "4711", "system": "sap", "instance": "de"},
        ),
        (
            gap(template="account_type_map", label_type="account", label="6001", scope="MI-CN", note="主营业务收入"),
            {"entity_id": "MI-CN", "account": "6001", "account_name": "主营业务收入"},
        ),
        (
            gap(template="status_map", label_type="status", label="limbo", scope="OPS", system="jira"),
            {"system": "jira", "project_key": "OPS", "status": "limbo"},
        ),
        (
            gap(template="fx_rate", label_type="average", label="EUR", key_day=MARCH),
            {
                "from_currency": "EUR",
                "to_currency": "USD",
                "rate_type": "average",
                "rate_date": MARCH,
                "budget_version": None,
            },
        ),
        (
            gap(template="identity_override", label_type="email", label="list.csv, record 7"),
            {"system": "sap", "instance": "de", "key_kind": "email"},
        ),
        (gap(template=None, label_type="column", label="Notes"), {}),
    ],
)
def test_a_gap_names_the_key_of_the_row_that_closes_it(told: Gap, row: LandedRow) -> None:
    assert told.template_row("USD") == row
    if told.template:
        names = {column.name for column in CONTRACTS[told.template].columns}
        assert set(row) < names


def test_what_two_models_lack_is_one_row() -> None:
    wanted = [(mapped("4711"), MAY), (mapped("4712"), MAY), (mapped("4711"), MARCH)]
    assert missing_rows(CONTRACTS["org_mapping"], [], wanted) == [mapped("4711"), mapped("4712")]


def test_a_mapping_that_stands_and_does_not_hold_gets_a_second_row_from_the_first_day_on() -> None:
    kept = [mapped("4711", "SALES")]
    added = missing_rows(CONTRACTS["org_mapping"], kept, [(mapped("4711"), MAY), (mapped("4711"), MARCH)])
    assert added == [mapped("4711", None, MARCH)]
    assert missing_rows(CONTRACTS["org_mapping"], [*kept, *added], [(mapped("4711"), MARCH)]) == []


def test_a_key_that_stands_is_not_asked_for_again_where_rows_have_no_dates() -> None:
    kept: list[LandedRow] = [{"system": "jira", "project_key": "OPS", "status": "limbo", "category": "done"}]
    row: LandedRow = {"system": "jira", "project_key": "OPS", "status": "limbo"}
    assert missing_rows(CONTRACTS["status_map"], kept, [(row, MARCH)]) == []


def test_the_key_of_a_person_is_the_cell_that_the_digest_is_of() -> None:
    digest = hashlib.md5(b"wei.wang@example.com").hexdigest()
    record = {"employee_name": "Wang Wei", "work_email": " Wei.Wang@Example.com ", "department": None}
    assert key_text(record, "email", digest) == "Wei.Wang@Example.com"
    assert key_text({"employee_number": " 0042 "}, "employee_number", "0042") == "0042"
    with pytest.raises(OpsmartError):
        key_text(record, "email", hashlib.md5(b"someone@example.com").hexdigest())


def test_surname_and_given_name_are_one_name() -> None:
    assert list(names_of({"worker_name": "Wei Wang", "first_name": "Wei", "last_name": "Wang"})) == [
        "Wei Wang",
        "Wang Wei",
    ]
    assert list(names_of({"first_name": "Wei", "last_name": None})) == []


def test_the_terminal_tells_the_largest_gaps_of_a_kind_and_how_many_there_are() -> None:
    gaps = [gap(gap="org_unit", template="org_mapping", label_type="class", label=f"C{number}") for number in range(25)]
    ((heading, rows, closing),) = gap_tables(gaps, "USD")
    assert heading == "25 labels without an org unit, the first 20"
    assert [row["label"] for row in rows] == [f"class C{number}" for number in range(20)]
    assert rows[0]["missing row"] == "source_type=class, source_key=C0"
    assert closing == "template org_mapping"
