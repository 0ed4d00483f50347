from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sources.demo.events import Company, WorkItem
from sources.demo.exports.dirt import Scenario, dirt_counts
from sources.demo.exports.jira import csv_rows, end_of_day, search_result, site_clock, state_at
from sources.demo.exports.quickbooks import period_title
from sources.demo.exports.sap import german_number
from sources.demo.write import write_demo, write_exports
from sources.errors import SettingsError


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def money(text: str) -> Decimal:
    """Reads `(1,234.56)` and `-1,234.56`, with or without a dollar sign."""
    digits = Decimal(text.strip("()-").replace("$", "").replace(",", ""))
    return -digits if text.startswith(("(", "-")) else digits


def sections(path: Path) -> dict[str, tuple[list[list[str]], str]]:
    """Account path -> (lines, stated total) of a ledger report with at most two levels."""
    found: dict[str, tuple[list[list[str]], str]] = {}
    open_sections: list[str] = []
    lines: list[list[str]] = []
    for row in list(csv.reader(path.open(encoding="utf-8", newline="")))[5:-4]:
        if row[0].startswith("Total for "):
            if not row[0].endswith(" with sub-accounts"):
                found[":".join(open_sections)] = (lines, row[8])
            open_sections.pop()
            lines = []
        elif row[0]:
            open_sections.append(row[0])
        elif row[2]:
            lines.append(row)
    return found


def test_same_company_same_bytes(small: Company, landing: Path, tmp_path: Path) -> None:
    write_exports(small, tmp_path / "again")
    assert digests(tmp_path / "again") == digests(landing)


def test_every_product_has_its_files(landing: Path) -> None:
    names = [name for name in digests(landing) if not name.startswith(("bamboohr", "templates"))]
    assert names == [
        "asana/Month-end_close_2025-11-30.csv",
        "asana/Month-end_close_2025-12-19.csv",
        "asana/Talent_programmes_2025-11-30.csv",
        "asana/Talent_programmes_2025-12-19.csv",
        "budget-cn/明锐仪器（苏州）有限公司2024年度预算_2023-12-20.xlsx",
        "budget-cn/明锐仪器（苏州）有限公司2025年度预算_2024-12-20.xlsx",
        "feishu/每日统计_2025-11-25.xlsx",
        "feishu/每日统计_2025-12-02.xlsx",
        "feishu/每日统计_2025-12-19.xlsx",
        "ga4/Reports_snapshot_2025-09-30.csv",
        "ga4/Reports_snapshot_2025-12-19.csv",
        "ga4/Traffic_acquisition_2025-12-19.csv",
        "google_trends/multiTimeline_2025-12-19.csv",
        "greenhouse/candidates_2025-12-19.csv",
        "jira/Jira ASM 2025-09-30.csv",
        "jira/Jira ASM 2025-10-31.csv",
        "jira/Jira ASM 2025-11-30.csv",
        "jira/Jira ASM 2025-12-19.csv",
        "jira/jira_search_2025-11-28.json",
        "jira/jira_search_2025-12-19.json",
        "kingdee-cn/凭证序时账_2024年第4季度_2025-01-09.xlsx",
        *(f"kingdee-cn/凭证序时账_2025年{month:02d}期_2025-{month + 1:02d}-09.csv" for month in range(1, 12)),
        "kingdee-cn/凭证序时账_2025年12期_2025-12-19.csv",
        "kingdee-cn/科目余额表_2025年09期_2025-10-09.csv",
        "kingdee-cn/科目余额表_2025年10期_2025-11-09.csv",
        "kingdee-cn/科目余额表_2025年11期_2025-12-09.csv",
        "kingdee-cn/科目余额表_2025年12期_2025-12-19.csv",
        "kingdee-cn/科目表_2025-12-19.csv",
        "lattice/review_answers_2025-12-19.csv",
        "market/indices_2025-12-19.csv",
        "nessus/office_scan_2025-10-06.csv",
        "nessus/office_scan_2025-11-03.csv",
        "nessus/office_scan_2025-12-08.csv",
        "odoo/purchase.order_2025-12-05.csv",
        "odoo/purchase.order_2025-12-19.csv",
        "odoo/sale.order_2025-12-19.csv",
        "odoo/stock.move_2025-12-19.csv",
        "qualtrics/pulse_2024-10-28.csv",
        "qualtrics/pulse_2025-10-28.csv",
        "qualtrics/survey_2025-12-19.csv",
        "qualtrics/survey_response_2025-12-19.csv",
        "quickbooks/Account List 2025-12-19.csv",
        "quickbooks/Budget original 2024-01-01.csv",
        "quickbooks/Budget original 2025-01-01.csv",
        "quickbooks/Meridian Instruments Inc._General Ledger 2024.csv",
        "quickbooks/Meridian Instruments Inc._General Ledger 2025.csv",
        "quickbooks/Meridian Instruments Inc._Transaction Detail by Account 2025.csv",
        "registers/compliance_2025-09-30.csv",
        "registers/compliance_2025-11-28.csv",
        "registers/control_tests_2025-12-19.csv",
        "salesforce/Account_2025-12-19.csv",
        "salesforce/Case_2025-12-19.csv",
        "salesforce/Opportunity_2025-11-28.csv",
        "salesforce/Opportunity_2025-12-19.csv",
        "sap-de/FBL3N_2000_2024_2025-01-12.xlsx",
        "sap-de/FBL3N_2000_2025Q1_2025-04-10.txt",
        "sap-de/FBL3N_2000_2025Q2_2025-07-03.txt",
        "sap-de/FBL3N_2000_2025Q2_2025-07-10.txt",
        "sap-de/FBL3N_2000_2025Q3_2025-10-10.txt",
        "sap-de/FBL3N_2000_2025Q4_2025-12-19.txt",
        "sap-de/logistics/COOISPI_2025-12-19.txt",
        "sap-de/logistics/MB51_2024_2025-01-10.txt",
        "sap-de/logistics/MB51_2025_2025-12-19.txt",
        "sap-de/logistics/MB51_November_2025-12-01.txt",
        "sap-de/logistics/MB52_2025-11-28.xlsx",
        "sap-de/logistics/MB52_2025-12-19.xlsx",
        "sap-de/logistics/ME2N_2025-11-28.xlsx",
        "sap-de/logistics/ME2N_2025-12-19.xlsx",
        "sap-de/logistics/SE16N_EKBE_2025-12-19.xlsx",
        "sap-de/logistics/SE16N_EKET_2025-12-19.xlsx",
        "servicenow/change_request_2025-12-19.csv",
        "servicenow/incident_2025-12-01.csv",
        "servicenow/incident_2025-12-19.csv",
        "trello/Key_account_plans_2025-12-19.json",
        "zendesk/satisfaction_ratings_2025-12-19.csv",
        "zendesk/sla_policies_2025-12-19.csv",
        "zendesk/ticket_2025-12-19.csv",
        "zendesk/ticket_field_history_2025-12-19.csv",
        "zendesk/tickets_report_2025-12-19.csv",
    ]
    assert len(list((landing / "bamboohr").iterdir())) == 15 + 1  # a report a month, and the time off
    assert len(list((landing / "templates").iterdir())) == 18 + 16  # what feeds figures, and what the entities hold


