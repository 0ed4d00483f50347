"""SAP lists and tables of purchasing, stock, production, cost and quality, written by hand in the product's layouts."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sources.errors import MissingColumn, UnknownExport
from sources.identify import identify

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


def values(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    assert [row["_reject"] for row in rows] == [None] * len(rows)
    return [tuple(row[name] for name in names) for row in rows]


def test_material_documents_as_a_workbook_with_a_total_row(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "export.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    day = book.add_format({"num_format": "mm-dd-yy"})
    header = "Purchase order,Item,Plant,Storage location,Movement type,Material,Posting Date,Qty in unit of entry,"
    header += "Unit of Entry,Material Document,User Name,Amt.in Loc.Cur.,Material Doc.Item,Our Own Field"
    sheet.write_row(0, 0, header.split(","))
    sheet.write_row(1, 0, ["4500000001", "10", "1000", "0001", "101", "000000000000000042"])
    sheet.write_datetime(1, 6, date(2025, 3, 31), day)  # type: ignore[arg-type]
    sheet.write_row(1, 7, [12.5, "KG", "5000000001", "MUSTER", 250, "1", "x"])
    sheet.write_row(2, 0, ["", "", "1000", "0001", "261", "42"])
    sheet.write_datetime(2, 6, date(2025, 4, 1), day)  # type: ignore[arg-type]
    sheet.write_row(2, 7, [-2, "KG", "4900000007", "MUSTER", -40.5, "3", ""])
    sheet.write_number(3, 7, 10.5)
    sheet.write_string(3, 8, "KG")
    book.close()
    result, rows = exports.read(path, "sap.material_documents")
    names = (
        "material_document",
        "material_document_item",
        "purchase_order",
        "posting_date",
        "quantity_entry",
        "amount_lc",
    )
    assert values(rows, *names, "_partition") == [
        ("5000000001", "1", "4500000001", date(2025, 3, 31), Decimal("12.5"), Decimal(250), "1000"),
        ("4900000007", "3", None, date(2025, 4, 1), Decimal(-2), Decimal("-40.5"), "1000"),
    ]
    assert rows[0]["material"] == "000000000000000042"
    assert rows[0]["_extra"] == {"Our Own Field": "x"}
    assert ("quantity_entry", Decimal("10.5"), True) in [
        (one.column_name, one.stated, one.ok) for one in result.controls
    ]


def test_material_documents_as_a_portuguese_tab_list_and_a_german_ruled_one(tmp_path: Path) -> None:
    text = (
        "Data de lançamento\tMaterial\tCentro\tDepósito\tTipo de movimento\tDoc.material\tItem doc.material\t"
        "Qtd.  UM registro\tUM registro\tMontante em MI\n"
        "31.03.2025\t42\t2003\tD009\t201\t4900000001\t1\t1.234,500-\tKG\t10,00-\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "mb51.csv", text, "cp1252"), "sap.material_documents")
    names = "plant", "storage_location", "movement_type", "posting_date", "quantity_entry", "entry_unit", "amount_lc"
    assert values(rows, *names) == [
        ("2003", "D009", "201", date(2025, 3, 31), Decimal("-1234.5"), "KG", Decimal(-10)),
    ]
    ruled = """\
