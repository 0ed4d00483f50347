"""Salesforce cases of the European desk, by the export service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sources.demo.events import Company
from sources.demo.exports.delimited import write_csv

CASE = (
    "Id", "IsDeleted", "CaseNumber", "AccountId", "Type", "Status", "Reason", "Origin", "Subject", "Priority",
    "IsClosed", "ClosedDate", "IsEscalated", "OwnerId", "SlaStartDate", "SlaExitDate", "MilestoneStatus", "CreatedDate",
    "LastModifiedDate", "SystemModstamp",
)  # fmt: skip
STATUS = {"new": "New", "open": "Working", "pending": "Waiting on Customer", "on_hold": "On Hold", "closed": "Closed"}
PRIORITY = {"low": "Low", "normal": "Medium", "high": "High", "urgent": "Critical"}


def write_cases(company: Company, folder: Path) -> None:
    """Writes the cases of the as-of date."""
    write_csv(folder / f"Case_{company.as_of}.csv", _cases(company), bom=True)


def _cases(company: Company) -> Iterator[list[str]]:
    yield list(CASE)
    tickets = [one for one in company.support.tickets if one.system == "salesforce"]
    for number, one in enumerate(tickets, start=1):
        closed = one.status == "closed"
        promise = {None: "", True: "Compliant", False: "Closed Violation"}[one.is_promise_kept]
        ended = _stamp(one.changes[-1][0]) if closed else ""
        changed = _stamp(one.changes[-1][0])
        yield [
            one.ticket_id, "", f"{number:08d}", one.customer_id, one.kind.capitalize(), STATUS[one.status], "",
            one.channel, f"Request {number}", PRIORITY[one.priority], "1" if closed else "", ended, "", one.queue_id,
            _stamp(one.opened), ended, promise, _stamp(one.opened), changed, changed,
        ]  # fmt: skip


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000+0000"
