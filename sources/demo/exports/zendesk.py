"""Zendesk: a report of the tickets on the account's clock, and tables of a connector in UTC that tell of them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sources.demo.events import Company
from sources.demo.events.support import Ticket
from sources.demo.exports.delimited import write_csv
from sources.demo.exports.dirt import DELETED_TICKETS

REPORT = (
    "Summation column", "Id", "Requester", "Requester id", "Requester email", "Assignee", "Group", "Subject", "Status",
    "Priority", "Via", "Ticket type", "Created at", "Solved at", "Satisfaction Score", "Reopens", "Replies",
    "First reply time in minutes",
)  # fmt: skip
TICKET = (
    "id", "_fivetran_synced", "created_at", "due_at", "group_id", "organization_id", "priority", "requester_id",
    "status", "submitter_id", "ticket_form_id", "type", "updated_at", "via_channel",
)  # fmt: skip
HISTORY = ("field_name", "ticket_id", "updated", "_fivetran_synced", "user_id", "value")
RATINGS = ("id", "ticket_id", "score", "comment", "created_at", "updated_at", "assignee_id", "group_id")
POLICIES = ("sla_policy_id", "title", "priority", "metric", "target", "business_hours")
SHOWN = {"on_hold": "hold"}
"""Statuses that the product names differently."""


def write_zendesk(company: Company, folder: Path) -> None:
    """Writes the report and the tables of the as-of date."""
    day = company.as_of
    tickets = [one for one in company.support.tickets if one.system == "zendesk"]
    write_csv(folder / f"tickets_report_{day}.csv", _report(company, tickets))
    write_csv(folder / f"ticket_{day}.csv", _tickets(company, tickets))
    write_csv(folder / f"ticket_field_history_{day}.csv", _history(company, tickets))
    write_csv(folder / f"satisfaction_ratings_{day}.csv", _ratings(tickets))
    write_csv(folder / f"sla_policies_{day}.csv", _policies(company))


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _report(company: Company, tickets: list[Ticket]) -> Iterator[list[str]]:
    yield list(REPORT)
    zone = ZoneInfo(company.time_zone)

    def clock(moment: datetime | None) -> str:
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""

    for one in tickets:
        person = f"9{one.ticket_id}"
        rating = "" if one.rating is None else "Good" if one.rating[1] else "Bad"
        yield [
            "1", one.ticket_id, f"Customer {person}", person, f"person{person}@customers.example", "Agent 7", one.queue,
            f"Request {one.ticket_id}", SHOWN.get(one.status, one.status).capitalize(), one.priority.capitalize(),
            one.channel, one.kind.capitalize(), clock(one.opened), clock(one.solved), rating, str(one.reopened),
            str(len(one.changes)), "" if one.first_reply_minutes is None else str(one.first_reply_minutes),
        ]  # fmt: skip


def _tickets(company: Company, tickets: list[Ticket]) -> Iterator[list[str]]:
    yield list(TICKET)
    synced = f"{company.as_of} 23:30:00"
    for one in tickets:
        yield _ticket(one, one.ticket_id, SHOWN.get(one.status, one.status), synced)
    for number in range(DELETED_TICKETS):
        yield _ticket(tickets[0], f"69{number:02d}", "deleted", synced)


def _ticket(one: Ticket, identity: str, status: str, synced: str) -> list[str]:
    requester = f"9{identity}"
    return [
        identity, synced, _utc(one.opened), "", one.queue_id, one.customer_id, one.priority, requester, status,
        requester, "1", one.kind, _utc(one.changes[-1][0]), one.channel,
    ]  # fmt: skip


def _history(company: Company, tickets: list[Ticket]) -> Iterator[list[str]]:
    yield list(HISTORY)
    for one in tickets:
        for at, status in one.changes:
            yield ["status", one.ticket_id, _utc(at), f"{company.as_of} 23:30:00", "41", SHOWN.get(status, status)]


def _ratings(tickets: list[Ticket]) -> Iterator[list[str]]:
    """What was said, after the line that only tells that it was asked for."""
    yield list(RATINGS)
    number = 0
    for one in tickets:
        if one.rating is None:
            continue
        at, is_good = one.rating
        for score, comment in (
            ("offered", ""),
            ("good", "Quick help") if is_good else ("bad with comment", "Too slow"),
        ):
            number += 1
            yield [str(number), one.ticket_id, score, comment, _utc(at), _utc(at), "41", one.queue_id]


def _policies(company: Company) -> Iterator[list[str]]:
    yield list(POLICIES)
    for one in company.support.promises:
        yield [one.policy_id, one.title, one.priority, one.metric, str(one.minutes),
               str(one.in_business_hours).lower()]  # fmt: skip
