"""Trello: a board's JSON with its cards, lists and actions; a card's id begins with the second it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sources.demo.events import Company, Project, WorkItem
from sources.demo.exports.delimited import write_bytes
from sources.demo.exports.jira import end_of_day, state_at


def write_trello(company: Company, folder: Path) -> None:
    """Writes each board as it stands on the as-of date."""
    for project in company.projects:
        if project.system == "trello":
            text = json.dumps(_board(company, project, company.as_of), ensure_ascii=False, indent=1)
            write_bytes(folder / f"{project.name.replace(' ', '_')}_{company.as_of}.json", text.encode())


def card_id(item: WorkItem) -> str:
    """24 hex digits: the second of creation, then a number."""
    return f"{int(item.created.timestamp()):08x}{int(item.issue_id):016x}"


def _board(company: Company, project: Project, day: date) -> dict[str, Any]:
    moment = end_of_day(day, company.time_zone)
    items = [one for one in company.work_items if one.project_key == project.project_key and one.created <= moment]
    names = [rule.status for rule in company.status_rules]
    lists = {name: f"{project.project_key[:20]}{number:04x}" for number, name in enumerate(names, start=1)}
    cards = []
    for number, item in enumerate(items, start=1):
        state = state_at(item, moment)
        cards.append(
            {
                "id": card_id(item),
                "idShort": number,
                "idBoard": project.project_key,
                "idList": lists[state.status],
                "name": item.summary,
                "closed": False,
                "due": _noon(state.due, company.time_zone),
                "dueComplete": False,
                "dateLastActivity": _stamp(state.updated),
                "labels": [],
                "idMembers": [],
                "desc": "",
            }
        )
    actions = [action for item in items for at, action in _actions(item, company.time_zone) if at <= moment]
    actions.sort(key=lambda one: one["date"], reverse=True)
    return {
        "id": project.project_key,
        "name": project.name,
        "closed": False,
        "lists": [{"id": identity, "name": name, "closed": False} for name, identity in lists.items()],
        "cards": cards,
        "actions": actions,
    }


def _actions(item: WorkItem, zone: str) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Moves, and changes of the due date after the card was made."""
    card = {"id": card_id(item)}
    for at, before, after in item.transitions:
        yield at, _action(at, {"card": card, "listBefore": {"name": before}, "listAfter": {"name": after}})
    known: date | None = None
    for at, due in item.due_changes:
        if at > item.created:
            changed = {**card, "due": _noon(due, zone)}
            yield at, _action(at, {"card": changed, "old": {"due": _noon(known, zone)}})
        known = due


def _action(at: datetime, data: dict[str, Any]) -> dict[str, Any]:
    return {"type": "updateCard", "date": _stamp(at), "data": data}


def _noon(day: date | None, zone: str) -> str | None:
    return _stamp(datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)) if day else None


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
