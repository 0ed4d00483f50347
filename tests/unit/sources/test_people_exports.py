"""People systems without a sample: small invented files in the product's layout, by value."""

import importlib.util
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


def check(
    folder: Path, key: str, text: str, *expected: dict[str, Any], name: str = "export.csv"
) -> list[dict[str, Any]]:
    """Read `text` as the dataset `key`; each row must hold what is expected of it, and none is rejected."""
    result, rows = exports.read(exports.land(folder, name, text), key)
    assert (result.rows_read, result.rows_rejected) == (len(expected), 0), [row["_reject"] for row in rows]
    found: list[dict[str, Any]] = rows
    assert [{name: row[name] for name in wanted} for row, wanted in zip(rows, expected, strict=True)] == list(expected)
    return found


def test_a_workday_report_in_another_order_with_a_custom_column(tmp_path: Path) -> None:
    text = (
        "Worker,Shoe Size,Supervisory Organization,Hire Date,Employee ID,Termination Date,Worker Status,FTE\n"
        '"Ada Sample",38,"Field Service",03/15/2021,00417,,Active,0.8\n'
        '"Ben Sample",44,"Field Service",11/02/2019,00301,01/31/2026,Terminated,1\n'
    )
    rows = check(
        tmp_path, "workday.workers_report", text,
        {"employee_number": "00417", "hire_date": date(2021, 3, 15), "termination_date": None, "fte": Decimal("0.8")},
        {"employee_number": "00301", "hire_date": date(2019, 11, 2), "termination_date": date(2026, 1, 31)},
    )  # fmt: skip
    assert rows[0]["_extra"] == {"Shoe Size": "38"}


def test_a_workday_report_as_a_service(tmp_path: Path) -> None:
    entry = {"Employee_ID": "417", "Worker": "Ada Sample", "Hire_Date": "2021-03-15", "Worker_Status": "Active"}
    check(
        tmp_path, "workday.workers_json", json.dumps({"Report_Entry": [entry, entry | {"Employee_ID": "418"}]}),
        {"employee_number": "417", "hire_date": date(2021, 3, 15), "worker_status": "Active", "location": None},
        {"employee_number": "418"}, name="workers.json",
    )  # fmt: skip


def test_personio_employees_with_german_labels_and_semicolons(tmp_path: Path) -> None:
    text = (
        "Nachname;Vorname;Personalnummer;Abteilung;Einstellungsdatum;Wochenarbeitszeit;Austrittsdatum;Lieblingstier\n"
        "Muster;Änne;0012;Produktion;01.02.2020;37,5;;Katze\n"
        "Beispiel;Udo;0013;Vertrieb;15.08.2018;40;31.12.2025;\n"
    )
    check(
        tmp_path, "personio.employees", text,
        {"employee_number": "0012", "first_name": "Änne", "hire_date": date(2020, 2, 1),
         "weekly_hours": Decimal("37.5"), "last_day": None},
        {"employee_number": "0013", "department": "Vertrieb", "last_day": date(2025, 12, 31)},
    )  # fmt: skip


def test_personio_absences_in_both_languages(tmp_path: Path) -> None:
    english = (
        "Employee email,Absence type,Start date,End date,Start time,End time,Half-day start,Comment\n"
        "a@example.com,Sick leave,05.01.2026,07.01.2026,,,,flu\n"
    )
    german = (
        "Abwesenheitsart;Beginn;Ende;E-Mail;Anzahl Tage;Status\n"
        "Urlaub;02.03.2026;13.03.2026;b@example.com;9,5;Genehmigt\n"
    )
    check(
        tmp_path, "personio.absences", english,
        {"employee_email": "a@example.com", "absence_type": "Sick leave", "start_date": date(2026, 1, 5),
         "end_date": date(2026, 1, 7), "days": None},
    )  # fmt: skip
    check(
        tmp_path, "personio.absences", german,
        {"absence_type": "Urlaub", "start_date": date(2026, 3, 2), "days": Decimal("9.5"), "status": "Genehmigt"},
    )  # fmt: skip


