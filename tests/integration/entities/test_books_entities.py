"""The ledger of the mixed company: every book counts once, debit-positive, whatever files tell of it."""

from decimal import Decimal
from typing import Any

from mixed_company import MixedCompany


def entries(mixed: MixedCompany, system: str, columns: str) -> list[tuple[Any, ...]]:
    """Chosen columns of the ledger's lines of a system's books, in order."""
    query = f"select {columns} from intermediate.int_gl_entry where system = ? and entity_id like 'BK-%' order by all"
    return [
        tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row) for row in mixed.rows(query, system)
    ]


def test_sap_counts_the_leading_ledger_then_the_list_then_documents(mixed: MixedCompany) -> None:
    found = entries(
        mixed, "sap", "posting_date::varchar, dataset, account, amount, entry_kind, cost_centre, project, customer"
    )
    assert found == [
        ("2026-01-01", "acdoca", "113100", 50.0, "opening", None, None, None),
        ("2026-01-05", "acdoca", "113100", 100.0, "normal", None, None, None),
        ("2026-01-05", "acdoca", "400000", -100.0, "normal", "4711", "P-1", "1001"),
        ("2026-02-03", "gl_line_items", "113100", 10.0, "normal", None, None, None),
        ("2026-02-03", "gl_line_items", "400000", -10.0, "normal", "4711", None, None),
        # 10 March is in no list; the parked document of 11 March is no posting.
        ("2026-03-10", "bseg", "113100", 7.0, "normal", None, None, None),
        ("2026-03-10", "bseg", "400000", -7.0, "normal", "4711", None, None),
    ]
    types = mixed.rows(
        "select account, account_type from intermediate.int_gl_account where entity_id = 'BK-DE' order by 1"
    )
    assert types == [("113100", "balance"), ("400000", "unmapped")]


def test_datev_batches_add_up_on_both_sides_of_their_postings(mixed: MixedCompany) -> None:
    assert entries(mixed, "datev", "posting_date::varchar, side, account, counter_account, amount, currency") == [
        ("2026-01-05", 1, "1200", "8400", 100.0, "EUR"),
        ("2026-01-05", 2, "8400", "1200", -100.0, "EUR"),
        ("2026-01-06", 1, "1000", "4940", -42.0, "EUR"),
        ("2026-01-06", 2, "4940", "1000", 42.0, "EUR"),
        ("2026-01-07", 1, "1200", "8400", 8.0, "EUR"),
        ("2026-01-07", 2, "8400", "1200", -8.0, "EUR"),
    ]
    named = "select account_name from intermediate.int_gl_account where entity_id = 'BK-AT' and account = '8400'"
    assert mixed.rows(named) == [("Umsatzerlöse",)]


def test_datev_postings_with_a_tax_key_are_told(mixed: MixedCompany) -> None:
    """Key 9 holds input tax; 40 keeps it out, and no key says nothing."""
    found = mixed.rows("select _instance, month::varchar, postings from test_failures.datev_amounts_are_net_of_tax")
    assert found == [("7001-7", "2026-01-01", 1)]


def test_a_table_of_two_sap_clients_is_told(mixed: MixedCompany) -> None:
    found = mixed.rows("select * from test_failures.sap_tables_hold_one_client")
    assert found == [("default", 2, "100", "200")]


def test_chinese_vouchers_close_and_correct_on_their_own_side(mixed: MixedCompany) -> None:
    columns = "posting_date::varchar, dataset, account, amount, entry_kind, account_type, org_unit_id, project"
    found = entries(mixed, "kingdee", columns)
    root = found[0][6]
    assert root not in ("OPS", "SALES", "unassigned")
    assert found == [
        ("2026-01-31", "voucher", "1002", 20.0, "normal", "balance", root, None),
        ("2026-01-31", "voucher", "1002", 500.0, "normal", "balance", root, None),
        ("2026-01-31", "voucher", "4103", -500.0, "closing", "balance", root, None),
        ("2026-01-31", "voucher", "6001", -500.0, "normal", "revenue", "SALES", "X1"),
        ("2026-01-31", "voucher", "6001", 500.0, "closing", "revenue", root, None),
        # nobody maps 物流部
        ("2026-01-31", "voucher", "6602", -20.0, "normal", "opex", "unassigned", None),
        # 记-3 of February is not the 记-3 that closed January
        ("2026-02-06", "voucher", "2211", -30.0, "normal", "balance", root, None),
        ("2026-02-06", "voucher", "6602.01", 30.0, "normal", "opex", "OPS", None),
        ("2026-03-20", "journal_listing", "主营业务收入", -10.5, "normal", "revenue", root, None),
        ("2026-03-20", "journal_listing", "银行存款", 10.5, "normal", "balance", root, None),
    ]
    assert entries(mixed, "yonyou", "account, amount, account_type, org_unit_id, customer, currency") == [
        ("1002", 3.0, "balance", root, None, "CNY"),
        ("6051", -3.0, "revenue", "SALES", "C9", "CNY"),
    ]


def test_a_chinese_chart_says_what_is_of_the_balance_sheet_and_not_more(mixed: MixedCompany) -> None:
    charted = (
        "select account, account_name, account_type from intermediate.int_gl_chart_account where instance = 'books-cn'"
    )
    assert mixed.rows(charted + " order by 1") == [
        ("1002", "银行存款", "balance"), ("1221", "其他应收款", "balance"), ("6602", "管理费用", None),
    ]  # fmt: skip


