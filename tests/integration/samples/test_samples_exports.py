"""Real exports of bookkeeping, sales and work: values read by eye."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sample_files import read


def test_each_accounts_sum_is_its_total_line(tmp_path: Path) -> None:
    result, raw = read("quickbooks_online/a_general_ledger.csv", tmp_path)
    assert (result.rows_read, result.rows_rejected) == (12, 0)
    sums = dict(raw.execute("SELECT account, sum(amount) FROM raw GROUP BY 1").fetchall())
    # The four `Total for …` lines; the one of Savings is written without quotes and falls into two cells.
    assert sums == {
        "Checking (4512) - 1": Decimal(4500),
        "Savings (9873) - 1": Decimal(5000),
        "Consulting Revenue": Decimal(-15000),
        "Advertising & Marketing": Decimal(1000),
    }
    assert {control.key: control.stated for control in result.controls} == sums
    assert all(control.ok for control in result.controls)


def test_a_ledgers_titles_and_footer_are_its_facts(tmp_path: Path) -> None:
    result, raw = read("quickbooks_online/a_general_ledger.csv", tmp_path)
    assert result.instance == "acme-consulting-llc"
    assert (result.window_from, result.window_to) == (date(2025, 1, 1), date(2025, 12, 31))
    # 10:45 AM at GMT-05:00
    assert result.exported_at == datetime(2025, 6, 12, 15, 45, tzinfo=UTC)
    assert result.exported_at_source == "content"
    assert result.facts["basis"] == "cash"
    # Payments of January to March between Checking and Revenue, and the transfer: on both sides, with opposite signs.
    assert (result.facts["sign_equal_pairs"], result.facts["sign_opposite_pairs"]) == (0, 4)
    assert raw.execute("SELECT min(_row), max(_row) FROM raw").fetchone() == (8, 28)


def test_the_second_ledger_reads_plain_numbers_and_dollar_signs(tmp_path: Path) -> None:
    result, raw = read("quickbooks_online/b_general_ledger.csv", tmp_path)
    assert dict(raw.execute("SELECT account, sum(amount) FROM raw GROUP BY 1").fetchall()) == {
        "Checking": Decimal(9550),
        "Consulting Revenue": Decimal(-10000),
        "Software": Decimal(350),
        "Office Supplies": Decimal(100),
    }
    assert all(control.ok for control in result.controls)


def test_a_transaction_detail_is_not_a_general_ledger(tmp_path: Path) -> None:
    result, raw = read("quickbooks_online/a_transaction_detail.csv", tmp_path)
    assert (result.rows_read, result.controls[0].stated) == (3, 0)
    assert raw.execute("SELECT sum(amount) FROM raw").fetchone() == (0,)


def test_the_chart_of_accounts_reads_as_it_stands(tmp_path: Path) -> None:
    result, raw = read("quickbooks_online/a_chart_of_accounts.csv", tmp_path)
    assert (result.rows_read, result.rows_rejected, result.first_row) == (22, 0, 2)
    rows = raw.execute("SELECT account_type, is_locked FROM raw WHERE account = 'Utilities:Phone service'").fetchall()
    assert rows == [("Expenses", False)]


def test_salesforce_opportunities_keep_case_sensitive_ids_and_utc(tmp_path: Path) -> None:
    result, raw = read("salesforce_export/sfdc_assets_Opportunity.csv", tmp_path)
    assert (result.rows_read, result.rows_rejected) == (50, 0)
    row = raw.execute(
        "SELECT amount, close_date, is_closed, created_date FROM raw WHERE id = '006Ec00000AieKGIAZ'"
    ).fetchone()
    assert row == (Decimal("1651993.36"), date(2023, 6, 17), True, datetime(2024, 1, 22, 16, 14, 25))
    assert raw.execute("SELECT count(*) FROM raw WHERE is_won IS NULL").fetchone() != (0,)


def test_salesforce_accounts_with_addresses_in_json_cells(tmp_path: Path) -> None:
    result, raw = read("salesforce_export/sfdc_assets_Account.csv", tmp_path)
    assert (result.rows_read, result.rows_rejected) == (22, 0)
    row = raw.execute(
        "SELECT annual_revenue, number_of_employees, billing_country FROM raw WHERE id = '001Ec00000GGw3hIAD'"
    ).fetchone()
    assert row == (Decimal(6759560), 577, "United States")


def test_a_jira_csv_with_every_field(tmp_path: Path) -> None:
    result, raw = read("jira_csv/planeso_all_fields.csv", tmp_path)
    assert (result.rows_read, result.rows_rejected) == (22, 0)
    row = raw.execute(
        "SELECT status, status_category, created, resolved, sprints, assignee, _partition FROM raw "
        "WHERE issue_key = 'TES-19'"
    ).fetchone()
    assert row == (
        "Done", "Done", datetime(2025, 9, 3, 9, 21), datetime(2025, 9, 12, 9, 5), ["TES Sprint 1"], "Person 02", "TES",
    )  # fmt: skip


def test_a_jira_json_names_its_site(tmp_path: Path) -> None:
    result, raw = read("jira_json/issues_in_sprint.json", tmp_path)
    assert result.instance == "example.atlassian.net"
    row = raw.execute("SELECT issue_key, status, created, resolved, changelog FROM raw").fetchone()
    # 07:39:15 at -0800 and 14:19:13 at -0800
    assert row == ("AR-86", "Ready", datetime(2015, 12, 2, 15, 39, 15), datetime(2015, 12, 7, 22, 19, 13), None)
