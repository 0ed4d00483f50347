"""Real exports of work, web, market, service desk, scanners and risk: each is its dataset and reads whole."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sample_files import read


def test_connector_times_are_utc_and_deleted_is_said(tmp_path: Path) -> None:
    _, raw = read("jira_fivetran/issue.csv", tmp_path)
    row = raw.execute(
        "SELECT issue_key, status_id, created, resolved, is_deleted, project_id FROM raw WHERE issue_id = '10011'"
    ).fetchone()
    resolved = datetime(2020, 5, 29, 11, 33, 53)
    assert row == ("TP-8", "3", datetime(2020, 4, 1, 8, 33, 58), resolved, False, "10001")


def test_a_task_with_dates_written_with_a_z(tmp_path: Path) -> None:
    _, raw = read("asana_fivetran/task.csv", tmp_path)
    row = raw.execute("SELECT completed_at, due_on, notes FROM raw").fetchone()
    assert row == (datetime(2019, 9, 18, 16, 48, 31, 176000), date(2019, 9, 25), "many notes")


def test_agreed_times_keep_their_durations_since_1970(tmp_path: Path) -> None:
    _, raw = read("servicenow_fivetran/task_sla.csv", tmp_path)
    row = raw.execute("SELECT start_time, end_time, duration, percentage, has_breached FROM raw").fetchone()
    # 15:19:57 to 17:57:00 is 2:37:03.
    assert row == (
        datetime(2016, 12, 12, 15, 19, 57), datetime(2016, 12, 12, 17, 57), datetime(1970, 1, 1, 2, 37, 3), 4.02, False,
    )  # fmt: skip


def test_events_by_day(tmp_path: Path) -> None:
    result, raw = read("ga4_fivetran/event_data.csv", tmp_path)
    row = raw.execute(
        "SELECT day, event_name, session_id, value_in_usd, city, _slice_date FROM raw WHERE event_id = '5'"
    ).fetchone()
    assert row == (date(2024, 9, 10), "checkout", "session_125", 49.99, "New York", date(2024, 9, 10))
    assert [(one.date_from, one.date_to, one.rows) for one in result.slices] == [
        (date(2024, 9, 10), date(2024, 9, 10), 6)
    ]


def test_search_interest_takes_term_and_region_from_the_header(tmp_path: Path) -> None:
    result, raw = read("google_trends/chess_us_weekly.csv", tmp_path)
    row = raw.execute("SELECT term, region, value, written, _row FROM raw WHERE period_start = '2020-11-22'").fetchone()
    assert row == ("chess", "United States", Decimal(100), "100", 40)
    assert (result.slices[0].date_from, result.slices[0].date_to) == (date(2020, 3, 15), date(2021, 2, 28))


def test_scanner_cells_of_several_lines_read_whole(tmp_path: Path) -> None:
    _, raw = read("nessus/nessus_many_vuln2-default.csv", tmp_path)
    row = raw.execute("SELECT check_id, port, severity, plugin_output, _row FROM raw LIMIT 1 OFFSET 2").fetchone()
    assert row is not None
    assert row[:3] == ("10287", 0, "None")
    assert row[3].startswith("For your information, here is the traceroute from 192.168.1.150 to 52.208.101.182 : \n")
    assert row[3].endswith("\n?\n\nHop Count: 9")
    assert raw.execute("SELECT cvss, port FROM raw WHERE severity = 'Medium'").fetchall() == [(Decimal("6.1"), 443)]


def test_null_is_no_score_and_columns_without_a_name_stay_empty(tmp_path: Path) -> None:
    _, raw = read("tenable_io/tenable_many_vuln.csv", tmp_path)
    row = raw.execute(
        "SELECT check_id, vpr, cvss3, first_found, exploit_available, plugin_published FROM raw LIMIT 1"
    ).fetchone()
    found = datetime(2023, 6, 8, 1, 58, 56, 166000)
    assert row == ("176700", None, Decimal("7.8"), found, True, datetime(2023, 6, 5))
    assert raw.execute("SELECT count(*) FROM raw WHERE contains(_extra, 'column 14')").fetchone() == (0,)


def test_detections_with_lists_of_cves(tmp_path: Path) -> None:
    _, raw = read("qualys/Qualys_Sample_Report.csv", tmp_path)
    row = raw.execute(
        "SELECT host, first_detected, times_detected, len(cves), cves[23], pci, tags FROM raw LIMIT 1 OFFSET 2"
    ).fetchone()
    assert row == (
        "10.98.57.180", datetime(2021, 5, 13, 7, 8, 28), 74, 23, "CVE-2020-24588", True, ["AWS", "Cloud Agent"],
    )  # fmt: skip


def test_results_of_a_test_with_offset_and_probability(tmp_path: Path) -> None:
    _, raw = read("openvas/report_detail_v2.csv", tmp_path)
    # 16:27:22 at +02:00
    assert raw.execute("SELECT found_at, port, cvss, epss, len(cves), summary FROM raw").fetchone() == (
        datetime(2025, 8, 22, 14, 27, 22), 42, Decimal("9.8"), 0.00143, 93,
        "This host is missing an important security\n  update according to Microsoft KB5062557",
    )  # fmt: skip


def test_cards_know_their_list_and_board(tmp_path: Path) -> None:
    _, raw = read("trello/tekken_board_export.json", tmp_path)
    row = raw.execute(
        "SELECT name, list_name, board_name, last_activity_at, check_items, changelog, _partition FROM raw "
        "WHERE card_number = 1"
    ).fetchone()
    assert row is not None
    assert row[:5] == ("Lee", "Personal", "Tekken Notes", datetime(2025, 1, 15, 2, 47, 30, 869000), 9)
    # Its actions change only the description.
    assert (json.loads(row[5]), row[6]) == ([], "6785e1618e2c218dfef01347")


def test_a_register_without_ids_is_told_apart_by_name(tmp_path: Path) -> None:
    _, raw = read("risk_register/mini_qualitative.xlsx", tmp_path)
    assert raw.execute("SELECT title, likelihood, impact, risk_level, action, _row, _sheet FROM raw").fetchall() == [
        ("Ransomware", "High", "High", "Critical", "Backup + EDR", 2, "Sheet1"),
        ("Power Failure", "Medium", "High", "High", "UPS + Generator", 3, "Sheet1"),
    ]
