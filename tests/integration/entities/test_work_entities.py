"""Work items, projects, service desk and work templates of the mixed company; expected rows are worked out by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from mixed_company import MixedCompany


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute)


LAB, FIELD, BOARD = "asana:lab:", "jira:field.example.com:", "trello:boards:"
PAINT, SAND, CLEAN = (f"{BOARD}69a54380aaaaaaaaaaaaaaa{number}" for number in (1, 2, 3))


def test_an_item_told_by_several_exports_counts_once(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select work_item_id, project_key, item_type, status, resolved_at, due_date, transition_source "
        "from intermediate.int_work_item order by work_item_id"
    )
    assert rows == [
        (f"{LAB}9001", "Probe lab", "default_task", "completed", at(3, 12, 15), date(2026, 3, 25), "changelog"),
        (f"{LAB}9002", "Probe lab", None, "to do", None, date(2026, 3, 28), "snapshots"),
        (f"{LAB}9004", "Probe lab", None, "completed", at(3, 4), date(2026, 3, 5), "none"),
        (f"{LAB}9005", "Probe lab", None, "incomplete", None, None, "none"),
        (f"{FIELD}FLD-1", "FLD", "Bug", "done", at(3, 6, 12), date(2026, 3, 10), "changelog"),
        (f"{FIELD}FLD-2", "FLD", "Story", "grinding", None, date(2026, 3, 27), "changelog"),
        (f"{FIELD}FLD-4", "FLD", "Story", "warten auf farbe", None, None, "none"),
        (f"{FIELD}FLD-5", "FLD", "Action", "done", at(3, 18, 7), date(2026, 3, 20), "none"),
        (PAINT, "wb1", None, "completed", at(3, 17, 10), date(2026, 3, 18), "changelog"),
        (SAND, "wb1", None, "archived", at(3, 19, 10), None, "changelog"),
        (CLEAN, "wb1", None, "archived", None, None, "changelog"),
    ]


def test_estimates_come_from_the_connector_and_days_from_the_clock_of_the_site(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select item_key, created_at, original_estimate_seconds, remaining_estimate_seconds, spent_seconds "
        "from intermediate.int_work_item where item_key in ('FLD-2', 'FLD-4') or item_key like '%aaa1' "
        "order by item_key"
    )
    assert rows == [
        ("69a54380aaaaaaaaaaaaaaa1", at(3, 2, 8), None, None, None),  # the first eight hex digits of the id
        ("FLD-2", at(3, 2, 8), 28800, 7200, 21600),
        ("FLD-4", at(3, 15, 22, 30), None, None, None),  # 23:30 in Berlin
    ]


def test_every_history_gives_stays_in_statuses_of_a_known_category(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select work_item_id, status, category, entered_at, left_at, transition_source "
        "from intermediate.int_work_item_transition order by work_item_id, step"
    )
    log = "changelog"
    assert rows == [
        # a move within another project and one that a comment tells are no moves; the last completion has no story
        (f"{LAB}9001", "to do", "todo", at(3, 1, 7, 30), at(3, 5, 8), log),
        (f"{LAB}9001", "doing", "in_progress", at(3, 5, 8), at(3, 10, 8), log),
        (f"{LAB}9001", "completed", "done", at(3, 10, 8), at(3, 11, 8), log),
        (f"{LAB}9001", "doing", "in_progress", at(3, 11, 8), at(3, 12, 15), log),
        (f"{LAB}9001", "completed", "done", at(3, 12, 15), None, log),
        (f"{LAB}9002", "to do", "todo", at(3, 1, 7, 40), None, "snapshots"),
        (f"{LAB}9004", "completed", "done", at(3, 2), None, "none"),
        (f"{LAB}9005", "incomplete", "unmapped", at(3, 3, 7, 30), None, "none"),
        (f"{FIELD}FLD-1", "to do", "todo", at(3, 1, 8), at(3, 6, 12), log),
        (f"{FIELD}FLD-1", "done", "done", at(3, 6, 12), None, log),
        (f"{FIELD}FLD-2", "to do", "todo", at(3, 2, 8), at(3, 4, 9), log),
        (f"{FIELD}FLD-2", "grinding", "in_progress", at(3, 4, 9), None, log),
        (f"{FIELD}FLD-4", "warten auf farbe", "unmapped", at(3, 15, 22, 30), None, "none"),
        (f"{FIELD}FLD-5", "done", "done", at(3, 18, 7), None, "none"),
        # the first move is in the earlier export only
        (PAINT, "ideas", "todo", at(3, 2, 8), at(3, 4, 9), log),
        (PAINT, "bench", "in_progress", at(3, 4, 9), at(3, 17, 10), log),
        (PAINT, "completed", "done", at(3, 17, 10), None, log),
        # the status map says that an archived card is given up
        (SAND, "ideas", "todo", at(3, 2, 8), at(3, 19, 10), log),
        (SAND, "archived", "cancelled", at(3, 19, 10), None, log),
        # its list was archived, nobody says when: at the day it was first seen so
        (CLEAN, "season 2025", "unmapped", at(3, 2, 8), at(3, 20), log),
        (CLEAN, "archived", "cancelled", at(3, 20), None, log),
    ]


def test_the_first_due_date_is_the_first_one_a_history_or_an_export_tells(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select work_item_id, first_due_date from intermediate.int_work_item_due "
        "where first_due_date is not null order by work_item_id"
    )
    assert rows == [
        (f"{LAB}9001", date(2026, 3, 20)),
        (f"{LAB}9002", date(2026, 3, 28)),
        (f"{LAB}9004", date(2026, 3, 5)),
        (f"{FIELD}FLD-1", date(2026, 3, 10)),
        (f"{FIELD}FLD-2", date(2026, 3, 20)),
        (f"{FIELD}FLD-5", date(2026, 3, 20)),
        (PAINT, date(2026, 3, 15)),
    ]


def test_of_the_changes_only_status_and_due_date_are_taken_along(mixed: MixedCompany) -> None:
    values = mixed.rows(
        "select distinct value from (select work_item_id, unnest([value_from, value_to]) as value "
        "from intermediate.int_work_item_change) where value is not null order by value"
    )
    assert [value for (value,) in values] == [
        "2026-03-15", "2026-03-18", "2026-03-20", "2026-03-27", "Done", "Grinding", "To Do", "archived", "bench",
        "completed", "doing", "ideas", "season 2025", "to do",
    ]  # fmt: skip


def test_projects_are_those_that_a_product_lists_and_those_of_work_items(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select project_id, name, org_unit_id, started_on, due_on, status, is_archived "
        "from intermediate.int_project order by project_id"
    )
    assert rows == [
        (f"{LAB}Old line", "Old line", "unassigned", date(2025, 2, 1), None, "unmapped", True),
        (f"{LAB}Probe lab", "Probe lab", "SALES", date(2026, 2, 1), date(2026, 6, 30), "at_risk", False),
        (f"{FIELD}FLD", "Field work", "OPS", date(2026, 3, 1), None, "not_reported", False),
        (f"{BOARD}wb1", "Workshop", "unassigned", date(2026, 3, 2), None, "not_reported", False),
    ]


def test_sections_and_lists_stand_once_by_name(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select work_item_section_id, section_id from intermediate.int_work_item_section order by work_item_section_id"
    )
    assert rows == [
        (f"{LAB}Probe lab:doing", "61"),
        (f"{LAB}Probe lab:shelf", None),
        (f"{LAB}Probe lab:to do", "62"),
        (f"{BOARD}wb1:bench", "wl2"),
        (f"{BOARD}wb1:ideas", "wl1"),
    ]


def test_sprints_are_planned_active_or_closed_on_the_as_of_day(mixed: MixedCompany) -> None:
    rows = mixed.rows("select sprint_id, name, status, completed_at from intermediate.int_sprint order by sprint_id")
    assert rows == [
        (f"{FIELD}71", "Sprint 1", "closed", at(3, 16, 8)),
        (f"{FIELD}72", "Sprint 2", "active", None),
        (f"{FIELD}73", "Sprint 3", "planned", None),
    ]


DESK, BOOK = "servicenow:desk:", "template:default:"


def test_an_incident_of_tables_and_lists_counts_once_by_its_number(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select incident_id, status, severity_rank, priority_rank, org_unit_id, detected_at, acknowledged_at, "
        "resolved_at, closed_at, problem_id, caused_by_change_id from intermediate.int_incident order by incident_id"
    )
    assert rows == [
        (
            f"{DESK}INC1", "closed", 2, 1, "OPS", at(3, 3, 8), at(3, 3, 8, 15), at(3, 3, 12), at(3, 4, 8),
            f"{DESK}PRB1", f"{DESK}CHG1",
        ),
        # INC2 was deleted; the list names INC3 by its id, the cause's number is not known
        (f"{DESK}INC3", "in_progress", 1, None, "unassigned", at(3, 5, 8), None, None, None, None, f"{DESK}c9"),
        # the log: no longer new at 10:20 in Berlin
        (
            f"{DESK}INC4", "closed", None, 2, "OPS", at(3, 10, 9), at(3, 10, 9, 20), at(3, 10, 11), at(3, 11, 11),
            None, None,
        ),
        (f"{DESK}INC5", "unmapped", 1, 5, "unassigned", at(3, 5, 23, 30), None, None, None, None, None),
        (
            f"{BOOK}INC1", "resolved", 2, None, "OPS", at(3, 2, 8), at(3, 2, 8, 10), at(3, 2, 9), None,
            None, f"{BOOK}W1",
        ),
    ]  # fmt: skip


def test_a_change_has_a_window_a_risk_and_an_outcome(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select number, change_type, status, outcome, risk_rank, planned_start_at, started_at, ended_at, "
        "is_production, is_unauthorized from intermediate.int_change order by number"
    )
    issues, night = "successful_with_issues", at(3, 4, 20)
    assert rows == [
        ("CHG1", "normal", "closed", issues, 2, at(3, 2, 20), at(3, 2, 20, 5), at(3, 2, 21, 40), True, False),
        ("CHG2", "emergency", "closed", "backed_out", 1, night, at(3, 4, 20, 30), at(3, 4, 23, 10), None, True),
        ("CHG3", "standard", "closed", "not_stated", 4, at(3, 5, 20), None, None, None, False),
        ("CHG4", "unmapped", "scheduled", "open", 4, at(4, 2, 19), None, None, None, False),  # summer time
        ("CHG5", "normal", "closed", "unmapped", 4, at(3, 7, 20), None, None, None, False),
        ("W1", "standard", "closed", "failed", 3, at(3, 1, 20), at(3, 1, 20), at(3, 1, 22), True, None),
        ("W2", None, "scheduled", "open", None, at(4, 1, 20), None, None, True, None),
    ]


def test_problems_tasks_and_agreed_times_are_joined_by_the_number(mixed: MixedCompany) -> None:
    problems = mixed.rows(
        "select number, status, priority_rank, is_known_error, related_incidents, opened_at, change_id "
        "from intermediate.int_problem order by number"
    )
    assert problems == [
        ("PRB1", "fix_in_progress", 2, True, 3, at(3, 3, 13), f"{DESK}CHG1"),
        ("PRB2", "assess", 2, False, 0, at(3, 9, 13), None),
    ]
    tasks = mixed.rows(
        "select number, task_class, status, due_at, business_seconds, parent_task_id "
        "from intermediate.int_task order by number"
    )
    assert tasks == [
        ("CHG1", "change_request", "closed", None, None, None),
        ("INC1", "incident", "closed", None, 4 * 3600, None),
        ("PRB1", "problem", "fix_in_progress", None, None, None),
        ("TASK1", "sc_task", "closed", at(3, 9, 8), 24 * 3600, f"{DESK}CHG1"),
        ("TASK2", "catalog_task", "in_progress", at(3, 12, 8), None, None),
    ]
    agreed = mixed.rows(
        "select task_id, stage, has_breached, due_at, elapsed_seconds, paused_seconds, org_unit_id "
        "from intermediate.int_task_sla order by task_sla_id"
    )
    assert agreed == [
        (f"{DESK}INC1", "completed", True, at(3, 3, 10, 30), 12600, 1800, "OPS"),
        (f"{DESK}zz", "unmapped", False, at(3, 5, 8), 86400, 0, "unassigned"),
    ]


def test_a_meeting_of_several_units_is_work_across_them(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select meeting_id, series, held_on, status, org_unit_id, unit_count, is_cross_team, planned_minutes, "
        "held_minutes, attendees from intermediate.int_meeting order by meeting_id"
    )
    assert rows == [
        # OPS calls and lists itself, SALES is listed twice
        (f"{BOOK}M1", "Weekly", date(2026, 3, 3), "held", "OPS", 2, True, 60, 75, 9),
        (f"{BOOK}M2", "Weekly", None, "not_held", "OPS", 1, False, 60, None, None),
        (f"{BOOK}M3", None, None, "planned", "SALES", 2, True, 30, None, None),
    ]


def test_an_action_of_the_workbook_and_the_tracker_counts_once(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        "select action_id, meeting_id, work_item_id, org_unit_id, due_on, moved_to, done_on, is_cancelled "
        "from intermediate.int_meeting_action order by action_id"
    )
    item, march = f"{FIELD}FLD-5", [date(2026, 3, day) for day in range(1, 32)]
    assert rows == [
        (item, None, item, "OPS", march[19], None, march[17], False),
        (f"{BOOK}A1", f"{BOOK}M1", None, "SALES", march[9], march[19], march[17], False),
        (f"{BOOK}A3", f"{BOOK}M1", None, "OPS", march[11], None, None, True),
        (f"{BOOK}FLD-1", f"{BOOK}M1", f"{FIELD}FLD-1", "OPS", march[7], None, march[5], False),
    ]


def test_runs_procedures_and_ideas_come_from_their_workbooks(mixed: MixedCompany) -> None:
    runs = mixed.rows(
        "select process_run_id, ended_on, duration_seconds, units_good, units_defective, standard_minutes, cost, "
        "standard_cost, currency, sop_id, follows_sop from intermediate.int_process_run order by process_run_id"
    )
    assert runs == [
        (
            f"{BOOK}R1", date(2026, 3, 2), 5400, Decimal(96), Decimal(4), Decimal(80), Decimal("250.5"), Decimal(240),
            "EUR", f"{BOOK}S1", True,
        ),
        (f"{BOOK}R2", date(2026, 3, 3), None, Decimal(0), Decimal(0), None, None, None, None, None, None),
    ]  # fmt: skip
    procedures = mixed.rows(
        "select sop_version_id, status, is_review_overdue from intermediate.int_sop order by sop_version_id"
    )
    assert procedures == [
        (f"{BOOK}S1:1", "superseded", False),
        (f"{BOOK}S1:2", "in_force", True),
        (f"{BOOK}S1:3", "draft", False),
        (f"{BOOK}S2:1", "withdrawn", False),
    ]
    ideas = mixed.rows(
        "select improvement_id, status, submitted_on, implemented_on, yearly_saving, currency, is_confirmed "
        "from intermediate.int_improvement order by improvement_id"
    )
    assert ideas == [
        (f"{BOOK}I1", "implemented", date(2026, 1, 5), date(2026, 2, 1), Decimal(1200), "USD", True),
        (f"{BOOK}I2", "submitted", date(2026, 3, 5), None, None, None, False),
    ]
