"""Odoo exports written by hand in the product's layouts."""

import importlib.util
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


def values(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    assert [row["_reject"] for row in rows] == [None] * len(rows)
    return [tuple(row[name] for name in names) for row in rows]


def test_a_purchase_order_list_with_native_times_and_widget_columns(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "Purchase Order (purchase.order).xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    header = "Priority,Order Reference,Vendor,Buyer,Order Deadline,Activities,Source Document,Total,Status"
    sheet.write_row(0, 0, header.split(","))
    sheet.write_row(1, 0, ["Normal", "P00011", "Gear Works", "Jo Sample"])
    sheet.write_datetime(1, 4, datetime(2025, 3, 31, 14, 5), moment)
    sheet.write_row(1, 5, ["", "S00021", 28750, "RFQ"])
    book.close()
    result, rows = exports.read(path, "odoo.purchase_orders")
    names = ("purchase_order", "supplier", "order_deadline", "source_document", "total", "status", "_sheet")
    assert values(rows, *names) == [
        ("P00011", "Gear Works", datetime(2025, 3, 31, 14, 5), "S00021", Decimal(28750), "RFQ", "Sheet1"),
    ]
    assert result.facts["unknown_columns"] == ["Activities"]


def test_order_lines_in_the_import_compatible_form(tmp_path: Path) -> None:
    text = (
        '"id","name","partner_id/id","order_line/product_id/id","order_line/product_qty","order_line/price_unit"\n'
        '"__export__.purchase_order_12_ab","P00012","base.res_partner_1","product.product_7","4.0","0.333333"\n'
        '"","","","product.product_8","1.0","10.0"\n'
    )
    _, rows = exports.read(exports.land(tmp_path, "purchase.order.csv", text), "odoo.purchase_order_lines")
    names = ("external_id", "purchase_order", "item", "supplier", "product", "order_quantity", "net_price")
    own, order, supplier = "__export__.purchase_order_12_ab", "P00012", "base.res_partner_1"
    assert values(rows, *names) == [
        (own, order, "1", supplier, "product.product_7", Decimal(4), Decimal("0.333333")),
        (own, order, "2", supplier, "product.product_8", Decimal(1), Decimal(10)),
    ]


def test_stock_moves_in_english_and_german(tmp_path: Path) -> None:
    text = (
        "Date Scheduled,Reference,Product,Source Location,Destination Location,Demand,UoM,Company,Status\n"
        "2025-03-31 08:00:00,WH/IN/00001,[G-1] Gear,Partners/Vendors,WH/Stock,24.00,Cartons-24,Bluefin,Done\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "stock.move.csv", text), "odoo.stock_moves")
    names = ("date", "reference", "source_location", "destination_location", "demand", "unit", "status")
    assert values(rows, *names) == [
        (datetime(2025, 3, 31, 8), "WH/IN/00001", "Partners/Vendors", "WH/Stock", Decimal(24), "Cartons-24", "Done"),
    ]
    assert [str(one.date_from) for one in result.slices] == ["2025-03-31"]
    text = (
        "Status;Produkt;Von;Nach;Menge;Mengeneinheit;Referenz;Datum;Eigenes Feld\n"
        "Erledigt;Zahnrad;WH/Bestand;Partner/Kunden;2,5;Einheiten;WH/OUT/00007;31.03.2025 17:45:10;x\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "umlagerung.csv", text), "odoo.stock_moves")
    assert values(rows, *names[:4], "quantity") == [
        (datetime(2025, 3, 31, 17, 45, 10), "WH/OUT/00007", "WH/Bestand", "Partner/Kunden", Decimal("2.5")),
    ]


def test_stock_on_hand_is_no_list_of_moves(tmp_path: Path) -> None:
    text = (
        "Location,Product,Lot/Serial Number,On Hand Quantity,Reserved Quantity,UoM,Value\n"
        'WH/Stock/Shelf 1,[G-1] Gear,L-7,"1,200.00",20.00,Units,"3,000.00"\n'
    )
    _, rows = exports.read(exports.land(tmp_path, "stock.quant.csv", text), "odoo.stock_quants")
    assert values(rows, "location", "product", "lot", "quantity", "reserved_quantity", "value") == [
        ("WH/Stock/Shelf 1", "[G-1] Gear", "L-7", Decimal(1200), Decimal(20), Decimal(3000)),
    ]
    text = "id,product_id/id,location_id/id,inventory_quantity\n_q1,product.product_7,stock.stock_location_8,5\n"
    _, rows = exports.read(exports.land(tmp_path, "quant.csv", text), "odoo.stock_quants")
    assert values(rows, "product", "location", "quantity") == [
        ("product.product_7", "stock.stock_location_8", Decimal(5)),
    ]


def test_manufacturing_orders_in_english_and_spanish(tmp_path: Path) -> None:
    text = (
        "Priority,Reference,Start,Product,Activities,Source,Component Status,Quantity To Produce,State\n"
        "Normal,WH/MO/00001,2025-03-31 08:00:00,Gear,,S00021,Available,100.00,Confirmed\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "mrp.production.csv", text), "odoo.manufacturing_orders")
    assert values(rows, "production_order", "start_at", "product", "source", "order_quantity", "status") == [
        ("WH/MO/00001", datetime(2025, 3, 31, 8), "Gear", "S00021", Decimal(100), "Confirmed"),
    ]
    text = "Estado;Cantidad a producir;Producto;Referencia\nHecho;1.250,5;Engranaje;WH/MO/00002\n"
    _, rows = exports.read(exports.land(tmp_path, "mo.csv", text), "odoo.manufacturing_orders")
    assert values(rows, "production_order", "order_quantity", "status") == [("WH/MO/00002", Decimal("1250.5"), "Hecho")]


def test_sales_order_lines_fill_down_the_customer(tmp_path: Path) -> None:
    text = (
        "Order Reference,Customer,Order Date,Salesperson,Status,Order Lines/Product,Order Lines/Quantity,"
        "Order Lines/Delivery Quantity,Order Lines/Unit Price,Order Lines/Subtotal\n"
        "S00021,Blue Whale,2025-03-31 09:30:00,Jo Sample,Sales Order,Gear,3.00,2.00,10.00,30.00\n"
        ",,,,,Shaft,1.00,0.00,5.00,5.00\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "sale.order.csv", text), "odoo.sale_order_lines")
    names = ("sales_order", "item", "customer", "order_date", "product", "order_quantity", "delivered_quantity")
    assert values(rows, *names, "net_value") == [
        ("S00021", "1", "Blue Whale", datetime(2025, 3, 31, 9, 30), "Gear", Decimal(3), Decimal(2), Decimal(30)),
        ("S00021", "2", "Blue Whale", datetime(2025, 3, 31, 9, 30), "Shaft", Decimal(1), Decimal(0), Decimal(5)),
    ]


def test_quality_checks(tmp_path: Path) -> None:
    text = (
        "Reference,Title,Product,Lot/Serial,Team,Control Point,Status,Checked by,Date\n"
        "QC00001,Width,Gear,L-7,Main,QCP00002,Passed,Jo Sample,2025-03-31 10:00:00\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "quality.check.csv", text), "odoo.quality_checks")
    assert values(rows, "inspection", "lot", "control_point", "status", "control_date", "checked_by") == [
        ("QC00001", "L-7", "QCP00002", "Passed", datetime(2025, 3, 31, 10), "Jo Sample"),
    ]
