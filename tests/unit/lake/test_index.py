"""`derive`: receipts in, the tables out; the same receipts give the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sources.contract import load_contracts
from sources.lake import ledger, receipts
from sources.lake.index import derive, read_files
from sources.lake.ledger import DecisionKind
from sources.lake.paths import Lake
from sources.lake.receipts import Control, Receipt, RejectCount
from sources.lake.settings import Book, Company, InstanceSetting, LakeSettings, LegalEntity

NOW = datetime(2026, 2, 1, 3)
JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    found = Lake(tmp_path / "lake")
    found.prepare()
    return found


def receipt(lake: Lake, file_id: str, seq: int, *, rows: int = 3, kind: str = "ledger", **told: Any) -> Receipt:
    """Write a receipt with its profile: `rows` lines of account 4000 on 5 January, or keys 0..rows-1."""
    made = Receipt(
        file_id=file_id, sha256=file_id * 4, size=10, name=f"{file_id}.csv", system="quickbooks",
        dataset="general_ledger", entity="gl_entry", kind=kind, load_mode="replace_slice", precedence=10,
        contract_version="1.0.0", contract_digest="d", instance="acme", exported_at=datetime(2026, 1, seq, 9),
        exported_at_source="content", snapshot_date=None, received_seq=seq, received_at=NOW, rows_read=rows,
        rows_loaded=rows, rows_rejected=0, first_row=2, key_columns=(), partitions=("",),
        window_from=JANUARY[0], window_to=JANUARY[1], window_stated=True,
    )  # fmt: skip
    made = replace(made, **told)
    table: dict[str, Any] = {"partition": [""], "day": [date(2026, 1, 5)], "watch": ["4000"], "rows": [rows]}
    schema = pa.schema([("partition", pa.string()), ("day", pa.date32()), ("watch", pa.string()), ("rows", pa.int64())])
    if kind == "keyed":
        table = {"partition": [""] * rows, "key": list(range(rows))}
        schema = pa.schema([("partition", pa.string()), ("key", pa.uint64())])
    pq.write_table(pa.table(table, schema=schema), lake.profile_of(file_id))
    receipts.write(lake, made)
    return made


def outcomes(lake: Lake) -> dict[str, str]:
    return {row["file_id"]: row["outcome"] for row in read_files(lake)}


def table(lake: Lake, name: str) -> list[dict[str, Any]]:
    return pq.read_table(lake.index / f"{name}.parquet").to_pylist()


def contents(lake: Lake) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in lake.index.iterdir()}


def test_an_empty_lake_has_every_table_and_one_company(lake: Lake) -> None:
    derive(lake, LakeSettings(), {}, NOW)
    assert table(lake, "company") == [
        {
            "company_id": "company", "name": "", "name_zh": "", "base_currency": "USD", "fiscal_start_month": 1,
            "as_of": date(2026, 2, 1), "default_calendar": "default", "time_zone": "UTC", "root_org_unit_id": "company",
        }
    ]  # fmt: skip
    assert all(
        table(lake, name) == [] for name in ("files", "active", "controls", "rejects", "unknown_columns", "entity")
    )


def test_a_file_is_listed_with_its_counts_controls_and_rejects(lake: Lake) -> None:
    receipt(
        lake, "a" * 16, 1, rows_read=5, rows_loaded=3, rows_rejected=2,
        controls=(Control("section_total", "Sales", "amount", Decimal("10.50"), Decimal("10.00"), False),),
        rejects=(RejectCount("amount", "not a number", 2),), facts={"basis": "Accrual"},
    )  # fmt: skip
    derive(lake, LakeSettings(), {}, NOW)
    (row,) = table(lake, "files")
    assert (row["outcome"], row["rows_read"], row["rows_loaded"], row["rows_rejected"]) == ("loaded", 5, 3, 2)
    assert (row["window_from"], row["window_to"], row["newness"]) == (*JANUARY, 1)
    assert json.loads(row["facts"]) == {"basis": "Accrual"}
    (control,) = table(lake, "controls")
    assert (control["stated"], control["computed"], control["difference"], control["ok"]) == (
        Decimal("10.5000"), Decimal("10.0000"), Decimal("0.5000"), False,
    )  # fmt: skip
    assert table(lake, "rejects") == [
        {"file_id": "a" * 16, "column_name": "amount", "reason": "not a number", "rows": 2}
    ]


def test_a_replaced_file_is_superseded_and_says_by_what(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1)
    receipt(lake, "b" * 16, 2)
    derive(lake, LakeSettings(), {}, NOW)
    assert outcomes(lake) == {"a" * 16: "superseded", "b" * 16: "loaded"}
    assert "bbbbbbbbbbbbbbbb.csv" in table(lake, "files")[0]["detail"]
    (active,) = table(lake, "active")
    assert (active["file_id"], active["date_from"], active["date_to"], active["newness"]) == ("b" * 16, *JANUARY, 2)


def test_a_partial_export_is_held_until_it_is_accepted(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1, rows=100)
    partial = receipt(lake, "b" * 16, 2, rows=40)
    derive(lake, LakeSettings(), {}, NOW)
    assert outcomes(lake) == {"a" * 16: "loaded", "b" * 16: "held_replacement"}
    held = table(lake, "files")[1]
    assert json.loads(held["facts"])["held"] == [
        {"reason": "fewer_rows", "partition": "", "month": "2026-01", "group": None, "before": 100, "after": 40}
    ]
    assert "40 rows of 2026-01 would replace 100" in held["detail"]
    assert "opsmart accept" in held["detail"]
    assert ledger.decide(lake, partial, DecisionKind.ACCEPT, NOW)
    derive(lake, LakeSettings(), {}, NOW)
    assert outcomes(lake) == {"a" * 16: "superseded", "b" * 16: "loaded"}


@pytest.mark.parametrize(
    ("dataset", "outcome"), [("vendor_open_items", "loaded"), ("purchase_order_items", "held_replacement")]
)
def test_a_list_of_open_items_may_lose_most_of_its_keys(lake: Lake, dataset: str, outcome: str) -> None:
    told = {"kind": "keyed", "system": "sap", "dataset": dataset, "entity": "any", "load_mode": "full_snapshot"}
    receipt(lake, "a" * 16, 1, rows=100, **told)
    receipt(lake, "b" * 16, 2, rows=40, **told)
    derive(lake, LakeSettings(), {f"sap.{dataset}": load_contracts()[f"sap.{dataset}"]}, NOW)
    assert outcomes(lake)["b" * 16] == outcome


def test_columns_that_a_contract_does_not_know_are_listed(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1, facts={"unknown_columns": ["Notes", "Colour"]})
    receipt(lake, "b" * 16, 2)
    derive(lake, LakeSettings(), {}, NOW)
    assert table(lake, "unknown_columns") == [
        {"file_id": "a" * 16, "header": "Colour"},
        {"file_id": "a" * 16, "header": "Notes"},
    ]


def test_a_withdrawn_file_counts_no_more_and_accepting_it_brings_it_back(lake: Lake) -> None:
    only = receipt(lake, "a" * 16, 1)
    ledger.decide(lake, only, DecisionKind.WITHDRAW, NOW, "wrong company")
    derive(lake, LakeSettings(), {}, NOW)
    assert outcomes(lake) == {"a" * 16: "withdrawn"}
    assert table(lake, "active") == []
    ledger.decide(lake, only, DecisionKind.ACCEPT, NOW)
    derive(lake, LakeSettings(), {}, NOW)
    assert outcomes(lake) == {"a" * 16: "loaded"}


def test_a_second_derivation_writes_nothing(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1)
    assert "files" in derive(lake, LakeSettings(), {}, NOW).changed
    stamps = {path: path.stat().st_mtime_ns for path in lake.index.iterdir()}
    assert derive(lake, LakeSettings(), {}, NOW).changed == ()
    assert {path: path.stat().st_mtime_ns for path in lake.index.iterdir()} == stamps


def test_the_same_receipts_give_the_same_bytes_in_another_lake(lake: Lake, tmp_path: Path) -> None:
    other = Lake(tmp_path / "other")
    other.prepare()
    for item in (lake, other):
        receipt(item, "a" * 16, 1)
        receipt(item, "b" * 16, 2, rows=90)
        derive(item, LakeSettings(), {}, NOW)
    assert contents(lake) == contents(other)


def test_only_tables_whose_content_changed_are_written(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1)
    derive(lake, LakeSettings(), {}, NOW)
    settings = LakeSettings(company=Company(as_of=date(2026, 1, 31)))
    assert derive(lake, settings, {}, NOW).changed == ("company",)


def test_a_file_that_names_no_instance_joins_the_only_known_one(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1, instance="acme")
    receipt(lake, "b" * 16, 2, instance=None, window_from=date(2026, 2, 1), window_to=date(2026, 2, 28))
    derive(lake, LakeSettings(), {}, NOW)
    assert [row["instance"] for row in table(lake, "files")] == ["acme", "acme"]


def test_a_file_that_names_no_instance_is_default_when_none_is_known(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1, instance=None)
    derive(lake, LakeSettings(), {}, NOW)
    assert [row["instance"] for row in table(lake, "files")] == ["default"]


def test_a_file_that_names_no_instance_is_held_while_several_are_known(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1, instance="acme")
    receipt(lake, "b" * 16, 2, instance="bolt")
    receipt(lake, "c" * 16, 3, instance=None, name="sub/c.csv")
    derive(lake, LakeSettings(), {}, NOW)
    row = table(lake, "files")[2]
    assert (row["outcome"], row["instance"]) == ("held_instance", None)
    assert "acme, bolt" in row["detail"]
    assert "landing.folders" in row["detail"]
    assert {item["file_id"] for item in table(lake, "active")} == {"a" * 16, "b" * 16}
    derive(lake, LakeSettings(folders={"sub": "quickbooks:bolt"}), {}, NOW)
    assert outcomes(lake) == {"a" * 16: "loaded", "b" * 16: "superseded", "c" * 16: "loaded"}


def test_an_instance_known_from_settings_only_is_joined(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1, instance=None)
    settings = LakeSettings(entities=(LegalEntity("X", books=(Book("quickbooks", "x-inc"),)),))
    derive(lake, settings, {}, NOW)
    assert [row["instance"] for row in table(lake, "files")] == ["x-inc"]


def test_an_undated_snapshot_takes_the_day_received_but_never_one_after_the_as_of_date(lake: Lake) -> None:
    told = {"kind": "keyed", "entity": "gl_account", "load_mode": "full_snapshot", "exported_at": None}
    receipt(lake, "a" * 16, 1, window_from=None, window_to=None, **told)
    derive(lake, LakeSettings(), {}, NOW)
    assert [row["date_from"] for row in table(lake, "active")] == [date(2026, 2, 1)]
    derive(lake, LakeSettings(company=Company(as_of=date(2025, 12, 19))), {}, NOW)
    assert [row["date_from"] for row in table(lake, "active")] == [date(2025, 12, 19)]


def test_the_day_received_is_that_of_the_companys_time_zone(lake: Lake) -> None:
    told = {"kind": "keyed", "entity": "gl_account", "load_mode": "full_snapshot", "exported_at": None}
    receipt(lake, "a" * 16, 1, window_from=None, window_to=None, **told)
    # 03:00 UTC is 22:00 of the day before in New York.
    derive(lake, LakeSettings(company=Company(time_zone="America/New_York")), {}, NOW)
    assert [row["date_from"] for row in table(lake, "active")] == [date(2026, 1, 31)]


def test_entities_have_one_row_per_book(lake: Lake) -> None:
    books = (Book("sap", "default", "1000"), Book("quickbooks", "acme"))
    settings = LakeSettings(
        company=Company(root_org_unit_id="ROOT"), entities=(LegalEntity("DE", "DE GmbH", "EUR", 4, books=books),)
    )
    derive(lake, settings, {}, NOW)
    rows = table(lake, "entity")
    assert [(r["system"], r["instance"], r["company_code"], r["currency"], r["org_unit_id"]) for r in rows] == [
        ("quickbooks", "acme", None, "EUR", "ROOT"),
        ("sap", "default", "1000", "EUR", "ROOT"),
    ]


def test_without_settings_every_ledger_instance_is_an_entity(lake: Lake) -> None:
    receipt(lake, "a" * 16, 1, instance="acme")
    receipt(lake, "b" * 16, 2, instance="bolt", system="sap")
    receipt(lake, "c" * 16, 3, instance="acme", system="sap")
    receipt(lake, "d" * 16, 4, instance="jira", system="jira", entity="work_item")
    derive(lake, LakeSettings(), {}, NOW)
    assert [(row["entity_id"], row["system"], row["company_code"]) for row in table(lake, "entity")] == [
        ("bolt", "sap", None),
        ("quickbooks-acme", "quickbooks", None),
        ("sap-acme", "sap", None),
    ]


def test_instance_settings_are_told_as_set(lake: Lake) -> None:
    told = (
        InstanceSetting("jira", "j", "Asia/Shanghai", None, "mdy"),
        InstanceSetting("oracle", "o", account_segment=3, cost_center_segment=2),
        InstanceSetting("ga4", "g", key_events=("sign_up", "generate_lead")),
    )
    derive(lake, LakeSettings(instances=told), {}, NOW)
    unsaid: dict[str, object] = {
        "time_zone": None, "currency": None, "date_order": None,
        "account_segment": None, "cost_center_segment": None, "key_events": [],
    }  # fmt: skip
    assert table(lake, "instance_setting") == [
        unsaid | {"system": "ga4", "instance": "g", "key_events": ["sign_up", "generate_lead"]},
        unsaid | {"system": "jira", "instance": "j", "time_zone": "Asia/Shanghai", "date_order": "mdy"},
        unsaid | {"system": "oracle", "instance": "o", "account_segment": 3, "cost_center_segment": 2},
    ]


def test_a_run_killed_between_two_tables_is_finished_by_the_next(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    receipt(lake, "a" * 16, 1)
    derive(lake, LakeSettings(), {}, NOW)
    receipt(lake, "b" * 16, 2)
    real, left = os.replace, [1]

    def replace_once(source: object, target: object) -> None:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        real(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", replace_once)
    with pytest.raises(KeyboardInterrupt):
        derive(lake, LakeSettings(), {}, NOW)
    monkeypatch.setattr(os, "replace", real)
    derive(lake, LakeSettings(), {}, NOW)
    assert outcomes(lake) == {"a" * 16: "superseded", "b" * 16: "loaded"}
    assert [row["file_id"] for row in table(lake, "active")] == ["b" * 16]
