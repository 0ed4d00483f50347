"""Work, web, market, service desk, scanner and risk exports, invented: columns moved, added, in other languages."""

import importlib.util
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sources.errors import MissingColumn, UnknownExport

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


def only(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


ASANA = """\
Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,\
Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies),Brand Name \n\
1204001,2026-01-05,2026-01-09,2026-01-10,Calibrate,Done,Mei Lin,mei.lin@example.com,2026-01-06,2026-01-12,"lab,urgent",\
"first line
second, line","Lab, Meridian",,,,North
1204002,2026-01-07,,2026-01-07,Check probes,,,,,,,,,Calibrate,Calibrate,,
"""


def test_an_asana_project_with_subtask_lists_and_notes_in_lines(tmp_path: Path) -> None:
    result, rows = exports.read(exports.land(tmp_path, "lab.csv", ASANA), "asana.tasks_csv")
    assert (result.rows_read, result.rows_rejected) == (2, 0)
    assert only(rows[0], "task_id", "completed_at", "section", "start_date", "tags", "projects", "notes", "_extra") == (
        "1204001", datetime(2026, 1, 9), "Done", date(2026, 1, 6), ["lab", "urgent"], ["Lab", "Meridian"],
        "first line\nsecond, line", {"Brand Name": "North"},
    )  # fmt: skip
    assert only(rows[1], "completed_at", "parent_task", "blocked_by", "tags") == (None, "Calibrate", "Calibrate", [])


def test_an_asana_project_below_rows_of_a_sheet(tmp_path: Path) -> None:
    header = "Name,Task ID,Last Modified,Completed At,Created At"
    text = f"Synced from the project,,,,\n,,,,\n{header}\nX,12,2/3/2026,,28/2/2026\n"
    result, rows = exports.read(exports.land(tmp_path, "sheet.csv", text), "asana.tasks_csv")
    assert only(rows[0], "task_id", "name", "created_at", "modified_at") == (
        "12", "X", datetime(2026, 2, 28), datetime(2026, 3, 2),
    )  # fmt: skip
    assert result.first_row == 4


def test_asana_tasks_as_json(tmp_path: Path) -> None:
    task = {
        "gid": "1204001", "name": "Calibrate", "completed": True, "completed_at": "2026-01-09T16:30:00.000Z",
        "created_at": "2026-01-05T08:00:00.000Z", "due_on": "2026-01-12", "assignee": {"gid": "9", "name": "Mei Lin"},
        "memberships": [{"project": {"gid": "5", "name": "Lab, north"}, "section": {"gid": "6", "name": "Done"}}],
        "tags": [{"gid": "7", "name": "urgent"}], "parent": None,
    }  # fmt: skip
    path = exports.land(tmp_path, "lab.json", json.dumps({"data": [task, {"gid": "1204002", "completed": False}]}))
    result, rows = exports.read(path, "asana.tasks_json")
    assert (result.rows_read, result.rows_rejected) == (2, 0)
    assert only(rows[0], "task_id", "completed", "completed_at", "due_on", "assignee", "sections", "projects") == (
        "1204001", True, datetime(2026, 1, 9, 16, 30), date(2026, 1, 12), "Mei Lin", ["Done"], ["Lab, north"],
    )  # fmt: skip
    assert only(rows[1], "completed", "completed_at", "sections") == (False, None, None)


def test_an_incident_list_with_labels_in_windows_1252(tmp_path: Path) -> None:
    text = """\
"Kurzbeschreibung","Nummer","Geöffnet","Anrufer","Priorität","Status","Zuweisungsgruppe","Aktualisiert","Eigenes Feld"
"Drucker
in Köln","INC0010001","17.03.2026 06:04","Jörg Müller","1 - Kritisch","In Bearbeitung","Büro","null","x"
"?","INC0010002","18.03.2026 16:04:30","null","3 - Mittel","Geschlossen","null","19.03.2026 07:00:00",
"""
    path = exports.land(tmp_path, "incident.csv", text, "cp1252")
    result, rows = exports.read(path, "servicenow.incident_list")
    assert (result.rows_read, result.rows_rejected) == (2, 0)
    names = ("number", "state", "opened_at", "caller", "priority", "short_description", "updated_at", "_extra")
    assert only(rows[0], *names) == (
        "INC0010001", "In Bearbeitung", datetime(2026, 3, 17, 6, 4), "Jörg Müller", "1 - Kritisch", "Drucker\nin Köln",
        None, {"Eigenes Feld": "x"},
    )  # fmt: skip
    assert only(rows[1], "assignment_group", "opened_at") == (None, datetime(2026, 3, 18, 16, 4, 30))


def test_an_incident_log_with_names_keeps_every_state_of_a_number(tmp_path: Path) -> None:
    text = """\
number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,sys_updated_at,priority
INC0000045,New,TRUE,0,0,0,TRUE,Caller 2403,29-02-2016 01:16,29-02-2016 01:23,3 - Moderate
INC0000045,Closed,FALSE,0,0,3,TRUE,Caller 2403,29-02-2016 01:16,05-03-2016 12:00,3 - Moderate
"""
    _, rows = exports.read(exports.land(tmp_path, "log.csv", text), "servicenow.incident_list")
    assert [only(row, "state", "change_count", "made_sla", "opened_at", "updated_at") for row in rows] == [
        ("New", 0, True, datetime(2016, 2, 29, 1, 16), datetime(2016, 2, 29, 1, 23)),
        ("Closed", 3, True, datetime(2016, 2, 29, 1, 16), datetime(2016, 3, 5, 12, 0)),
    ]


@pytest.mark.parametrize(
    ("key", "header", "row", "expected"),
    [
        (
            "servicenow.change_list",
            "Number,Short description,Type,State,Planned start date,Planned end date,Assigned to",
            "CHG0030001,Move racks,Normal,Scheduled,2026-04-01 22:00:00,2026-04-02 02:00:00,Mei Lin",
            {"number": "CHG0030001", "type": "Normal", "start_date": datetime(2026, 4, 1, 22)},
        ),
        (
            "servicenow.problem_list",
            "Number,Problem statement,Problem state,Assignment group,Related Incidents,Known error",
            "PRB0040001,Racks overheat,Assess,Facilities,3,false",
            {"number": "PRB0040001", "state": "Assess", "related_incidents": 3, "known_error": False},
        ),
        (
            "servicenow.task_list",
            "number,sys_class_name,state,opened_at,assigned_to,short_description",
            "CHG0030001,change_request,-5,2026-03-30 08:00:00,Mei Lin,Move racks",
            {"number": "CHG0030001", "task_class": "change_request", "opened_at": datetime(2026, 3, 30, 8)},
        ),
    ],
)
def test_lists_of_other_tables(tmp_path: Path, key: str, header: str, row: str, expected: dict[str, Any]) -> None:
    result, rows = exports.read(exports.land(tmp_path, "list.csv", f"{header}\n{row}\n"), key)
    assert (result.rows_read, result.rows_rejected) == (1, 0)
    assert {name: rows[0][name] for name in expected} == expected


def test_search_interest_by_region_takes_its_window_from_the_header(tmp_path: Path) -> None:
    text = """\
Category: All categories

Region,oscilloscope: (11/26/20 - 11/26/25),probe: (11/26/20 - 11/26/25)
Bavaria,74%,<1%
Berlin,,26%
"""
    result, rows = exports.read(exports.land(tmp_path, "geoMap.csv", text), "google_trends.interest_by_region")
    names = ("place", "term", "window_from", "window_to", "value", "written", "_slice_date")
    first, last = date(2020, 11, 26), date(2025, 11, 26)
    assert [only(row, *names) for row in rows] == [
        ("Bavaria", "oscilloscope", first, last, Decimal(74), "74%", last),
        ("Bavaria", "probe", first, last, None, "<1%", last),
        ("Berlin", "probe", first, last, Decimal(26), "26%", last),
    ]
    assert result.rows_rejected == 0


def test_index_values_in_german(tmp_path: Path) -> None:
    text = "Datum;Indexstand;Indexname;Land;Quelle\n01.02.2026;1.204,5;Maschinenbau;DE;Amt\n"
    result, rows = exports.read(exports.land(tmp_path, "index.csv", text), "market.index_values")
    assert only(rows[0], "series", "period_start", "value", "region", "_partition", "_extra") == (
        "Maschinenbau", date(2026, 2, 1), Decimal("1204.5"), "DE", "Maschinenbau|DE", {"Quelle": "Amt"},
    )  # fmt: skip
    assert result.rows_rejected == 0


@pytest.mark.parametrize(
    "header", ["Name,Date,Amount", "Index,Date,Value", "Date,Close,Series", "Category,Area,Status"]
)
def test_common_headers_attract_no_contract(tmp_path: Path, header: str) -> None:
    with pytest.raises((UnknownExport, MissingColumn)) as caught:
        exports.read(exports.land(tmp_path, "x.csv", f"{header}\na,2026-01-01,1\n"))
    assert isinstance(caught.value, UnknownExport)


def test_a_newer_nessus_header_with_scores_and_dates(tmp_path: Path) -> None:
    text = (
        "Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,"
        "Plugin Output,CVSS v3.0 Base Score,VPR Score,EPSS Score,Plugin Publication Date\n"
        '"10107","CVE-2020-1","7.5","High","192.0.2.7","tcp","443","Old server","Old.","Line one\r\n\r\nline ""two""",'
        '"Update.","","Cowboy\n","9.8","6.7","0.0123","2000/01/04"\n'
    )
    result, rows = exports.read(exports.land(tmp_path, "scan.csv", text), "nessus.scan")
    assert (result.rows_read, result.rows_rejected) == (1, 0)
    assert only(rows[0], "cvss", "cvss3", "vpr", "epss", "plugin_published", "description", "port") == (
        Decimal("7.5"), Decimal("9.8"), Decimal("6.7"), 0.0123, date(2000, 1, 4), 'Line one\r\n\r\nline "two"', 443,
    )  # fmt: skip


def test_qualys_detections_below_the_rows_that_name_report_and_company(tmp_path: Path) -> None:
    text = """\
"Asset Vuln Datalist Report","04 Feb 2026 10:00AM GMT-0500","1"
"Meridian","1 Test Street","Test City","None","12345","DE"
"Mei Lin","mlin","VMDR"
"QID","Title","Severity","KB Severity","Type Detected","Last Detected","First Detected","Protocol","Port","Status",\
"Asset Id","Asset Name","Asset IPV4","Asset Tags","Ignored","QDS","Detection AGE","Times Detected"
"100269","Browser update","5","5","Confirmed","Feb 03, 2026 07:00 AM","Apr 13, 2021 03:14 PM","'-","0","ACTIVE",\
"119586089","TEST01","192.0.2.1","Server,Production","No","72","1756","100"
"""
    result, rows = exports.read(exports.land(tmp_path, "vmdr.csv", text), "qualys.vmdr")
    assert (result.rows_read, result.rows_rejected, result.first_row) == (1, 0, 5)
    assert only(rows[0], "check_id", "first_detected", "last_detected", "protocol", "tags", "is_ignored", "qds") == (
        "100269", datetime(2021, 4, 13, 15, 14), datetime(2026, 2, 3, 7), None, ["Server", "Production"], False, 72,
    )  # fmt: skip


def test_a_risk_register_with_a_title_row_and_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    readme = book.active
    assert readme is not None
    readme.title = "README"
    readme.append(["How to use the register"])
    sheet = book.create_sheet("Risk Register")
    sheet.append(["Meridian risk register 2026"])
    sheet.merge_cells("A1:H1")
    sheet.append(
        ["Risk ID", "Date Identified", "Asset / System", "Threat Event", "Likelihood (1-5)", "Impact (1-5)",
         "Risk Score", "Risk Level", "Risk Owner", "Target Date", "Status", "Board view"]
    )  # fmt: skip
    sheet.append(
        ["R-001", date(2026, 1, 5), "ERP", "Outage", 3, 4, "=E3*F3", "High", "Mei Lin", None, "Open", "yes"]
    )  # fmt: skip
    matrix = book.create_sheet("Risk Matrix")
    matrix.append(["Likelihood", "Impact 1", "Impact 2"])
    matrix.append(["1", "R-001,\nR-002", None])
    path = tmp_path / "register.xlsx"
    book.save(path)
    result, rows = exports.read(path, "risk_register.risks")
    assert (result.rows_read, result.rows_rejected) == (1, 0)
    names = (
        "risk_id",
        "title",
        "likelihood",
        "impact",
        "risk_level",
        "identified_on",
        "owner_name",
        "status",
        "_sheet",
        "_row",
    )
    assert only(rows[0], *names) == (
        "R-001", None, "3", "4", "High", date(2026, 1, 5), "Mei Lin", "Open", "Risk Register", 3,
    )  # fmt: skip
    assert rows[0]["threat_event"] == "Outage"
    assert rows[0]["_extra"] == {"Board view": "yes"}


def test_a_risk_register_in_german_as_csv(tmp_path: Path) -> None:
    text = (
        "Risiko;Risiko-ID;Eintrittswahrscheinlichkeit;Auswirkung;Zieldatum\nLieferausfall;R7;hoch;mittel;31.12.2026\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "risiken.csv", text), "risk_register.risks")
    assert only(rows[0], "risk_id", "title", "likelihood", "impact", "target_date") == (
        "R7", "Lieferausfall", "hoch", "mittel", date(2026, 12, 31),
    )  # fmt: skip


def test_control_tests_and_compliance_checks(tmp_path: Path) -> None:
    tests = "tester,test_id,control_id,test_date,result,issues_found,room\nMei Lin,T1,C9,2026-02-03,Fail,2,7\n"
    result, rows = exports.read(exports.land(tmp_path, "tests.csv", tests), "risk_register.control_tests")
    assert only(rows[0], "test_id", "control_id", "test_date", "result", "issues_found", "_extra") == (
        "T1", "C9", date(2026, 2, 3), "Fail", "2", {"room": "7"},
    )  # fmt: skip
    checks = (
        "Audit 2026,,,,,\nCategory,Area,ch,Standard Reference,Status,Notes\nAccess,Doors,7.2,ISO 27001 A.7.2,Partial,\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "checks.csv", checks), "risk_register.compliance_checks")
    assert only(rows[0], "category", "area", "chapter", "standard_reference", "status", "notes") == (
        "Access", "Doors", "7.2", "ISO 27001 A.7.2", "Partial", None,
    )  # fmt: skip
    assert (result.rows_read, result.rows_rejected) == (1, 0)