Materialbelegliste                      Seite 1
---------------------------------------------------------------------
| |Materialbeleg|Werk|BwA|Buch.dat.  |Material|Menge in ErfassME|ErfME|
---------------------------------------------------------------------
| |5000000009   |1000|101|01.04.2025 |4711    |        1.000,000|ST   |
| |5000000010   |1000|102|02.04.2025 |4711    |          250,000-|ST   |
---------------------------------------------------------------------
|*|             |    |   |           |        |          750,000|ST   |
"""
    result, rows = exports.read(exports.land(tmp_path, "mb51.txt", ruled, "utf-16"), "sap.material_documents")
    assert values(rows, "material_document", "movement_type", "quantity_entry") == [
        ("5000000009", "101", Decimal(1000)), ("5000000010", "102", Decimal(-250)),
    ]  # fmt: skip
    assert [(one.stated, one.ok) for one in result.controls] == [(Decimal(750), True)]


def test_a_material_document_list_without_plant_is_told_what_it_lacks(tmp_path: Path) -> None:
    text = "Material Document,Movement Type,Posting Date,Material,Qty in unit of entry\n5,101,2025-01-01,1,1\n"
    with pytest.raises(MissingColumn) as caught:
        identify(exports.land(tmp_path, "x.csv", text), "x.csv", exports.CONTRACTS)
    assert "`Plant`" in str(caught.value)


def test_warehouse_stocks_keep_one_column_per_stock_type(tmp_path: Path) -> None:
    text = (
        "Material;Texto breve material;Centro;Depósito;Lote;Utilização livre;Controle qualidade;Bloqueado;"
        "Estq.não disponível;Trânsito e TE;Devoluções;UM básica;Val.utiliz.livre\n"
        "42;Parafuso;1000;0001;L-7;1.000,000;5,000;0,000;0,000;2,500;0,000;ST;150,00\n"
        "43;Porca;1000;0001;;20,000;0,000;1,000;0,000;0,000;0,000;ST;3,00\n"
        ";;;;;1.020,000;5,000;1,000;0,000;2,500;0,000;;153,00\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "mb52.csv", text), "sap.warehouse_stocks")
    names = "material", "batch", "unrestricted", "in_quality_inspection", "blocked", "in_transit", "value_unrestricted"
    assert values(rows, *names) == [
        ("42", "L-7", Decimal(1000), Decimal(5), Decimal(0), Decimal("2.5"), Decimal(150)),
        ("43", None, Decimal(20), Decimal(0), Decimal(1), Decimal(0), Decimal(3)),
    ]
    assert {one.ok for one in result.controls} == {True}
    text = "工厂,存储地点,物料,物料描述,非限制使用的库存,基本计量单位\n1000,0001,42,螺钉,7,PC\n"
    _, rows = exports.read(exports.land(tmp_path, "zh.csv", text), "sap.warehouse_stocks")
    names = ("plant", "storage_location", "material", "material_description", "unrestricted")
    assert values(rows, *names) == [("1000", "0001", "42", "螺钉", Decimal(7))]


def test_purchase_order_items_in_two_languages(tmp_path: Path) -> None:
    text = (
        "Indicador de borrado;Documento compras;Posición;Cl.documento compras;Fecha documento;"
        "Proveedor/Centro suministrador;Texto breve;Cantidad de pedido;Unidad medida pedido;Precio neto;Moneda;"
        "Por entregar (cantidad);Por entregar (valor);Campo propio\n"
        "L;4500000001;10;NB;31.12.2024;100042  ACEROS DEL SUR;Chapa;1.000,00;KG;12,50;EUR;250,00;31,25;z\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "me2n.csv", text), "sap.purchase_order_items")
    names = ("purchase_order", "item", "deletion_indicator", "document_date", "supplier", "order_quantity", "net_price")
    assert values(rows, *names, "to_deliver_quantity", "to_deliver_value") == [
        ("4500000001", "10", "L", date(2024, 12, 31), "100042  ACEROS DEL SUR", Decimal(1000), Decimal("12.5"),
         Decimal(250), Decimal("31.25")),
    ]  # fmt: skip
    text = (
        "Purchasing Document,Item,Supplier/Supplying Plant,Short Text,Material,Plant,Order Quantity,Order Unit,"
        "Net Price,Price unit,Currency,Net Order Value,Still to be delivered (qty),Still to be invoiced (val.),"
        "Purchase Requisition,Item of requisition,Delivery date\n"
        '4500000002,20,200007  Gears Ltd,Gear,M-1,1000,"1,000.00",EA,250.00,100,US$,"2,500.00",0,0,10001,0,01/31/2025\n'
    )
    _, rows = exports.read(exports.land(tmp_path, "me2n_en.csv", text), "sap.purchase_order_items")
    names = ("order_quantity", "net_price", "price_unit", "currency", "net_value", "requisition_item", "delivery_date")
    assert values(rows, *names) == [
        (Decimal(1000), Decimal(250), Decimal(100), "US$", Decimal(2500), None, date(2025, 1, 31)),
    ]


def test_purchase_requisitions_and_sales_order_items(tmp_path: Path) -> None:
    text = (
        "Banf;Pos. BANF;Belegart;Anforderungsdatum;Material;Kurztext;Anforderungsmenge;Mengeneinheit;Lieferdatum;"
        "Werk;Bewertungspreis;Währung;Bestellung;Bestellposition;Anforderer\n"
        "0010000001;00010;NB;15.01.2025;42;Schraube;2.500,000;ST;01.02.2025;1000;0,15;EUR;;00000;MUSTERMANN\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "me5a.csv", text), "sap.purchase_requisitions")
    names = ("requisition", "requisition_item", "requisition_date", "quantity_requested", "valuation_price")
    assert values(rows, *names, "purchase_order", "purchase_order_item") == [
        ("0010000001", "00010", date(2025, 1, 15), Decimal(2500), Decimal("0.15"), None, None),
    ]
    text = (
        "Sales Document\tItem\tDocument Date\tSold-to party\tName 1\tMaterial\tDescription\tOrder Quantity\t"
        "Sales Unit\tNet value\tDocument Currency\tDelivery Date\tOverall Status\tCreated by\n"
        "0000012345\t000010\t02/28/2025\t100001\tBluefin Inc.\tM-1\tGear\t5\tEA\t1,250.00\tUSD\t03/15/2025\tOpen\tDOE\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "va05.xls", text), "sap.sales_order_items")
    names = ("sales_order", "item", "document_date", "customer", "order_quantity", "net_value", "currency", "status")
    assert values(rows, *names) == [
        ("0000012345", "000010", date(2025, 2, 28), "100001", Decimal(5), Decimal(1250), "USD", "Open"),
    ]


def test_production_orders_keep_the_status_as_it_stands(tmp_path: Path) -> None:
    text = (
        "Plant,Sales Order,Order,Order Type,Material Number,Basic start date,Release date (actual),Actual finish date,"
        "Material description,System Status,MRP controller,Order quantity (GMEIN),Delivered quantity (GMEIN),"
        "Unit of measure (=GMEIN),Created on,Basic finish date\n"
        "1000,,000001000042,PP01,M-1,2025-03-01,2025-02-27,,Gear,REL  PRT  PRC,001,100,60.5,EA,2025-02-20,2025-03-05\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "cooispi.csv", text), "sap.production_orders")
    names = ("production_order", "material", "system_status", "order_quantity", "delivered_quantity", "base_unit")
    assert values(rows, *names, "basic_finish_date", "actual_finish_date") == [
        ("000001000042", "M-1", "REL  PRT  PRC", Decimal(100), Decimal("60.5"), "EA", date(2025, 3, 5), None),
    ]


def test_cost_lines_of_cost_centres_and_of_orders(tmp_path: Path) -> None:
    text = (
        "Cost Center;Cost Element;Cost element name;Posting Date;Document Number;Val.in rep.cur.;Report currency;"
        "Value TranCurr;Transaction Currency;Total Quantity;Offsetting acct no.;Name;User Name\n"
        "4711;400000;Consumables;31.03.2025;200000001;1.234,56\u00a0;EUR;1.300,00-;USD;1,5;160000;Paper;DOE\n"
        ";;;;;1.234,56;EUR;;;;;;\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "ksb1.csv", text), "sap.cost_center_line_items")
    names = ("cost_center", "account", "posting_date", "amount_report", "amount_transaction", "quantity", "_partition")
    assert values(rows, *names) == [
        ("4711", "400000", date(2025, 3, 31), Decimal("1234.56"), Decimal(-1300), Decimal("1.5"), "4711"),
    ]
    assert [one.ok for one in result.controls] == [True]
    text = (
        "WBS Element,Cost element,Posting Date,Document Number,Posting Row,Val/COArea Crcy,CO Object Name\n"
        "P-100.1,610000,2025-04-30,200000002,3,99.90,Assembly line\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "cji3.csv", text), "sap.cost_object_line_items")
    names = ("cost_object", "account", "amount_area", "posting_row", "_partition")
    assert values(rows, *names) == [("P-100.1", "610000", Decimal("99.9"), "3", "P-100.1")]


def test_open_items_of_suppliers_and_of_customers_are_told_apart(tmp_path: Path) -> None:
    text = (
        "Buchungskreis;Kreditor;Belegnummer;Belegart;Belegdatum;Nettofälligkeit;Betrag in Hauswährung;"
        "Hauswährung;Text\n"
        "1000;100042;1900000001;KR;02.01.2025;01.02.2025;1.190,00-;EUR;Rechnung 7\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "fbl1n.csv", text), "sap.vendor_open_items")
    names = ("supplier", "document_number", "document_date", "due_date", "amount_lc", "_partition")
    assert values(rows, *names) == [
        ("100042", "1900000001", date(2025, 1, 2), date(2025, 2, 1), Decimal(-1190), "1000"),
    ]
    text = (
        "Company Code,Customer,Document Number,Document Type,Document Date,Net due date,Amount in local currency,"
        "Local Currency,G/L Account,Posting Date\n"
        "1000,200001,1800000001,DR,2025-01-02,2025-02-01,1190,EUR,140000,2025-01-02\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "fbl5n.csv", text), "sap.customer_open_items")
    assert values(rows, "customer", "amount_lc", "reconciliation_account") == [("200001", Decimal(1190), "140000")]


def test_inspection_lots_in_two_languages(tmp_path: Path) -> None:
    text = (
        "Inspection Lot,Plant,Material,Batch,Insp. Lot Origin,Inspection Lot Quantity,Base Unit of Measure,UD Code,"
        "UD Date\n"
        "010000000042,1000,M-1,B7,01,500,EA,A,2025-03-31\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "qa33.csv", text), "sap.inspection_lots")
    names = ("inspection_lot", "lot_origin", "lot_quantity", "decision_code", "decision_date")
    assert values(rows, *names) == [("010000000042", "01", Decimal(500), "A", date(2025, 3, 31))]
    text = "物料,工厂,检验批,检验批数量,基本计量单位,使用决策代码,自定义\nM-1,1000,010000000043,7.5,KG,,x\n"
    _, rows = exports.read(exports.land(tmp_path, "zh.csv", text), "sap.inspection_lots")
    assert values(rows, "inspection_lot", "lot_quantity", "decision_code") == [("010000000043", Decimal("7.5"), None)]


def test_lists_of_other_origin_with_such_words_have_no_contract(tmp_path: Path) -> None:
    for header in (
        "Order,Item,Quantity,Price,Date",
        "Material,Plant,Quantity,Unit",
        "Reference,Date,Product,Quantity,Status",
        "Name,Vendor,Total,Status,Date",
        "Supplier,Document Number,Amount,Currency",
    ):
        path = exports.land(tmp_path, "x.csv", f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n")
        with pytest.raises(UnknownExport):
            identify(path, "x.csv", exports.CONTRACTS)
