"""BambooHR: the employee report of each month's last day, leavers included, the day in the file's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sources.demo.company.org import CN, DE, UNIT_BY_ID
from sources.demo.company.people import position_on, without_leaver
from sources.demo.events import Company, Employee
from sources.demo.exports.delimited import write_csv
from sources.demo.exports.dirt import UNDATED_HIRES

HEADER = (
    "Employee #",
    "First Name",
    "Last Name",
    "Job Title",
    "Department",
    "Division",
    "Location",
    "Employment Status",
    "Status",
    "Hire Date",
    "Termination Date",
    "Termination Reason",
    "FTE",
    "Work Email",
    "Reports To",
)


def write_bamboohr(company: Company, folder: Path) -> None:
    """Writes one snapshot per day of `Company.employee_snapshots`."""
    for day in company.employee_snapshots:
        extra = UNDATED_HIRES if day == company.employee_snapshots[-1] else 0
        write_csv(folder / f"Employees {day}.csv", snapshot_rows(company, day, extra))


def snapshot_rows(company: Company, day: date, undated: int = 0) -> Iterator[list[str]]:
    """The report as of a day: who was hired by then, and who had left by then."""
    heads = {
        position_on(one, day).org_unit_id: f"{one.first_name} {one.last_name}"
        for one in company.employees
        if one.positions[0].job_title.startswith("Head of")
    }
    yield list(HEADER)
    for employee in company.employees:
        if employee.hire_date <= day:
            yield _row(employee, day, heads)
    for number in range(undated):
        yield [
            str(9990 + number),
            "Test",
            "Record",
            "Associate",
            "Operations",
            "",
            "",
            "Full-Time",
            "Active",
            "",
            "",
            "",
            "1.0",
            "",
            "",
        ]


def _row(employee: Employee, day: date, heads: dict[str, str]) -> list[str]:
    gone = employee.termination_date is not None and employee.termination_date <= day
    known = employee if gone else without_leaver(employee)
    position = position_on(known, day)
    unit = UNIT_BY_ID[position.org_unit_id]
    name = f"{known.first_name} {known.last_name}"
    superior = heads.get(unit.unit_id, "")
    if superior == name:
        superior = heads.get(unit.parent or "", "")
    return [
        known.number,
        known.first_name,
        known.last_name,
        position.job_title,
        position.department_label,
        UNIT_BY_ID[unit.parent].name if unit.parent else unit.name,
        {DE: "Bremen", CN: "Suzhou"}.get(unit.entity, "Albany"),
        known.employment_status,
        "Inactive" if gone else "Active",
        known.hire_date.isoformat(),
        known.termination_date.isoformat() if known.termination_date else "",
        known.termination_reason or "",
        str(known.fte),
        known.email,
        superior,
    ]
