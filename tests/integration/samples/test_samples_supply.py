"""Real SAP table extracts: each is recognised and read as it stands; what is no data is rejected with reasons."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from sample_files import read


def rows(raw: duckdb.DuckDBPyConnection, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
    return raw.execute(f"SELECT {columns} FROM raw WHERE {where}").fetchall()


def test_document_headers_have_dates_without_marks_and_empty_ones_of_zeros(tmp_path: Path) -> None:
    _, raw = read("sap_tables_fivetran/bkpf.csv", tmp_path)
    found = rows(
        raw,
        "company_code, document_number, fiscal_year, posting_date, posting_period, changed_on, entry_time, "
        "reversal_year, synced_at",
        "document_number = '0200001077'",
    )
    assert found == [
        ("3000", "0200001077", 2006, date(2006, 4, 26), 4, None, "094020", None, datetime(2023, 3, 28, 15, 53, 27))
    ]


def test_document_lines_keep_the_amount_and_its_side_apart(tmp_path: Path) -> None:
    _, raw = read("sap_tables_fivetran/bseg.csv", tmp_path)
    names = "document_number, debit_credit, amount_lc, amount_group, cost_center, clearing_date, posting_date"
    found = rows(raw, names)
    assert found[1] == ("100000798", "h", Decimal("1001.00"), Decimal("1001.00"), "3120", None, None)
    assert [row[2] for row in found] == [Decimal("297.00"), Decimal("1001.00"), Decimal("13.00")]


def test_cost_totals_are_one_row_per_period_whatever_the_order_of_the_columns(tmp_path: Path) -> None:
    result, raw = read("sap_tables_fivetran/cosp_bak.csv", tmp_path)
    # wkg001 96025, wkg009 54075, wkg012 95550, wkg013 96575, wkg016 137000; 13 and 16 belong to the last month.
    found = rows(
        raw, "period, month, amount, value_type, budget_version", "_row = 2 AND period IN (1, 9, 12, 13, 16) ORDER BY 1"
    )
    assert found == [
        (1, date(2023, 1, 1), Decimal(96025), "04", "0"),
        (9, date(2023, 9, 1), Decimal(54075), "04", "0"),
        (12, date(2023, 12, 1), Decimal(95550), "04", "0"),
        (13, date(2023, 12, 1), Decimal(96575), "04", "0"),
        (16, date(2023, 12, 1), Decimal(137000), "04", "0"),
    ]
    assert [item.rows for item in result.slices] == [16, 16]


def test_ledger_totals_keep_their_sign_and_the_carry_forward(tmp_path: Path) -> None:
    _, raw = read("sap_tables_fivetran/faglflext.csv", tmp_path)
    found = rows(raw, "period, month, amount", "gl_account = '0000140000' AND amount <> 0 ORDER BY 1")
    assert found == [
        (11, date(2002, 11, 1), Decimal("-245194.66")),
        (12, date(2002, 12, 1), Decimal("-245194.66")),
    ]
    assert rows(raw, "count(*), sum(amount), min(month)", "period = 0") == [(3, 0, date(2002, 1, 1))]


def test_purchase_order_items_multiply_to_their_value(tmp_path: Path) -> None:
    _, raw = read("sap_tables_fivetran/ekpo.csv", tmp_path)
    # 71 x 659.60 = 46831.60
    found = rows(raw, "item, order_quantity, net_price, price_unit, net_value, order_unit, requisition_item")
    assert found[0] == ("00040", Decimal(71), Decimal("659.60"), Decimal(1), Decimal("46831.60"), "ST", None)


def test_the_end_of_time_is_no_date(tmp_path: Path) -> None:
    _, raw = read("sap_tables_fivetran/pa0001.csv", tmp_path)
    found = rows(raw, "employee_number, valid_from, valid_to, org_unit, employee_name", "employee_number = '00000069'")
    assert found == [("00000069", date(2003, 1, 1), None, "50002214", "mr sponge bob")]


def test_a_row_without_keys_says_what_is_missing(tmp_path: Path) -> None:
    result, _ = read("sap_tables_fivetran/matdoc.csv", tmp_path)
    assert {item.column_name for item in result.rejects if item.reason == "required, but empty"} == {
        "material_document", "material_document_year", "material_document_item",
        "posting_date", "debit_credit", "plant",
    }  # fmt: skip
