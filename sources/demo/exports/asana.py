"""Asana: one project a file as CSV, days only; what was ticked off is known by its day of completion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sources.demo.events import Company, Project
from sources.demo.exports.delimited import write_csv
from sources.demo.exports.jira import end_of_day, state_at

HEADER = (
    "Task ID", "Created At", "Completed At", "Last Modified", "Name", "Section/Column", "Assignee", "Assignee Email",
    "Start Date", "Due Date", "Tags", "Notes", "Projects", "Parent task",
)  # fmt: skip


def write_asana(company: Company, folder: Path) -> None:
    """Writes each project as it stood on each of its snapshot days."""
    for project in company.projects:
        if project.system == "asana":
            for day in project.snapshots:
                name = project.name.replace(" ", "_")
                write_csv(folder / f"{name}_{day}.csv", _rows(company, project, day))


def _rows(company: Company, project: Project, day: date) -> Iterator[list[str]]:
    zone = ZoneInfo(company.time_zone)
    moment = end_of_day(day, company.time_zone)
    yield list(HEADER)
    for item in company.work_items:
        if item.project_key != project.project_key or item.created > moment:
            continue
        state = state_at(item, moment)
        done = state.resolved if state.status == "Done" else None
        yield [
            f"12{item.issue_id:>014}", f"{item.created.astimezone(zone):%Y-%m-%d}",
            f"{done.astimezone(zone):%Y-%m-%d}" if done else "", f"{state.updated.astimezone(zone):%Y-%m-%d}",
            item.summary, state.status, item.assignee, "", "", state.due.isoformat() if state.due else "", "", "",
            project.name, "",
        ]  # fmt: skip