def test_oracle_lines_come_before_imports_with_the_segments_that_the_settings_name(mixed: MixedCompany) -> None:
    columns = "posting_date::varchar, dataset, account, amount, currency, entry_kind, cost_centre"
    assert entries(mixed, "oracle", columns) == [
        ("2026-01-31", "gl_je_lines", "1000", -100.0, "USD", "normal", "01"),
        ("2026-01-31", "gl_je_lines", "4000", -100.0, "USD", "closing", "01"),
        ("2026-01-31", "gl_je_lines", "4000", 100.0, "USD", "normal", "01"),
        ("2026-02-28", "gl_interface", "1000", -6.0, "USD", "normal", "01"),
        ("2026-02-28", "gl_interface", "4000", 6.0, "USD", "normal", "01"),
    ]


def test_desktop_transactions_have_the_types_of_their_list(mixed: MixedCompany) -> None:
    assert entries(mixed, "quickbooks_desktop", "account, amount, account_type") == [
        ("Checking", 25.0, "balance"),
        ("Sales", -25.0, "revenue"),
    ]


def test_the_quickbooks_ledger_counts_and_its_journal_entries_do_not(mixed: MixedCompany) -> None:
    columns = "posting_date::varchar, account, amount, account_type, counter_account, org_unit_id"
    found = entries(mixed, "quickbooks", columns)
    root = found[0][5]
    assert root not in ("OPS", "SALES", "unassigned")
    assert found == [
        ("2026-01-15", "Cash", -60.0, "balance", "Wages", root),
        ("2026-01-15", "Wages", 60.0, "payroll", "Cash", root),
        ("2026-01-20", "Cash", 100.0, "balance", "Sales", root),
        ("2026-01-20", "Sales", -100.0, "revenue", "Cash", "SALES"),
        ("2026-02-16", "Cash", -12.0, "balance", "Wages", root),
        ("2026-02-16", "Wages", 12.0, "payroll", "Cash", root),
    ]
    lines = "select document_number, line_number, account, amount::double from intermediate.int_gl_journal_line"
    assert mixed.rows(f"{lines} where instance = 'books-us' order by 1 desc, 2") == [
        ("J9", 0, "Wages", 60.0),
        ("J9", 1, "Cash", -60.0),
        ("J10", 0, "Wages", 15.0),
        ("J10", 1, "Cash", -15.0),
    ]
    charted = (
        "select system, account, account_type from intermediate.int_gl_chart_account where instance = 'books-us' "
        "order by all"
    )
    assert mixed.rows(charted) == [
        ("quickbooks", "Cash", "balance"),
        ("quickbooks", "Sales", "revenue"),
        ("quickbooks", "Wages", "payroll"),
        ("quickbooks_desktop", "Checking", "balance"),
        ("quickbooks_desktop", "Sales", "revenue"),
    ]


def test_a_journal_entry_changed_after_the_ledgers_export_is_told(mixed: MixedCompany) -> None:
    told = "select document_number, account, total::double, ledger_total::double"
    found = mixed.rows(
        f"{told} from test_failures.journal_entries_stand_in_the_ledger where entity_id = 'BK-US' order by 2"
    )
    assert found == [("J10", "Cash", 15.0, 12.0), ("J10", "Wages", 15.0, 12.0)]


def test_stated_totals_that_differ_from_the_ledger_are_told(mixed: MixedCompany) -> None:
    """The trial balance of January agrees, that of February was printed after J10 had been changed."""
    told = "select system, account, date_from::varchar, date_to::varchar, stated::double, total::double"
    found = mixed.rows(
        f"{told} from test_failures.stated_totals_agree_with_the_ledger where entity_id like 'BK-%' order by all"
    )
    assert found == [
        ("quickbooks", "Cash", "2026-02-01", "2026-02-28", -15.0, -12.0),
        ("quickbooks", "Wages", "2026-01-01", "2026-02-28", 75.0, 72.0),
        # The ledger of February has 10.00 of the 12.00 that the totals by month state.
        ("sap", "400000", "2026-02-01", "2026-02-28", -12.0, -10.0),
    ]


def test_stated_totals_are_kept_as_controls(mixed: MixedCompany) -> None:
    controls = (
        "select system, account, date_from::varchar, date_to::varchar, stated::double "
        "from intermediate.int_gl_control_total where entity_id like 'BK-%' order by all"
    )
    assert mixed.rows(controls) == [
        ("kingdee", "1002", "2026-01-01", "2026-01-31", 520.0),
        ("kingdee", "4103", "2026-01-01", "2026-01-31", -500.0),
        ("kingdee", "6001", "2026-01-01", "2026-01-31", 0.0),
        ("kingdee", "6602", "2026-01-01", "2026-01-31", -20.0),
        ("oracle", "4000", "2026-01-01", "2026-01-31", 0.0),
        # 540.00 after 500.00; what is of profit and loss begins with the year
        ("quickbooks", "Cash", "2026-01-01", "2026-01-31", 40.0),
        ("quickbooks", "Cash", "2026-02-01", "2026-02-28", -15.0),
        ("quickbooks", "Sales", "2026-01-01", "2026-01-31", -100.0),
        ("quickbooks", "Sales", "2026-01-01", "2026-02-28", -100.0),
        ("quickbooks", "Wages", "2026-01-01", "2026-01-31", 60.0),
        ("quickbooks", "Wages", "2026-01-01", "2026-02-28", 75.0),
        ("sap", "400000", "2026-01-01", "2026-01-31", -100.0),
        ("sap", "400000", "2026-02-01", "2026-02-28", -12.0),
    ]
