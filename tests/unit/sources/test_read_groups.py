"""Rows that leave empty what the first row of their group says, and columns that say the same."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


GROUPED = """\
Order Reference,Vendor,Status,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price
P00001,Gear Works,Purchase Order,Gear,4.00,2.50
,,,Shaft,1.00,10.00
P00002,Bolt Ltd,,Bolt,100.00,0.10

,,,Nut,100.00,0.05
,Bolt Ltd,,Washer,1.00,0.01
,,,Ring,2.00,0.01
P00003,"Bolt Ltd,RFQ,Bolt,5.00,0.10
,,,Nut,5.00,0.05
P00004,Gear Works,RFQ,Gear,1.00,2.50
P00004,Gear Works,RFQ,Shaft,1.00,10.00
"""


def test_rows_without_key_continue_the_group_above_and_never_a_broken_one(tmp_path: Path) -> None:
    result, rows = exports.read(exports.land(tmp_path, "orders.csv", GROUPED), "odoo.purchase_order_lines")
    loaded = [row for row in rows if row["_reject"] is None]
    names = ("purchase_order", "item", "supplier", "status", "product", "_row")
    assert [tuple(row[name] for name in names) for row in loaded] == [
        ("P00001", "1", "Gear Works", "Purchase Order", "Gear", 2),
        ("P00001", "2", "Gear Works", "Purchase Order", "Shaft", 3),
        # The second order has no status: that of the first does not cross the border.
        ("P00002", "1", "Bolt Ltd", None, "Bolt", 4),
        ("P00002", "2", "Bolt Ltd", None, "Nut", 6),
        ("P00002", "3", "Bolt Ltd", None, "Ring", 8),
        ("P00004", "1", "Gear Works", "RFQ", "Gear", 11),
        ("P00004", "2", "Gear Works", "RFQ", "Shaft", 12),
    ]
    assert (result.rows_read, result.rows_rejected) == (10, 3)
    reasons = {row["_row"]: row["_reject"]["reasons"][0] for row in rows if row["_reject"]}
    assert reasons[7] == {
        "column": "purchase_order", "reason": "empty, though other columns of its group are filled", "value": None,
    }  # fmt: skip
    assert reasons[10]["reason"] == "empty, and the record above could not be read"


def test_a_first_row_without_key_has_nothing_to_continue(tmp_path: Path) -> None:
    text = GROUPED.splitlines()[0] + "\n,,,Shaft,1.00,10.00\nP1,Gear Works,RFQ,Gear,1.00,2.00\n"
    result, rows = exports.read(exports.land(tmp_path, "orders.csv", text), "odoo.purchase_order_lines")
    assert (result.rows_read, result.rows_rejected) == (2, 1)
    assert rows[0]["_reject"]["reasons"][0]["reason"] == "empty, and no record above it that it could continue"
    assert rows[0]["_reject"]["record"]["Order Lines/Product"] == "Shaft"


def test_a_month_that_stands_twice_is_two_records(tmp_path: Path) -> None:
    text = "Budget,,,\nCost centre,GL account,Jan 2026,Jan 2026\n100,4000,1.50,2.50\n100,5000,,3\n"
    result, rows = exports.read(exports.land(tmp_path, "b.csv", text), "excel.budget")
    assert [(row["account"], row["month"], row["amount"]) for row in rows] == [
        ("4000", date(2026, 1, 1), Decimal("1.5")),
        ("4000", date(2026, 1, 1), Decimal("2.5")),
        ("5000", date(2026, 1, 1), Decimal(3)),
    ]
    assert (result.rows_read, result.rows_rejected) == (3, 0)
