"""Boards, time sheets, meetings and their actions."""

from __future__ import annotations

from collections.abc import Iterator

from sources.demo.events import Company
from tests.acceptance.entity_truth.compared import Compared, Row

PERSON = "split_part(person_key, ':', 3)"


def board_items(company: Company) -> Iterator[Row]:
    """An Asana task that is done is ticked off; a Trello card lies in its list."""
    systems = {one.project_key: one for one in company.projects if one.system in ("asana", "trello")}
    for item in company.work_items:
        project = systems.get(item.project_key)
        if project is None:
            continue
        status = item.transitions[-1][2].lower() if item.transitions else "to do"
        if project.system == "asana" and status == "done":
            status = "completed"
        due = item.due_changes[-1][1] if item.due_changes else None
        source = "changelog" if project.system == "trello" else None
        yield (project.system, project.name, status, due, source)


def worked(company: Company) -> Iterator[Row]:
    for one in company.collaboration.worked:
        yield (one.employee_number, one.day, one.project_key, one.org_unit_id, one.hours, one.is_billable,
               one.is_overtime)  # fmt: skip


def meetings(company: Company) -> Iterator[Row]:
    for one in company.collaboration.meetings:
        status = "held" if one.held_on else "planned" if one.planned_on > company.as_of else "not_held"
        yield (one.meeting_id, one.planned_on, one.held_on, status, one.org_unit_id, 1 + len(one.other_units),
               one.planned_minutes, one.held_minutes, one.attendees)  # fmt: skip


def actions(company: Company) -> Iterator[Row]:
    for one in company.collaboration.actions:
        yield (one.action_id, one.meeting_id, one.org_unit_id, one.due_on, one.moved_to, one.done_on, one.is_cancelled)


PROJECTS = (
    Compared(
        "work_item",
        "system, project_name, status, due_date, case when system = 'trello' then transition_source end",
        "system in ('asana', 'trello')",
        board_items,
    ),
    Compared(
        "timesheet", f"{PERSON}, work_date, project_key, org_unit_id, hours, is_billable, is_overtime", "true", worked
    ),
    Compared(
        "meeting",
        "split_part(meeting_id, ':', 3), planned_on, held_on, status, org_unit_id, unit_count, "
        "planned_minutes, held_minutes, attendees",
        "true",
        meetings,
    ),
    Compared(
        "meeting_action",
        "split_part(action_id, ':', 3), split_part(meeting_id, ':', 3), org_unit_id, due_on, "
        "moved_to, done_on, is_cancelled",
        "true",
        actions,
    ),
)
