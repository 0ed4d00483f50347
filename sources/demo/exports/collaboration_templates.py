"""What no tracker exports: time sheets, meetings and their actions."""

from __future__ import annotations

from dataclasses import asdict

from sources.demo.events import Company
from sources.templates.workbook import Row


def collaboration_rows(company: Company) -> dict[str, list[Row]]:
    """The records of each template dataset by column name."""
    sheets: list[Row] = [
        {
            "employee_number": one.employee_number,
            "work_date": one.day,
            "project_key": one.project_key,
            "activity": "Development",
            "hours": one.hours,
            "is_billable": one.is_billable,
            "is_overtime": one.is_overtime,
            "team": one.team,
        }
        for one in company.collaboration.worked
    ]
    meetings: list[Row] = [
        {**asdict(one), "other_units": ";".join(one.other_units)} for one in company.collaboration.meetings
    ]
    actions: list[Row] = [asdict(one) for one in company.collaboration.actions]
    return {"timesheet": sheets, "meeting": meetings, "meeting_action": actions}
