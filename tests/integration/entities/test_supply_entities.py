"""Purchasing, stock, production, quality and deliveries of the mixed company, by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from mixed_company import MixedCompany

SAP, ODOO, BOOKS = "sap:works:", "odoo:works:", "quickbooks:works:"
FOREVER = date(9999, 12, 31)


def day(of: str) -> date:
    """A day of 2026, written as month and day."""
    return date.fromisoformat(f"2026-{of}")


def rows(mixed: MixedCompany, entity: str, columns: str, where: str, order: str = "1") -> list[tuple[Any, ...]]:
    return mixed.rows(f"select {columns} from intermediate.int_{entity} where {where} order by {order}")


def test_a_product_has_one_row_whoever_names_it(mixed: MixedCompany) -> None:
    columns = "product_id, product_name, product_name_zh, unit, is_marked_for_deletion, is_in_master"
    assert rows(mixed, "product", columns, "instance = 'works'") == [
        (ODOO + "G-1", "Gear", None, "Units", False, False),
        (ODOO + "Shaft", "Shaft", None, None, False, False),
        (BOOKS + "77", "77", None, None, False, False),
        # 000000000000770042 in tables, 770042 in lists; there is no English name
        (SAP + "770042", "Stahl", None, "KG", True, True),
        (SAP + "SU-BOLT", "Bolt", None, None, False, False),
        (SAP + "SU-GEAR", "Gear", "齿轮", "PC", False, True),
    ]
    # a workbook's row without a system names a product of its own
    assert rows(mixed, "product", "product_id", "source_id = 'SU-OWN'") == [("template:default:SU-OWN",)]


def test_every_product_and_supplier_that_is_named_is_there(mixed: MixedCompany) -> None:
    naming = ("inventory_balance", "stock_move", "purchase_order_line", "production_order", "inspection", "delivery")
    for entity in naming:
        assert_all_known(mixed, entity, "product")
    for entity in ("stock_move", "purchase_order_line", "inspection"):
        assert_all_known(mixed, entity, "supplier")


def assert_all_known(mixed: MixedCompany, entity: str, named: str) -> None:
    key = f"{named}_id"
    found = {key for (key,) in rows(mixed, entity, key, f"{key} is not null")}
    known = {key for (key,) in rows(mixed, named, key, "true")}
    assert found and sorted(found - known) == [], entity


def test_suppliers_of_master_and_of_orders(mixed: MixedCompany) -> None:
    columns = "supplier_id, supplier_name, country, is_blocked, is_in_master"
    assert rows(mixed, "supplier", columns, "instance = 'works'") == [
        (ODOO + "Gear Works", "Gear Works", None, False, False),
        (SAP + "770100", "Aceros del Sur", "ES", True, True),
        (SAP + "770200", "Gear Works", None, False, False),
    ]


def test_stock_of_a_plant_and_day_counts_once_and_every_snapshot_stays(mixed: MixedCompany) -> None:
    columns = (
        "plant, snapshot_date, valid_to, org_unit_id, split_part(product_id, ':', 3) as product, batch, "
        "special_stock, stock_type, is_own_stock, quantity, unit, amount, currency"
    )
    order = "plant, snapshot_date, product, special_stock nulls first, stock_type"
    found = rows(mixed, "inventory_balance", columns, "instance = 'works' and system = 'sap'", order)
    first, second, zero = (day("02-28"), day("03-29")), (day("03-30"), FOREVER), 0
    assert found == [
        # MB52; MARD tells of the same stock on the same day, MCHB on March 15
        ("SU10", *first, "OPS", "770042", None, None, "unrestricted", True, 5, "KG", 15, "EUR"),
        ("SU10", *first, "OPS", "770042", None, "K", "unrestricted", False, 7, "KG", zero, "EUR"),
        ("SU10", *first, "OPS", "SU-GEAR", "B7", None, "quality_inspection", True, 2, "PC", 20, "EUR"),
        ("SU10", *first, "OPS", "SU-GEAR", "B7", None, "unrestricted", True, 10, "PC", 100, "EUR"),
        ("SU10", *second, "OPS", "770042", None, None, "unrestricted", True, zero, "KG", zero, "EUR"),
        ("SU10", *second, "OPS", "770042", None, "K", "unrestricted", False, 7, "KG", zero, "EUR"),
        ("SU10", *second, "OPS", "SU-GEAR", "B7", None, "blocked", True, 1, "PC", None, None),
        ("SU10", *second, "OPS", "SU-GEAR", "B7", None, "unrestricted", True, 8, "PC", 80, "EUR"),
        # MARD alone, its unit from the master; the plant is not mapped
        ("SU20", first[0], FOREVER, "unassigned", "770042", None, None, "in_transit", True, 1, "KG", None, None),
        ("SU20", first[0], FOREVER, "unassigned", "770042", None, None, "unrestricted", True, 3, "KG", None, None),
        # MCHB alone
        ("SU30", day("03-15"), FOREVER, "unassigned", "SU-GEAR", "B9", None, "unrestricted", True, 4, "PC", None,
         None),
    ]  # fmt: skip
    columns = "plant, org_unit_id, stock_type, is_own_stock, quantity, available_quantity, amount, currency"
    assert rows(mixed, "inventory_balance", columns, "instance = 'works' and system = 'odoo'", "quantity desc") == [
        ("SUWH", "SALES", "unrestricted", True, 12, 10, 30, "USD"),
        (None, "unassigned", "outside", False, 3, zero, zero, "USD"),
    ]


def test_moves_are_signed_and_a_transfer_has_two_ends(mixed: MixedCompany) -> None:
    columns = (
        "posting_date, document, move_kind, status, org_unit_id, quantity, planned_quantity, moved_quantity, amount, "
        "purchase_order_line_id, production_order_id"
    )
    order = "posting_date, document, quantity"
    order_id = SAP + "77001042"
    assert rows(mixed, "stock_move", columns, "instance = 'works' and system = 'sap'", order) == [
        (day("03-02"), "5000770001", "purchase_receipt", "done", "OPS", 60, None, 60, 75,
         SAP + "4577000001:10", None),
        (day("03-03"), "5000770002", "production_receipt", "done", "OPS", 5, None, 5, 50, None,
         order_id),
        # in the table and in the list: once
        (day("03-04"), "4900770001", "consumption", "done", "OPS", -3, None, 3, Decimal("-3.75"), None,
         order_id),
        # in the list only, of an own movement type
        (day("03-05"), "4900770002", "unmapped", "done", "OPS", Decimal("-2.5"), None, Decimal("2.5"), -5, None,
         None),
    ]  # fmt: skip
    columns = "posting_date, document, storage_location, move_kind, status, org_unit_id, quantity, planned_quantity"
    assert rows(mixed, "stock_move", columns, "instance = 'works' and system = 'odoo'", order) == [
        (day("03-02"), "SUWH/IN/00001", "SUWH/Stock", "purchase_receipt", "done", "SALES", 24, None),
        (day("03-03"), "SUWH/INT/00001", "SUWH/Stock", "transfer", "done", "SALES", -6, None),
        (day("03-03"), "SUWH/INT/00001", "SUWH/Stock/Shelf 1", "transfer", "done", "SALES", 6, None),
        (day("03-04"), "SUWH/OUT/00001", "SUWH/Stock", "delivery", "done", "SALES", -3, None),
        (day("03-05"), "SUWH/MO/00001", "SUWH/Stock", "consumption", "done", "SALES", -1, None),
        (day("03-06"), "SUWH/OUT/00003", "SUWH/Stock", "delivery", "unmapped", "SALES", None, None),
        (day("03-28"), "SUWH/OUT/00002", "SUWH/Stock", "delivery", "planned", "SALES", 0, -2),
    ]


def test_a_purchase_order_line_joins_header_schedule_and_history(mixed: MixedCompany) -> None:
    columns = (
        "purchase_order_line_id, status, relieved_by, ordered_quantity, received_quantity, invoiced_quantity, "
        "open_quantity, amount, open_amount, currency"
    )
    assert rows(mixed, "purchase_order_line", columns, "instance = 'works'") == [
        # the header's currency; 2 of 4 billed at 10
        (ODOO + "P77077:1", "open", "invoice", 4, 1, 2, 2, 40, 20, "EUR"),
        (ODOO + "P77077:2", "open", "invoice", 1, 0, 0, 1, 5, 5, "EUR"),
        (ODOO + "P77078:1", "unmapped", "invoice", 1, 0, 0, None, 5, None, "USD"),
        (BOOKS + "7701:0", "unmapped", "invoice", 4, None, None, None, 20, None, "USD"),
        (BOOKS + "7701:1", "unmapped", "invoice", None, None, None, None, Decimal("15.5"), None, "USD"),
        # 60 + 20 - 10 of 100 received: 30/100 of 125 open; ME2N tells of the line too
        (SAP + "4577000001:10", "open", "receipt", 100, 70, 50, 30, 125, Decimal("37.5"), "EUR"),
        # no receipt is expected
        (SAP + "4577000001:20", "open", "invoice", 1, 0, 0, 1, 1000, 1000, "EUR"),
        (SAP + "4577000001:30", "cancelled", "receipt", 7, 0, 0, 0, Decimal("8.75"), 0, "EUR"),
        # ME2N alone: 50 ordered, 20 to deliver, 50 to invoice
        (SAP + "4577000002:20", "open", "receipt", 50, 30, 0, 20, 100, 40, "EUR"),
    ]
    columns = (
        "org_unit_id, supplier_id, order_date, requested_date, first_promised_date, promised_date, first_receipt_date, "
        "last_receipt_date, received_in_full_date"
    )
    assert rows(mixed, "purchase_order_line", columns, f"purchase_order_line_id = '{SAP}4577000001:10'") == [
        (
            "OPS",
            SAP + "770100",
            day("02-20"),
            day("03-10"),
            day("03-11"),
            day("03-20"),
            day("03-02"),
            day("03-12"),
            None,
        ),
    ]
    # Odoo's warehouse stands with the order, beside its first line
    assert rows(mixed, "purchase_order_line", "org_unit_id", "system = 'odoo'", "purchase_order_line_id") == [
        ("SALES",), ("SALES",), ("unassigned",),
    ]  # fmt: skip
    assert rows(mixed, "purchase_order_line", columns, f"purchase_order_line_id = '{ODOO}P77077:1'") == [
        ("SALES", ODOO + "Gear Works", day("02-26"), None, day("03-05"), day("03-05"), day("03-02"), None, None),
    ]


def test_commitments_are_what_is_open_of_lines_that_bind(mixed: MixedCompany) -> None:
    found = rows(mixed, "encumbrance", "encumbrance_id, amount, currency, due_date, as_of", "instance = 'works'")
    assert found == [
        (ODOO + "P77077:1", 20, "EUR", day("03-05"), day("03-31")),
        (ODOO + "P77077:2", 5, "EUR", day("03-05"), day("03-31")),
        (SAP + "4577000001:10", Decimal("37.5"), "EUR", day("03-20"), day("03-31")),
        (SAP + "4577000001:20", 1000, "EUR", None, day("03-31")),
        (SAP + "4577000002:20", 40, "EUR", day("03-28"), day("03-31")),
    ]


def test_production_orders_of_flags_and_of_states(mixed: MixedCompany) -> None:
    columns = (
        "production_order_id, org_unit_id, status, planned_start_date, planned_finish_date, actual_start_date, "
        "actual_finish_date, ordered_quantity, confirmed_quantity, scrapped_quantity"
    )
    assert rows(mixed, "production_order", columns, "instance = 'works'") == [
        (ODOO + "SUWH/MO/00001", "SALES", "completed", None, day("03-03"), day("03-02"), day("03-04"), 10, 9, None),
        (ODOO + "SUWH/MO/00002", "SALES", "created", day("03-20"), day("03-21"), None, None, 5, 0, None),
        (SAP + "77001042", "OPS", "completed", day("03-01"), day("03-05"), day("03-02"), day("03-06"), 10, 9, 1),
        (SAP + "77001043", "OPS", "unmapped", day("03-10"), day("03-12"), None, None, 4, 0, 0),
    ]


def test_inspections_of_lots_checks_and_the_workbook(mixed: MixedCompany) -> None:
    columns = (
        "source_id, org_unit_id, result, inspected_on, is_reinspection, lot_quantity, inspected_quantity, "
        "passed_quantity, defect_quantity, released_quantity, refused_quantity"
    )
    assert rows(mixed, "inspection", columns, "instance = 'works'") == [
        ("10077000042", "OPS", "accepted", day("03-07"), False, 9, 5, 4, 1, 8, 1),
        ("10077000043", "OPS", "open", None, True, 8, None, None, None, None, None),
        ("10077000044", "OPS", "unmapped", day("03-10"), False, 2, 2, None, None, None, None),
        ("QC77001", "SALES", "accepted", day("03-04"), False, None, 1, 1, 0, None, None),
        ("QC77002", "SALES", "rejected", day("03-04"), False, None, 1, 0, 1, None, None),
        ("QC77003", "unassigned", "open", None, False, None, None, None, None, None, None),
    ]
    columns = (
        "org_unit_id, product_id, step, passed_quantity, defect_quantity, opportunities_per_unit, characteristic, "
        "measured_value, lower_limit, upper_limit, measure_unit"
    )
    assert rows(mixed, "inspection", columns, "source_id = 'SU-I1'") == [
        ("OPS", SAP + "SU-GEAR", "Milling", 19, 2, 5, "Width", Decimal("10.01"), Decimal("9.9"), Decimal("10.1"), "mm"),
    ]  # fmt: skip
    measured = rows(mixed, "inspection", "measured_value", "characteristic = 'QCP77' and measured_value is not null")
    assert measured == [(Decimal("10.02"),), (Decimal("10.4"),)]


def test_deliveries_of_the_workbook_and_of_moves_to_customers(mixed: MixedCompany) -> None:
    columns = (
        "delivery_line_id, org_unit_id, sales_order_line_id, product_id, status, promised_date, shipped_date, "
        "delivered_date, ordered_quantity, delivered_quantity, is_in_full, is_undamaged, has_correct_documents"
    )
    gear, shaft = ODOO + "G-1", ODOO + "Shaft"
    where = "instance = 'works' or delivery_id like 'template:default:SU-%'"
    assert rows(mixed, "delivery", columns, where) == [
        (ODOO + "SUWH/OUT/00001:1", "SALES", None, gear, "shipped", day("03-03"), day("03-04"), None, 5, 3, False, None,
         None),
        (ODOO + "SUWH/OUT/00002:1", "SALES", None, gear, "planned", day("03-27"), None, None, 2, 0, None, None, None),
        (ODOO + "SUWH/OUT/00003:1", "SALES", None, shaft, "unmapped", None, None, None, 1, None, None, None, None),
        ("template:default:SU-D1:1", "OPS", SAP + "77001:10", SAP + "770042", "delivered", day("03-10"), day("03-08"),
         day("03-10"), 5, 5, True, True, False),
        ("template:default:SU-D2:1", "unassigned", "template:default:SO-7:1", "template:default:SU-OWN", "planned",
         day("03-22"), None, None, 4, 0, None, None, None),
    ]  # fmt: skip
