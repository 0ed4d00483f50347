"""The invented company as it stood on a day, and what its systems export that day."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from sources.demo.events import Company, Risk, TrainingSession
from sources.demo.write import write_exports

NIGHTS = tuple(
    date.fromisoformat(day)
    for day in (
        "2024-11-30", "2024-12-13", "2024-12-31", "2025-01-02", "2025-01-31", "2025-02-14", "2025-02-28", "2025-03-31",
        "2025-04-01", "2025-04-30", "2025-05-16", "2025-05-31", "2025-06-30", "2025-07-01", "2025-07-31", "2025-08-15",
        "2025-08-31", "2025-09-30", "2025-10-01", "2025-10-31", "2025-11-14", "2025-11-30", "2025-12-01", "2025-12-19",
    )
)  # fmt: skip
"""Month ends, days inside months, quarter starts, a turn of the year."""
DETAIL_TAKEN = date(2025, 12, 1)
"""The demo's only report that says its day in its footer alone."""
FEEDING = (
    "asana/",
    "bamboohr/Employees",
    "jira/",
    "quickbooks/",
    "salesforce/Account",
    "salesforce/Opportunity",
    "sap-de/FBL3N",
    "templates/",
    "trello/",
)
"""What feeds a mart; the other systems' exports are landed on the last day only."""
STATED_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def as_it_stood(company: Company, day: date) -> Company:
    """The company with what had happened by the end of a day; plans ahead stay."""
    return replace(
        company,
        as_of=day,
        ledger=tuple(one for one in company.ledger if one.posting_date <= day),
        budget=tuple(one for one in company.budget if one.approved_on <= day),
        fx_rates=tuple(one for one in company.fx_rates if one.rate_type == "budget" or one.rate_date <= day),
        employee_snapshots=(day,),
        training_sessions=tuple(_planned(one) if one.day > day else one for one in company.training_sessions),
        training_records=tuple(
            one for one in company.training_records if one.session_id in _held_sessions(company, day)
        ),
        survey_responses=tuple(one for one in company.survey_responses if one.day <= day),
        risks=tuple(_open(one, day) for one in company.risks if one.identified_on <= day),
        risk_assessments=tuple(one for one in company.risk_assessments if one.as_of <= day),
        goal_checkins=tuple(one for one in company.goal_checkins if one.day <= day),
        projects=tuple(replace(one, snapshots=(day,)) if one.snapshots else one for one in company.projects),
    )


def land(company: Company, day: date, landing: Path) -> None:
    """Export what the systems hold on a day; files of days before stay, those naming a later one are not there yet."""
    shutil.rmtree(landing.parent / "exports", ignore_errors=True)
    exports = landing.parent / "exports"
    write_exports(as_it_stood(company, day), exports)
    for file in sorted(path for path in exports.rglob("*") if path.is_file()):
        stated = [date.fromisoformat(text) for text in STATED_DAY.findall(file.name)]
        if "Transaction Detail" in file.name:
            stated.append(DETAIL_TAKEN)
        due = day == company.as_of or file.relative_to(exports).as_posix().startswith(FEEDING)
        if due and not any(other > day for other in stated):
            target = landing / file.relative_to(exports)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    shutil.rmtree(exports)


def _planned(session: TrainingSession) -> TrainingSession:
    return replace(session, status="planned")


def _held_sessions(company: Company, day: date) -> set[str]:
    return {one.session_id for one in company.training_sessions if one.day <= day}


def _open(risk: Risk, day: date) -> Risk:
    if risk.closed_on is None or risk.closed_on <= day:
        return risk
    return replace(risk, closed_on=None, status="open")
