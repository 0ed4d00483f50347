"""Samples of people, hiring, survey, sales and service systems: which dataset, how many records, and values by eye."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from sample_files import read


def one(connection: duckdb.DuckDBPyConnection, columns: str, where: str) -> tuple[Any, ...]:
    rows = connection.execute(f"SELECT {columns} FROM raw WHERE {where}").fetchall()
    assert len(rows) == 1
    return tuple(rows[0])


def test_three_header_rows_give_answers_with_their_questions(tmp_path: Path) -> None:
    result, raw = read("qualtrics_ui/qualtrics_3row_header.csv", tmp_path)
    assert result.facts["label_rows"] == 2
    columns = "answer_key, question, started_at, duration_seconds, is_finished, ip_address, language, _row"
    assert one(raw, columns, "answer = 'Hello World!'") == (
        "Q2", "This is a free text question.", datetime(2017, 7, 18, 8, 28, 9), 38, True, "192.0.2.1", "DE", 4,
    )  # fmt: skip


def test_two_header_rows_of_the_legacy_export(tmp_path: Path) -> None:
    result, raw = read("qualtrics_ui/qualtrics_legacy_2row.csv", tmp_path)
    assert "label_rows" not in result.facts
    columns = "response_id, answer, recipient_name, response_set, ended_at"
    assert one(raw, columns, "answer_key = 'This is a multiple choice question.'") == (
        "R_2YPOQ602ER1jkf1", "2", "Anonym", "Standard-Antwortsatz", datetime(2017, 7, 18, 8, 28, 48),
    )  # fmt: skip


def test_workers_positions_and_leaves_of_the_connector(tmp_path: Path) -> None:
    _, raw = read("workday_fivetran/worker_history.csv", tmp_path)
    columns = "worker_id, hire_date, termination_date, termination_involuntary, is_current, valid_to"
    assert one(raw, columns, "employee_number = '10018'") == (
        "aa9f3d767a7d101ce0f62a055bb21628", date(2018, 10, 9), date(2020, 12, 1), False, True, None,
    )  # fmt: skip
    _, raw = read("workday_fivetran/worker_position_history.csv", tmp_path)
    columns = "job_title, effective_date, end_date, fte_percent, scheduled_weekly_hours"
    assert one(raw, columns, "position_id = 'b6704e966cc4013c8be899b8a553f6bb'") == (
        "HR Manager", date(2017, 10, 15), date(2020, 10, 15), Decimal(100), Decimal("37.1"),
    )  # fmt: skip
    _, raw = read("workday_fivetran/worker_leave_status.csv", tmp_path)
    columns = "absence_type, start_date, estimated_end_date, is_on_leave"
    assert one(raw, columns, "absence_id = '8828a84896240180ed100421c3542c2c'") == (
        "Regulatory_GBR_Maternity_Leave", date(2021, 1, 18), date(2022, 1, 16), True,
    )  # fmt: skip


def test_salesforce_cases_leads_and_versions(tmp_path: Path) -> None:
    _, raw = read("salesforce_export/sfdc_assets_Case.csv", tmp_path)
    columns = "case_number, status, is_closed, closed_date, account_id, created_date"
    assert one(raw, columns, "id = '500Ec000009YUY8IAO'") == (
        "00001014", "Closed", True, datetime(2024, 1, 23, 13, 26, 8), None, datetime(2024, 1, 23, 13, 26, 8),
    )  # fmt: skip
    _, raw = read("salesforce_export/sfdc_assets_Lead.csv", tmp_path)
    assert one(raw, "first_name, status, lead_source, city, owner_id", "id = '00QEc00000BBaeYMAT'") == (
        "Patrick", "New", "Cold Call", "North Meganhaven", "005Ec000004oBPNIA2",
    )  # fmt: skip
    _, raw = read("salesforce_fivetran/opportunity_history.csv", tmp_path)
    columns = "changed_at, valid_to, amount, probability, close_date, is_won"
    assert one(raw, columns, "opportunity_id = '006q000000HddohAAB'") == (
        datetime(2019, 10, 17, 21, 10, 19), None, Decimal(24120000), Decimal(1000), date(2018, 12, 19), True,
    )  # fmt: skip


def test_tickets_and_their_history(tmp_path: Path) -> None:
    _, raw = read("zendesk_fivetran/ticket_field_history.csv", tmp_path)
    rows = raw.execute(
        "SELECT changed_at, new_value FROM raw WHERE ticket_id = '11071' AND field = 'priority' ORDER BY 1"
    ).fetchall()
    assert rows == [
        (datetime(2020, 8, 28, 11, 1, 27), "normal"),
        (datetime(2020, 9, 30, 11, 1, 27), "medium"),
        (datetime(2020, 10, 15, 11, 1, 27), "high"),
        (datetime(2020, 11, 2, 11, 1, 27), "urgent"),
    ]
    _, raw = read("zendesk_ui/zendesk_like_tickets.csv", tmp_path)
    columns = "created_at, resolved_at, status, response_hours, resolution_hours"
    assert one(raw, columns, "ticket_id = 'TICKET-1006'") == (
        datetime(2025, 1, 9, 22), None, "Open", Decimal(3), None,
    )  # fmt: skip


def test_hiring_of_two_products(tmp_path: Path) -> None:
    _, raw = read("greenhouse_fivetran/application.csv", tmp_path)
    assert one(raw, "candidate_id, applied_at, status, is_prospect", "application_id = '25181083003'") == (
        "22454237003", datetime(2021, 2, 9, 14, 21, 5, 255000), "active", False,
    )  # fmt: skip
    _, raw = read("lever_fivetran/requisition.csv", tmp_path)
    columns = "title, status, headcount_total, headcount_hired, pay_band_max, pay_band_currency"
    assert one(raw, columns, "requisition_code = '1224'") == (
        "Senior Sales Engineer (Denver)", "closed", 1, 1, Decimal(2), "USD",
    )  # fmt: skip
