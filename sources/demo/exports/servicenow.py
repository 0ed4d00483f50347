"""ServiceNow: list exports of incidents and changes on the user's clock; the newest one repeats the earlier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sources.demo.events import Company
from sources.demo.exports.delimited import write_csv
from sources.demo.exports.jira import end_of_day

INCIDENT = (
    "Number", "Incident state", "Caller", "Severity", "Priority", "Category", "Service", "Assignment group", "Opened",
    "Resolved", "Closed", "Made SLA", "Reopen count", "Short description",
)  # fmt: skip
CHANGE = (
    "Number", "State", "Type", "Risk", "Planned start date", "Planned end date", "Actual start date", "Actual end date",
    "Close code", "Assignment group", "Service", "Opened", "Closed",
)  # fmt: skip
STATE = {
    "new": "New",
    "in_progress": "In Progress",
    "on_hold": "On Hold",
    "resolved": "Resolved",
    "closed": "Closed",
}
SEVERITY = {1: "1 - High", 2: "2 - Medium", 3: "3 - Low"}
PRIORITY = {1: "1 - Critical", 2: "2 - High", 3: "3 - Moderate", 4: "4 - Low"}
RISK = {2: "High", 3: "Moderate", 4: "Low"}
CODE = {
    "successful": "Successful",
    "successful_with_issues": "Successful with issues",
    "failed": "Unsuccessful",
    "backed_out": "Backed out",
    "cancelled": "",
    "open": "",
}
EARLIER = date(2025, 12, 1)


def write_servicenow(company: Company, folder: Path) -> None:
    """Writes the incidents of two days and the changes of the as-of date."""
    for day in (EARLIER, company.as_of):
        write_csv(folder / f"incident_{day}.csv", _incidents(company, day))
    write_csv(folder / f"change_request_{company.as_of}.csv", _changes(company))


def _clock(company: Company, moment: datetime | None) -> str:
    return f"{moment.astimezone(ZoneInfo(company.time_zone)):%Y-%m-%d %H:%M:%S}" if moment else ""


def _incidents(company: Company, day: date) -> Iterator[list[str]]:
    """The incidents as they stood at the end of a day."""
    yield list(INCIDENT)
    moment = end_of_day(day, company.time_zone)
    for one in company.safety.incidents:
        if one.opened > moment:
            continue
        resolved = one.resolved if one.resolved and one.resolved <= moment else None
        closed = one.closed if one.closed and one.closed <= moment else None
        status = "closed" if closed else "resolved" if resolved else "in_progress" if one.resolved else one.status
        yield [
            one.number, STATE[status], "Caller 4", SEVERITY[one.severity], PRIORITY[one.priority], one.category,
            one.service, one.queue, _clock(company, one.opened), _clock(company, resolved), _clock(company, closed),
            str(one.kept_promise).lower(), str(one.reopened), f"{one.service} fault",
        ]  # fmt: skip


def _changes(company: Company) -> Iterator[list[str]]:
    yield list(CHANGE)
    for one in company.safety.changes:
        state = {"open": "Scheduled", "cancelled": "Canceled"}.get(one.outcome, "Closed")
        start, end = one.worked or (None, None)
        yield [
            one.number, state, one.kind.capitalize(), RISK[one.risk], *(_clock(company, at) for at in one.planned),
            _clock(company, start), _clock(company, end), CODE[one.outcome], one.queue, one.service,
            _clock(company, one.opened), _clock(company, one.closed),
        ]  # fmt: skip
