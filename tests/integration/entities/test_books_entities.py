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


def test_oracle_lines_come_before_imports_and_in_the_ledgers_currency(mixed: MixedCompany) -> None:
    assert entries(mixed, "oracle", "posting_date::varchar, dataset, account, amount, currency, entry_kind") == [
        ("2026-01-31", "gl_je_lines", "01-1000", -100.0, "USD", "normal"),
        ("2026-01-31", "gl_je_lines", "01-4000", -100.0, "USD", "closing"),
        ("2026-01-31", "gl_je_lines", "01-4000", 100.0, "USD", "normal"),
        ("2026-02-28", "gl_interface", "01-1000", -6.0, "USD", "normal"),
        ("2026-02-28", "gl_interface", "01-4000", 6.0, "USD", "normal"),
    ]


def test_desktop_transactions_have_the_types_of_their_list(mixed: MixedCompany) -> None:
    assert entries(mixed, "quickbooks_desktop", "account, amount, account_type") == [
        ("Checking", 25.0, "balance"),
        ("Sales", -25.0, "revenue"),
    ]


def test_journal_entries_are_compared_with_the_ledger_and_are_none(mixed: MixedCompany) -> None:
    lines = (
        "select line_number, account, amount::double from intermediate.int_gl_journal_line where instance = 'books-us'"
    )
    found = mixed.rows(lines + " order by 1")
    assert found in ([], [(0, "Wages", 60.0), (1, "Cash", -60.0)])
    assert entries(mixed, "quickbooks", "account") == []
    charted = (
        "select account, account_type from intermediate.int_gl_chart_account where instance = 'books-us' order by 1"
    )
    assert mixed.rows(charted) == [
        ("Cash", "balance"), ("Checking", "balance"), ("Sales", "revenue"), ("Wages", "payroll"),
    ]  # fmt: skip


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
        ("oracle", "01-4000", "2026-01-01", "2026-01-31", 0.0),
        ("sap", "400000", "2026-01-01", "2026-01-31", -100.0),
        ("sap", "400000", "2026-02-01", "2026-02-28", -12.0),
    ]
