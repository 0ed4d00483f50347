"""Real exports of bookkeeping systems: each is recognised and read whole, or refused with what to export instead."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sample_files import CONTRACTS, SAMPLES, read

from sources.errors import UnknownExport
from sources.identify import identify

REFUSED = {
    "quickbooks_online/a_balance_sheet_comparison.csv": "Trial Balance",
    "quickbooks_online/a_profit_and_loss.csv": "General Ledger",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_statement_is_answered_with_the_ledger_to_export(name: str) -> None:
    with pytest.raises(UnknownExport, match="is a statement, not a ledger") as caught:
        identify(SAMPLES / name, Path(name).name, CONTRACTS)
    assert REFUSED[name] in caught.value.remedy
    assert caught.value.row == 2


def test_a_trial_balance_is_of_the_day_in_its_title_and_says_its_totals(tmp_path: Path) -> None:
    result, raw = read("quickbooks_online/a_trial_balance_accrual.csv", tmp_path)
    rows = raw.execute("SELECT as_of, debit, credit, _row FROM raw WHERE account = 'Accounts Payable (A/P)'").fetchall()
    assert rows == [(date(2025, 12, 31), None, Decimal(16950), 15)]
    assert (result.instance, result.facts["basis"]) == ("acme-consulting-llc", "accrual")
    assert result.exported_at == datetime(2025, 6, 12, 15, 30, tzinfo=UTC)
    # The sample's own columns do not add up to its line TOTAL: 53,650.00 and 133,850.00 against 133,650.00 twice.
    assert [(item.column_name, item.stated, item.computed) for item in result.controls] == [
        ("debit", Decimal("133650.00"), Decimal(53650)),
        ("credit", Decimal("133650.00"), Decimal(133850)),
    ]


def test_connector_accounts_have_the_path_as_key_and_utc_moments(tmp_path: Path) -> None:
    _, raw = read("quickbooks_fivetran/account_data.csv", tmp_path)
    row = raw.execute(
        "SELECT account, account_type, parent_account_id, balance, synced_at, is_deleted FROM raw "
        "WHERE account_id = '52'"
    ).fetchone()
    assert row == (
        "a8dd055b9b91809ca74ddb5a5f357173", "Expense", "51", Decimal(41493), datetime(2020, 6, 23, 3, 58, 54), False,
    )  # fmt: skip


def test_connector_documents_and_their_lines(tmp_path: Path) -> None:
    _, raw = read("quickbooks_fivetran/bill_data.csv", tmp_path)
    deleted = raw.execute("SELECT transaction_date, total_amount, is_deleted FROM raw WHERE bill_id = '19'").fetchone()
    assert deleted == (None, Decimal(588), True)
    kept = raw.execute("SELECT transaction_date, due_date, exchange_rate FROM raw WHERE bill_id = '5002'").fetchone()
    assert kept == (date(2026, 1, 15), date(2026, 2, 15), Decimal("1.2"))
    _, raw = read("quickbooks_fivetran/journal_entry_line_data.csv", tmp_path)
    found = raw.execute(
        "SELECT posting_type, sum(amount) FROM raw WHERE entry_id = '41' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    # Credits 30476 + 86440 + 5610 + 30055 + 68252; one debit.
    assert found == [("Credit", Decimal(220833)), ("Debit", Decimal(70643))]
    _, raw = read("quickbooks_fivetran/bill_line_data.csv", tmp_path)
    assert raw.execute("SELECT amount, account_id FROM raw WHERE bill_id = '126'").fetchone() == (
        Decimal("448.25"),
        "10",
    )


def test_a_datev_batch_takes_years_installation_and_period_from_its_first_row(tmp_path: Path) -> None:
    result, raw = read("datev/EXTF_Buchungsstapel.csv", tmp_path)
    rows = raw.execute(
        "SELECT amount, debit_credit, account, counter_account, posting_date, text, fiscal_year_start, local_currency, "
        "batch_name, _row FROM raw ORDER BY _row"
    ).fetchall()
    about = (date(2018, 1, 1), "EUR", "Beispiel-Buchungen")
    assert rows == [
        (Decimal("24.95"), "H", "1200", "4940", date(2018, 2, 21), "Fachbuch: Controlling für Dummies", *about, 3),
        (Decimal(5950), "S", "10000", "8400", date(2018, 2, 22), "Honorar FiBu-Seminar", *about, 4),
    ]
    assert result.instance == "1001-456"
    assert (result.window_from, result.window_to) == (date(2018, 2, 1), date(2018, 2, 28))
    assert result.exported_at == datetime(2018, 3, 6, 10, 25, tzinfo=UTC)