def test_quickbooks_ledgers_state_the_events_in_both_sign_conventions(small: Company, landing: Path) -> None:
    expected: defaultdict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for line in small.ledger:
        if line.entity_id == "MI-US":
            expected[line.posting_date.year, line.account] += line.amount
    for year, credit_sign in ((2024, -1), (2025, 1)):
        path = landing / f"quickbooks/Meridian Instruments Inc._General Ledger {year}.csv"
        found = sections(path)
        assert money(found["Product Sales"][1]) * credit_sign == expected[year, "Product Sales"]
        assert money(found["Payroll Expenses:Wages"][1]) == expected[year, "Payroll Expenses:Wages"]
        for account, (lines, stated) in found.items():
            readable = [row[8] for row in lines if row[8] not in ("pending", "see note")]
            assert sum((money(text) for text in readable), Decimal(0)) == money(stated), (year, account)


def test_quickbooks_period_titles() -> None:
    assert period_title(date(2024, 1, 1), date(2024, 12, 31)) == "January-December, 2024"
    assert period_title(date(2024, 10, 1), date(2024, 12, 31)) == "October-December, 2024"
    assert period_title(date(2025, 1, 1), date(2025, 12, 19)) == "January 1-December 19, 2025"


def test_sap_numbers_carry_their_minus_behind() -> None:
    assert german_number(Decimal("-1234567.80")) == "1.234.567,80-"
    assert german_number(Decimal("0.05")) == "0,05"


def test_sap_second_quarter_is_repaired_by_the_later_list(small: Company, landing: Path) -> None:
    def total(name: str) -> Decimal:
        text = (landing / "sap-de" / name).read_bytes().decode("cp1252")
        cells = [row.split("|") for row in text.splitlines() if row.startswith("|2000")]
        amounts = [row[9].strip() for row in cells if row[2].strip() == "660000"]
        return sum((Decimal(one.rstrip("-").replace(".", "").replace(",", ".")) for one in amounts), Decimal(0))

    truth = sum(line.amount for line in small.ledger if line.account == "660000" and line.posting_date.year == 2025
                and 4 <= line.posting_date.month <= 6)  # fmt: skip
    assert total("FBL3N_2000_2025Q2_2025-07-10.txt") == truth
    assert total("FBL3N_2000_2025Q2_2025-07-03.txt") == truth * 10


