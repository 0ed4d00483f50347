"""Books of systems of which no export is at hand: IIF, journal imports and extracts."""

import importlib.util
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sources.errors import ExportError, UnknownExport

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)

HDR = "!HDR\tPROD\tVER\tREL\tIIFVER\tDATE\tTIME\nHDR\tQuickBooks Pro\tVersion 22\tR16P\t1\t11/23/2026\t17000\n"
TRNS = """\
!TRNS\tTRNSID\tTRNSTYPE\tDATE\tACCNT\tNAME\tCLASS\tAMOUNT\tDOCNUM\tMEMO\tCLEAR
!SPL\tSPLID\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tDOCNUM\tMEMO\tCLEAR\tQNTY\tSITE
!ENDTRNS
TRNS\t\tINVOICE\t7/16/98\tAccounts Receivable\tAda Byron\tEast\t"1,230.40"\t101\tfirst\tN
SPL\t\t\t\tSales:Consulting\t\t-1,000.40\t\t\tN\t-2\tnorth
SPL\t\tINVOICE\t7/16/98\tSales Tax\t\t-230
ENDTRNS
TRNS\t77\tCHECK\t12/31/1998\tChecking\tPhone Co\t\t-35\t102\t\tY
SPL\t78\tCHECK\t12/31/1998\tPhone\t\t35\t102\t\tN
ENDTRNS
"""


def rows_of(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_iif_lines_keep_their_own_columns_and_take_blanks_from_the_transactions_first_line(tmp_path: Path) -> None:
    result, rows = exports.read(
        exports.land(tmp_path, "t.iif", HDR + TRNS, "cp1252"), "quickbooks_desktop.iif_transactions"
    )
    assert rows_of(
        rows, "line_kind", "transaction_row", "transaction_date", "account", "amount", "document_number"
    ) == [
        ("TRNS", 6, date(1998, 7, 16), "Accounts Receivable", Decimal("1230.40"), "101"),
        ("SPL", 6, date(1998, 7, 16), "Sales:Consulting", Decimal("-1000.40"), "101"),
        ("SPL", 6, date(1998, 7, 16), "Sales Tax", Decimal(-230), "101"),
        ("TRNS", 10, date(1998, 12, 31), "Checking", Decimal(-35), "102"),
        ("SPL", 10, date(1998, 12, 31), "Phone", Decimal(35), "102"),
    ]
    assert rows_of(rows, "transaction_type", "class", "quantity", "_extra", "_row")[1] == (
        "INVOICE", None, Decimal(-2), {"SITE": "north"}, 7,
    )  # fmt: skip
    assert [row["is_cleared"] for row in rows] == [False, False, None, True, False]
    assert result.rows_rejected == 0
    assert result.facts["rows_of_other_kinds"] == {"HDR": 1, "ENDTRNS": 2}


def test_an_iif_line_too_wide_is_a_reject_and_so_are_lines_below_none(tmp_path: Path) -> None:
    text = TRNS.replace("-35\t102\t\tY\n", "-35\t102\t\tY\tsurplus\n", 1)
    _, rows = exports.read(exports.land(tmp_path, "t.iif", text))
    reasons = [[item["reason"] for item in row["_reject"]["reasons"]] if row["_reject"] else [] for row in rows]
    assert reasons[:4] == [[], [], [], ["12 cells instead of 11"]]
    # Its split line must not go to the transaction before it.
    assert "stands below no opening line" in reasons[4]
    assert (rows[4]["transaction_row"], rows[4]["_reject"]["record"]["MEMO"]) == (None, None)


def test_an_iif_of_several_kinds_is_refused_with_the_row(tmp_path: Path) -> None:
    text = HDR + "!ACCNT\tNAME\tREFNUM\tACCNTTYPE\nACCNT\tChecking\t1\tBANK\n!TRNS\tTRNSTYPE\nTRNS\tCHECK\n"
    with pytest.raises(ExportError, match="records of another kind beside ACCNT: `TRNS`") as caught:
        exports.read(exports.land(tmp_path, "all.iif", text))
    assert caught.value.row == 6
    assert "Export each list into a file of its own" in caught.value.remedy


def test_an_iif_whose_tabs_became_blanks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownExport, match="separated by blanks, not by tabs") as caught:
        exports.read(exports.land(tmp_path, "t.iif", TRNS.expandtabs(12)))
    assert caught.value.row == 1