def test_bamboohr_time_off(tmp_path: Path) -> None:
    text = (
        "Status,Employee #,Name,From,To,Time Off Type,Amount,Unit,Requested,Badge\n"
        "Approved,17,Ada Sample,2026-01-05,2026-01-06,Vacation,2,days,2025-12-01,blue\n"
        "Denied,18,Ben Sample,2026-02-02,2026-02-02,Sick,4,hours,2026-02-02,\n"
    )
    check(
        tmp_path, "bamboohr.time_off", text,
        {"employee_number": "17", "absence_type": "Vacation", "start_date": date(2026, 1, 5),
         "end_date": date(2026, 1, 6), "amount": Decimal(2), "unit": "days", "requested_on": date(2025, 12, 1)},
        {"employee_number": "18", "status": "Denied", "unit": "hours"},
    )  # fmt: skip


def test_bamboohr_job_history_is_no_employee_report(tmp_path: Path) -> None:
    text = (
        "Employee #,Date,Location,Division,Department,Job Title,Reports To\n"
        "17,2021-03-15,Lyon,Service,Field,Technician,Cay Sample\n17,2024-07-01,Lyon,Service,Field,Senior Technician,\n"
    )
    check(
        tmp_path, "bamboohr.job_history", text,
        {"employee_number": "17", "effective_date": date(2021, 3, 15), "job_title": "Technician"},
        {"employee_number": "17", "effective_date": date(2024, 7, 1), "job_title": "Senior Technician"},
    )  # fmt: skip


def test_bamboohr_statuses_are_a_dataset_of_their_own(tmp_path: Path) -> None:
    """A file of statuses is no newer state of the jobs, so it must not retire them."""
    text = "Employee #,Date,Employment Status,Comment\n17,2021-03-15,Full-Time,\n17,2025-01-31,Terminated,moved\n"
    check(
        tmp_path, "bamboohr.status_history", text,
        {"employee_number": "17", "effective_date": date(2021, 3, 15), "employment_status": "Full-Time"},
        {"employee_number": "17", "effective_date": date(2025, 1, 31), "employment_status": "Terminated"},
    )  # fmt: skip


def test_successfactors_users_with_and_without_their_row_of_labels(tmp_path: Path) -> None:
    head = "STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,MANAGER,DEPARTMENT,JOBCODE,HIREDATE,CUSTOM01\n"
    labels = "Status,User ID,Username,First Name,Last Name,Manager,Department,Job Code,Hire Date,Badge\n"
    record = "active,0417,asample,Ada,Sample,0301,Field (50001),TECH,03/15/2021,blue\n"
    for text, first in ((head + labels + record, 3), (head + record, 2)):
        rows = check(
            tmp_path, "successfactors.users", text,
            {"employee_number": "0417", "department": "Field (50001)", "hire_date": date(2021, 3, 15), "_row": first},
        )  # fmt: skip
        assert rows[0]["_extra"] == {"CUSTOM01": "blue"}


def test_greenhouse_and_lever_lists(tmp_path: Path) -> None:
    text = (
        "Application ID,Candidate Name,Job,Current Stage,Source,Recruiter,Application Date,Rejection Reason,T-shirt\n"
        "900001,Ada Sample,Technician,Phone Screen,Referral,Cay Sample,2026-01-05,,M\n"
    )
    check(
        tmp_path, "greenhouse.candidates_report", text,
        {"application_id": "900001", "job": "Technician", "current_stage": "Phone Screen",
         "applied_on": date(2026, 1, 5), "rejection_reason": None},
    )  # fmt: skip
    text = (
        "Archive Reason,Opportunity ID,Candidate Name,Origin,Source,Current Stage,Posting Title,Owner,Created At\n"
        "Withdrew,aa-11,Ben Sample,sourced,Fair,Offer,Planner,Cay Sample,2026-01-07\n"
    )
    check(
        tmp_path, "lever.opportunities_csv", text,
        {"opportunity_id": "aa-11", "origin": "sourced", "stage": "Offer", "archive_reason": "Withdrew",
         "created_on": date(2026, 1, 7)},
    )  # fmt: skip