def test_jira_clock_and_end_of_the_site_day() -> None:
    assert site_clock(datetime(2025, 9, 22, 0, 5)) == "22/Sep/25 12:05 AM"
    assert site_clock(datetime(2025, 9, 2, 15, 26)) == "02/Sep/25 3:26 PM"
    assert end_of_day(date(2025, 12, 19), "America/New_York") == datetime(2025, 12, 20, 4, 59, 59, tzinfo=UTC)


def test_state_of_an_item_forgets_what_comes_later() -> None:
    def at(day: int) -> datetime:
        return datetime(2025, 3, day, 15, tzinfo=UTC)

    item = WorkItem(
        "P-1", "1", "P", "P", "Task", "MI", "x", at(3),
        ((at(4), "To Do", "In Progress"), (at(6), "In Progress", "Done"), (at(10), "Done", "In Progress")),
        ((at(3), date(2025, 3, 20)), (at(7), None)), "Worker 01",
    )  # fmt: skip
    assert state_at(item, at(3)).status == "To Do"
    done = state_at(item, at(6))
    assert (done.status, done.resolved, done.due) == ("Done", at(6), date(2025, 3, 20))
    reopened = state_at(item, at(11))
    assert (reopened.status, reopened.resolved, reopened.due) == ("In Progress", None, None)


def test_jira_json_tells_every_move(small: Company) -> None:
    result = search_result(small, small.as_of)
    moves = {
        issue["key"]: [
            (change["fromString"], change["toString"])
            for history in reversed(issue["changelog"]["histories"])
            for change in history["items"]
            if change["field"] == "status"
        ]
        for issue in result["issues"]
    }
    json_projects = {one.project_key for one in small.projects if (one.system, one.export) == ("jira", "json")}
    items = {item.key: item for item in small.work_items if item.project_key in json_projects}
    assert moves == {key: [(old, new) for _, old, new in item.transitions] for key, item in items.items()}
    assert json.dumps(result).count("https://meridian.example.net/") > len(items)


def test_jira_rows_are_as_wide_as_the_header(small: Company) -> None:
    rows = list(csv_rows(small, "ASM", small.as_of, 1))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) - 2 == sum(1 for item in small.work_items if item.project_key == "ASM")


def test_deals_of_the_newest_snapshot_are_the_events_and_the_counted_dirt(small: Company, landing: Path) -> None:
    text = (landing / "salesforce/Opportunity_2025-12-19.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfId,IsDeleted,")
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))
    good = [row for row in rows if row["CloseDate"] and row["Amount"] != "TBD" and not row["IsDeleted"]]
    assert {row["Id"] for row in good} == {deal.opportunity_id for deal in small.opportunities}
    assert len(rows) - len(good) == dirt_counts()["salesforce.opportunity"] + 2


def test_leavers_stay_in_the_hr_report(small: Company, landing: Path) -> None:
    rows = list(csv.DictReader((landing / "bamboohr/Employees 2025-12-19.csv").open(encoding="utf-8")))
    known = {row["Employee #"]: row for row in rows if row["Hire Date"]}
    assert set(known) == {one.number for one in small.employees}
    for one in small.employees:
        left = one.termination_date is not None and one.termination_date <= small.as_of
        assert known[one.number]["Status"] == ("Inactive" if left else "Active")


def test_held_scenario_leaves_its_dirt(small: Company, tmp_path: Path) -> None:
    write_exports(small, tmp_path, Scenario.HELD)
    rows = list(csv.DictReader((tmp_path / "salesforce/Opportunity_2025-12-19.csv").open(encoding="utf-8-sig")))
    bad = [row for row in rows if row["CloseDate"] == "to be agreed"]
    assert len(bad) / len(rows) > 0.1
    lines, stated = sections(tmp_path / "quickbooks/Meridian Instruments Inc._General Ledger 2025.csv")["Product Sales"]
    assert money(stated) - sum((money(row[8]) for row in lines), Decimal(0)) == Decimal("1000.00")


def test_settings_are_written_once_and_never_overwritten(tmp_path: Path) -> None:
    home = tmp_path / "home"
    write_demo(home / "landing", home, scale=0.05, months=3)
    text = (home / "opsmart.toml").read_text(encoding="utf-8")
    assert "as_of = 2025-12-19" in text and 'path = "landing"' in text
    write_demo(home / "landing", home, scale=0.05, months=3)
    (home / "opsmart.toml").write_text("# mine\n", encoding="utf-8")
    with pytest.raises(SettingsError):
        write_demo(home / "landing", home, scale=0.05, months=3)
    assert (home / "opsmart.toml").read_text(encoding="utf-8") == "# mine\n"


def test_an_unknown_scenario_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no scenario"):
        write_demo(tmp_path / "landing", tmp_path, scenario="messy")
    assert list(tmp_path.iterdir()) == []