def test_iif_accounts_in_another_order_with_a_column_of_ones_own(tmp_path: Path) -> None:
    text = HDR + (
        "!ACCNT\tACCNUM\tNAME\tACCNTTYPE\tREFNUM\tMINE\tOBAMOUNT\tDESC\n"
        'ACCNT\t0100\tChecking\tBANK\t1\tx\t"1,000.00"\tCafé account\nACCNT\t\tUtilities:Phone\tEXP\t2\n'
    )
    _, rows = exports.read(exports.land(tmp_path, "a.iif", text, "cp1252"), "quickbooks_desktop.iif_accounts")
    assert rows_of(rows, "account", "account_type", "account_number", "opening_balance", "description", "_extra") == [
        ("Checking", "BANK", "0100", Decimal(1000), "Café account", {"MINE": "x"}),
        ("Utilities:Phone", "EXP", None, None, None, None),
    ]


def test_the_twelve_amounts_of_an_iif_budget_are_months_from_its_first_day(tmp_path: Path) -> None:
    amounts = "\t".join(["AMOUNT"] * 12)
    text = HDR + (
        f"!BUD\tACCNT\tPERIOD\t{amounts}\tSTARTDATE\tCLASS\tCUSTOMER\n"
        "BUD\tSales\tMONTH\t" + "\t".join(str(number) for number in range(1, 13)) + "\t07/01/26\tEast\t\n"
        "BUD\tRent\tMONTH\t500\t" + "\t" * 10 + '"1,500.50"\t1/1/2027\t\t\n'
        "BUD\tTax\tMONTH\t7" + "\t" * 12 + "1/7/26\t\t\n"
        "BUD\tOdd\tMONTH\t1" + "\t" * 12 + "7/15/26\t\t\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "b.iif", text), "quickbooks_desktop.iif_budget")
    assert rows_of(rows[:12], "account", "month", "amount") == [
        ("Sales", date(2026 + (month > 12), (month - 1) % 12 + 1, 1), Decimal(month - 6)) for month in range(7, 19)
    ]
    assert rows_of(rows[12:14], "account", "month", "amount", "class", "budget_version", "_row") == [
        ("Rent", date(2027, 1, 1), Decimal(500), None, "original", 5),
        ("Rent", date(2027, 12, 1), Decimal("1500.50"), None, "original", 5),
    ]
    # Written day first, as a British company does: a month begins on its first day.
    assert rows_of(rows[14:15], "account", "month", "amount") == [("Tax", date(2026, 7, 1), Decimal(7))]
    assert len(rows) == 16
    assert rows[15]["_reject"]["reasons"][0]["reason"] == "not the first day of a month"
    assert not any(row["_extra"] for row in rows)


def test_iif_customers_stand_below_a_long_dictionary(tmp_path: Path) -> None:
    names = "".join(f"CUSTNAMEDICT\t{number}\t\tN\tN\tN\n" for number in range(60))
    text = (
        f"{HDR}!CUSTNAMEDICT\tINDEX\tLABEL\tCUSTOMER\tVENDOR\tEMPLOYEE\n!ENDCUSTNAMEDICT\n{names}ENDCUSTNAMEDICT\n"
        "!CUST\tNAME\tREFNUM\tEMAIL\tLIMIT\tHIDDEN\nCUST\tByron:Engine\t12\tada@example.org\t5,000\tN\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "c.iif", text), "quickbooks_desktop.iif_customers")
    assert rows_of(rows, "customer_id", "customer_name", "email", "credit_limit", "is_hidden", "_row") == [
        ("12", "Byron:Engine", "ada@example.org", Decimal(5000), False, 67)
    ]


def journal_line(width: int, **cells: str) -> str:
    values = {
        "c1": "NEW",
        "c3": "2026/03/31",
        "c4": "Payables",
        "c6": "EUR",
        "c8": "A",
        "c9": "001",
        f"c{width}": "END",
    }
    values |= cells
    return ",".join(values.get(f"c{place}", "") for place in range(1, width + 1))


@pytest.mark.parametrize("width", [95, 150])
def test_a_journal_import_is_known_by_its_positions(tmp_path: Path, width: int) -> None:
    lines = [
        journal_line(
            width, c2="300", c10="0042", c20="00", c39="1234.50", c43='"Batch, one"', c46="J1", c67="9", c92="US"
        ),
        journal_line(width, c40="1234.5", c8="A"),
        journal_line(width, c3="2026/02/30"),
        journal_line(width)[4:],
    ]
    result, rows = exports.read(
        exports.land(tmp_path, "GlInterface.csv", "\n".join(lines) + "\n"), "oracle.gl_interface"
    )
    names = ("accounting_date", "segment1", "segment2", "entered_debit", "entered_credit", "batch_name", "journal_name")
    assert rows_of(rows[:2], *names) == [
        (date(2026, 3, 31), "001", "0042", Decimal("1234.50"), None, "Batch, one", "J1"),
        (date(2026, 3, 31), "001", None, None, Decimal("1234.5"), None, None),
    ]
    assert rows_of(rows[:1], "group_id", "ledger_name", "_extra", "_partition") == [
        ("9", "US", {"column 20": "00"}, "300")
    ]
    assert [item["column"] for item in rows[2]["_reject"]["reasons"]] == ["accounting_date"]
    assert rows[3]["_reject"]["reasons"][0]["reason"] == f"{width - 1} cells instead of {width}"
    assert (result.rows_read, result.rows_rejected, result.first_row) == (4, 2, 1)


def test_a_journal_import_that_reads_plainly_counts_from_the_first_line(tmp_path: Path) -> None:
    text = "\n".join(journal_line(95, c40=str(number)) for number in range(1, 4))
    result, rows = exports.read(exports.land(tmp_path, "x.csv", text), "oracle.gl_interface")
    assert [row["entered_credit"] for row in rows] == [1, 2, 3]
    assert (result.first_row, rows[0]["_extra"]) == (1, None)


def test_journal_lines_of_a_spool_and_of_the_cloud_extract_are_one_dataset(tmp_path: Path) -> None:
    spool = (
        "JE_HEADER_ID|JE_LINE_NUM|LEDGER_ID|CODE_COMBINATION_ID|PERIOD_NAME|EFFECTIVE_DATE|ENTERED_DR|ENTERED_CR|MINE\n"
        "1001|1|2021|50012|JAN-26|31-JAN-26|1500.25||x\n1001|2|2021|50013|JAN-26|31-JAN-26||1500.25|\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "spool.txt", spool), "oracle.gl_je_lines")
    names = (
        "je_header_id",
        "je_line_number",
        "effective_date",
        "entered_debit",
        "entered_credit",
        "_partition",
        "_extra",
    )
    assert rows_of(rows, *names) == [
        ("1001", 1, date(2026, 1, 31), Decimal("1500.25"), None, "2021", {"MINE": "x"}),
        ("1001", 2, date(2026, 1, 31), None, Decimal("1500.25"), "2021", None),
    ]
    extract = (
        '"JrnlLineEffectiveDate","JeHeaderId","JeLineNum","JrnlLineCodeCombinationId","JrnlLineAccountedDr",'
        '"JrnlLineLastUpdateDate"\n'
        '"2026-01-31 00:00:00.000000","1001","1","50012","1500.25","2026-02-01 08:09:10.123456"\n'
    )
    _, rows = exports.read(exports.land(tmp_path, "extract.csv", extract), "oracle.gl_je_lines")
    assert rows_of(rows, "effective_date", "accounted_debit", "last_updated_at") == [
        (date(2026, 1, 31), Decimal("1500.25"), datetime(2026, 2, 1, 8, 9, 10, 123456))
    ]


def test_account_balances_by_period(tmp_path: Path) -> None:
    text = (
        "BalanceLedgerId,BalanceCodeCombinationId,BalanceCurrencyCode,BalancePeriodName,BalanceActualFlag,"
        "BalanceBudgetVersionId,BalancePeriodNetDr,BalancePeriodNetCr,BalanceBeginBalanceDr\n"
        "1,10001,USD,Jan-26,A,,500.00,100.00,1000.00\n1,10001,USD,Jan-26,B,77,0,90.5,\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "balances.csv", text), "oracle.gl_balances")
    assert rows_of(
        rows, "period_name", "actual_flag", "budget_version_id", "net_debit", "net_credit", "begin_debit"
    ) == [
        ("Jan-26", "A", None, Decimal(500), Decimal(100), Decimal(1000)),
        ("Jan-26", "B", "77", Decimal(0), Decimal("90.5"), None),
    ]


def test_a_posting_batch_of_a_year_that_begins_in_july(tmp_path: Path) -> None:
    about = '"DTVF";700;21;"Buchungsstapel";9;20180306102500000;;"";"";"";2001;7;20170701;4;20170701;20180630;"Test"\n'
    header = (
        "Konto;Eigenes;Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;Gegenkonto (ohne BU-Schlüssel);Belegdatum\n"
    )
    text = (
        about + header + "4940;x;1.024,95;H;1200;3112\n1000;;5,5;S;8400;102\n1000;;1;S;8400;2902\n1000;;1;S;8400;3006\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "batch.csv", text, "cp1252"), "datev.posting_batch")
    assert rows_of(rows, "account", "counter_account", "amount", "posting_date") == [
        ("4940", "1200", Decimal("1024.95"), date(2017, 12, 31)),
        ("1000", "8400", Decimal("5.5"), date(2018, 2, 1)),
        ("1000", "8400", Decimal(1), None),
        ("1000", "8400", Decimal(1), date(2018, 6, 30)),
    ]
    # There is no 29 February in a year from July 2017; the client number 2001 is no period.
    assert rows[2]["_reject"]["reasons"] == [{"column": "posting_date", "reason": "not a date", "value": "2902"}]
    assert (result.instance, result.window_from) == ("2001-7", date(2017, 7, 1))