def test_coursera_usage(tmp_path: Path) -> None:
    text = (
        "Name,Email,External Id,Course,Course ID,Course Slug,University,Enrollment Time,Overall Progress,"
        "Estimated Learning Hours,Completed,Removed From Program,Program Slug,Program Name,Completion Time,"
        "Course Grade\n"
        "Ada Sample,a@example.com,0417,Lean Basics,C~1,lean,Uni A,2026-01-05T08:00:00.000Z,100.0,12.5,Yes,No,ops,Ops,"
        "2026-02-01T17:30:00.000Z,93.3\n"
        "Ben Sample,b@example.com,,Lean Basics,C~1,lean,Uni A,2026-01-06T08:00:00.000Z,20,12.5,No,Yes,ops,Ops,,\n"
    )
    check(
        tmp_path, "coursera.usage_report", text,
        {"session_id": "C~1", "employee_number": "0417", "is_completed": True, "grade": Decimal("93.3"),
         "completed_at": datetime(2026, 2, 1, 17, 30), "hours": Decimal("12.5")},
        {"employee_number": None, "is_completed": False, "is_removed": True, "progress": Decimal(20)},
    )  # fmt: skip


def test_moodle_participants_in_english_and_german(tmp_path: Path) -> None:
    english = (
        "Full name,Course short name,ID number,Completed,Time completed\n"
        'Ada Sample,SAFE-1,0417,Yes,"Tuesday, 2 December 2025, 10:37 AM"\nBen Sample,SAFE-1,0418,No,-\n'
    )
    check(
        tmp_path, "moodle.course_participants", english,
        {"session_id": "SAFE-1", "employee_number": "0417", "completed_at": datetime(2025, 12, 2, 10, 37)},
        {"employee_number": "0418", "is_completed": False, "completed_at": None},
    )  # fmt: skip
    german = "Kurzer Kursname;ID-Nummer;Abgeschlossen;Abschlussdatum\nSAFE-1;0417;Ja;02.12.2025 10:37\n"
    check(
        tmp_path, "moodle.course_participants", german,
        {"employee_number": "0417", "is_completed": True, "completed_at": datetime(2025, 12, 2, 10, 37)},
    )  # fmt: skip


def test_items_of_a_learning_system(tmp_path: Path) -> None:
    text = (
        "User ID,Item ID,Item Type,Revision Date,Completion Date,Completion Status,Grade,Total Hours\n"
        "0417,SAFE-1,COURSE,01/05/2024,03/15/2026 14:05,COURSE-COMPL,95,1.5\n"
    )
    check(
        tmp_path, "lms.item_completion", text,
        {"session_id": "SAFE-1", "employee_number": "0417", "status": "COURSE-COMPL", "hours": Decimal("1.5"),
         "completed_at": datetime(2026, 3, 15, 14, 5), "revised_on": datetime(2024, 1, 5)},
    )  # fmt: skip


def test_review_answers_feedback_and_one_on_ones(tmp_path: Path) -> None:
    text = (
        "Review Cycle,Reviewee Name,Reviewee Email,Reviewer Name,Reviewer Email,Relationship,Question,Score,Comment,"
        "Submitted At\n"
        'H1 2026,Ada Sample,a@example.com,Cay Sample,c@example.com,Manager,"Goals met?",4,"Did\nwell",2026-06-30\n'
    )
    check(
        tmp_path, "lattice.review_answers", text,
        {"review_cycle": "H1 2026", "relationship": "Manager", "question": "Goals met?", "rating": "4",
         "answer": "Did\nwell", "submitted_at": datetime(2026, 6, 30)},
    )  # fmt: skip
    text = (
        "Created At,Giver Email,Recipient Email,Visibility,Feedback\n"
        "2026-02-03 09:15,c@example.com,a@example.com,Public,Thank you\n"
    )
    check(
        tmp_path, "lattice.feedback", text,
        {"receiver_email": "a@example.com", "giver_email": "c@example.com", "given_at": datetime(2026, 2, 3, 9, 15)},
    )  # fmt: skip
    text = "Manager Email,Report Email,Meeting Date,Status\nc@example.com,a@example.com,2026-02-10,Completed\n"
    check(
        tmp_path, "lattice.one_on_ones", text,
        {"employee_email": "a@example.com", "held_at": datetime(2026, 2, 10), "status": "Completed"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "header", ["Name,Date,Amount", "Name,Type,From,To,Status", "ID,Name,Status,Date", "Email,Score"]
)
def test_general_headers_attract_nothing(tmp_path: Path, header: str) -> None:
    from sources.errors import UnknownExport

    width = header.count(",")
    with pytest.raises(UnknownExport):
        exports.read(exports.land(tmp_path, "list.csv", f"{header}\n{'1,' * width}2\n"))
