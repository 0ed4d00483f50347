"""SAP tables whose public samples hold no usable row, and tables without a sample."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


def test_the_universal_journal_is_a_ledger_by_company_and_day(tmp_path: Path) -> None:
    text = (
        "RCLNT,RLDNR,RBUKRS,GJAHR,BELNR,DOCLN,RACCT,HSL,RHCUR,WSL,RWCUR,BUDAT,BLDAT,DRCRK,RCNTR,NETDT,XREVERSED,ZZOWN\n"
        "100,0L,1000,2025,0100000001,000001,0000400000,1234.56,EUR,1300.00,USD,20250131,20250130,S,4711,00000000,,z\n"
        "100,0L,1000,2025,0100000001,000002,0000160000,-1234.56,EUR,-1300.00,USD,20250131,20250130,H,,20250228,X,\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "acdoca.csv", text), "sap.acdoca")
    names = ("document_number", "line_item", "gl_account", "amount_lc", "amount_dc", "posting_date", "due_date")
    assert [tuple(row[name] for name in (*names, "is_reversed")) for row in rows] == [
        ("0100000001", "000001", "0000400000", Decimal("1234.56"), Decimal(1300), date(2025, 1, 31), None, None),
        ("0100000001", "000002", "0000160000", Decimal("-1234.56"), Decimal(-1300), date(2025, 1, 31),
         date(2025, 2, 28), True),
    ]  # fmt: skip
    assert [(one.partition, one.date_from, one.rows) for one in result.slices] == [("1000", date(2025, 1, 31), 2)]


def test_a_document_line_of_a_newer_release_has_its_posting_date(tmp_path: Path) -> None:
    text = (
        "MANDT;BUKRS;BELNR;GJAHR;BUZEI;H_BUDAT;KOART;SHKZG;DMBTR;WRBTR;HKONT\n"
        "100;1000;0100000001;2025;001;31.01.2025;S;H;1.234,56;1.300,00;0000400000\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "bseg.csv", text), "sap.bseg")
    found = [(row["posting_date"], row["debit_credit"], row["amount_lc"], row["_slice_date"]) for row in rows]
    assert found == [(date(2025, 1, 31), "H", Decimal("1234.56"), None)]


def test_material_documents_of_both_generations_of_the_table(tmp_path: Path) -> None:
    text = (
        "mblnr,mjahr,zeile,bwart,shkzg,matnr,werks,lgort,menge,meins,dmbtr,budat,cputm,smbln,_fivetran_deleted\n"
        "4900000001,2025,0001,261,H,M-1,1000,0001,5.000,EA,12.50,20250131,112823,,false\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "matdoc.csv", text), "sap.matdoc")
    names = ("material_document", "material_document_year", "movement_type", "debit_credit", "quantity", "posting_date")
    assert [tuple(row[name] for name in (*names, "_partition", "is_deleted")) for row in rows] == [
        ("4900000001", 2025, "261", "H", Decimal(5), date(2025, 1, 31), "1000", False),
    ]
    text = "ZEILE,MBLNR,MJAHR,BUDAT_MKPF,BWART,SHKZG,WERKS,MENGE\n0001,5000000001,2024,20241231,101,S,1000,7.000\n"
    _, rows = exports.read(exports.land(tmp_path, "mseg.csv", text), "sap.matdoc")
    assert [(row["posting_date"], row["quantity"]) for row in rows] == [(date(2024, 12, 31), Decimal(7))]


def test_stock_per_location_and_per_batch_are_two_datasets(tmp_path: Path) -> None:
    text = "MATNR,WERKS,LGORT,LABST,UMLME,INSME,SPEME,LFGJA\nM-1,1000,0001,12.500,0.000,1.000,0.250,2025\n"
    _, rows = exports.read(exports.land(tmp_path, "mard.csv", text), "sap.mard")
    names = ("material", "unrestricted", "in_quality_inspection", "blocked", "fiscal_year")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("M-1", Decimal("12.5"), Decimal(1), Decimal("0.25"), 2025),
    ]
    text = "MATNR,WERKS,LGORT,CHARG,CLABS,CINSM,ERSDA\nM-1,1000,0001,B7,12.500,1.000,20250131\n"
    _, rows = exports.read(exports.land(tmp_path, "mchb.csv", text), "sap.mchb")
    assert [(row["batch"], row["unrestricted"], row["created_on"]) for row in rows] == [
        ("B7", Decimal("12.5"), date(2025, 1, 31)),
    ]


def test_materials_and_their_names(tmp_path: Path) -> None:
    text = "MANDT,MATNR,ERSDA,MTART,MATKL,MEINS,XCHPF,LVORM,NTGEW\n100,M-1,20200131,FERT,001,ST,X,,1.250\n"
    _, rows = exports.read(exports.land(tmp_path, "mara.csv", text), "sap.mara")
    names = ("material", "created_on", "material_type", "is_batch_managed", "is_marked_for_deletion", "net_weight")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("M-1", date(2020, 1, 31), "FERT", True, None, Decimal("1.25")),
    ]
    text = "MANDT,MATNR,SPRAS,MAKTX,MAKTG\n100,M-1,D,Zahnrad,ZAHNRAD\n100,M-1,1,齿轮,齿轮\n"
    _, rows = exports.read(exports.land(tmp_path, "makt.csv", text), "sap.makt")
    assert [(row["language"], row["material_description"]) for row in rows] == [("D", "Zahnrad"), ("1", "齿轮")]


def test_plan_costs_read_by_period_from_a_german_list(tmp_path: Path) -> None:
    text = (
        "GJAHR;OBJNR;WRTTP;VERSN;KSTAR;BUKRS;TWAER;WTG001;WKG002;WKG001;MEG001\n"
        "2025;KS10004711;01;000;0000400000;1000;EUR;1,00;-2.500,00;1.000,50;7,000\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "cosp.csv", text), "sap.cosp")
    assert [(row["month"], row["period"], row["amount"], row["value_type"]) for row in rows] == [
        (date(2025, 2, 1), 2, Decimal(-2500), "01"),
        (date(2025, 1, 1), 1, Decimal("1000.5"), "01"),
    ]
    assert rows[0]["_extra"] is None
    assert [(one.partition, one.rows) for one in result.slices] == [("1000|000", 2)]
