"""Jira Cloud: one project as CSV snapshots on the site's clock, the others as REST JSON with changelog."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sources.demo.events import Company, WorkItem
from sources.demo.exports.delimited import write_bytes, write_csv
from sources.demo.exports.dirt import UNREADABLE_SNAPSHOT_DATES

HEADER = (
    "Summary",
    "Issue key",
    "Issue id",
    "Issue Type",
    "Status",
    "Project key",
    "Project name",
    "Project type",
    "Priority",
    "Resolution",
    "Assignee",
    "Assignee Id",
    "Reporter",
    "Reporter Id",
    "Created",
    "Updated",
    "Last Viewed",
    "Resolved",
    "Due date",
    "Votes",
    "Labels",
    "Labels",
    "Description",
    "Watchers",
    "Watchers",
    "Sprint",
    "Sprint",
    "Custom field (Rank)",
    "Custom field (Story Points)",
    "Parent key",
    "Status Category",
    "Status Category Changed",
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CATEGORY = {"To Do": "To Do", "Selected": "To Do", "Done": "Done", "Cancelled": "Done"}
"""What the site shows; Cancelled stands in its Done column, which is why a status map is needed."""
FIRST_JSON = date(2025, 11, 28)


@dataclass(frozen=True)
class State:
    """An item as it stands at a moment."""

    status: str
    changed: datetime
    resolved: datetime | None
    updated: datetime
    due: date | None


def write_jira(company: Company, folder: Path) -> None:
    """Writes the CSV snapshots of the CSV project, and two JSON exports of the others."""
    for project in company.projects:
        for day in project.snapshots if project.system == "jira" else ():
            extra = UNREADABLE_SNAPSHOT_DATES if day == company.as_of else 0
            write_csv(
                folder / f"Jira {project.project_key} {day}.csv", csv_rows(company, project.project_key, day, extra)
            )
    for day in (FIRST_JSON, company.as_of):
        text = json.dumps(search_result(company, day), ensure_ascii=False, indent=1)
        write_bytes(folder / f"jira_search_{day}.json", text.encode())


def state_at(item: WorkItem, moment: datetime) -> State:
    """Status, resolution and due date after everything up to `moment`."""
    status, changed, resolved = "To Do", item.created, None
    for at, _, to in item.transitions:
        if at <= moment:
            status, changed = to, at
            resolved = at if CATEGORY.get(to) == "Done" else None
    dues = [(at, due) for at, due in item.due_changes if at <= moment]
    updated = max([changed, *(at for at, _ in dues)])
    return State(status, changed, resolved, updated, dues[-1][1] if dues else None)


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a day on the site, in UTC."""
    return (datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)) - timedelta(seconds=1)).astimezone(UTC)


def csv_rows(company: Company, project_key: str, day: date, unreadable: int = 0) -> Iterator[list[str]]:
    """`Export CSV (all fields)`: no zone, minutes only, repeated columns for labels, watchers and sprints."""
    moment = end_of_day(day, company.jira_time_zone)
    zone = ZoneInfo(company.jira_time_zone)
    yield list(HEADER)
    rows = [
        _csv_row(item, state_at(item, moment), zone)
        for item in company.work_items
        if item.project_key == project_key and item.created <= moment
    ]
    yield from reversed(rows)
    for number in range(unreadable):
        broken = dict(zip(range(len(HEADER)), rows[0], strict=True))
        broken[HEADER.index("Issue key")] = f"{project_key}-X{number}"
        broken[HEADER.index("Created")] = "yesterday"
        yield list(broken.values())


def _csv_row(item: WorkItem, state: State, zone: ZoneInfo) -> list[str]:
    def clock(moment: datetime | None) -> str:
        return site_clock(moment.astimezone(zone)) if moment else ""

    number = int(item.key.rpartition("-")[2])
    person = f"712020:{item.assignee[-2:]}"
    resolution = "" if state.resolved is None else "Won't Do" if state.status == "Cancelled" else "Done"
    due = f"{state.due.day:02d}/{MONTHS[state.due.month - 1]}/{state.due:%y} 12:00 AM" if state.due else ""
    return [
        item.summary,
        item.key,
        item.issue_id,
        item.item_type,
        state.status,
        item.project_key,
        item.project_name,
        "software",
        "Medium",
        resolution,
        item.assignee,
        person,
        item.assignee,
        person,
        clock(item.created),
        clock(state.updated),
        "",
        clock(state.resolved),
        due,
        "0",
        "line" if number % 3 == 0 else "",
        "audit" if number % 9 == 0 else "",
        f'Steps for {item.summary}:\n* see the "work plan"' if number % 5 == 0 else "",
        item.assignee,
        "",
        f"{item.project_key} Sprint {number // 20 + 1}",
        "",
        f"0|i{number:05d}:",
        str(1 + number % 8),
        "",
        CATEGORY.get(state.status, "In Progress"),
        clock(state.changed),
    ]


def site_clock(moment: datetime) -> str:
    """Jira's default look: `22/Sep/25 9:26 AM`."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    return f"{moment.day:02d}/{MONTHS[moment.month - 1]}/{moment:%y} {hour}:{moment:%M} {half}"


def search_result(company: Company, day: date) -> dict[str, Any]:
    """The answer of REST search with `expand=changelog` for the JSON projects."""
    moment = end_of_day(day, company.jira_time_zone)
    keys = {
        project.project_key for project in company.projects if project.export == "json" and project.system == "jira"
    }
    items = [item for item in company.work_items if item.project_key in keys and item.created <= moment]
    issues = [_issue(company, item, moment) for item in items]
    return {"expand": "schema,names", "startAt": 0, "maxResults": len(issues), "total": len(issues), "issues": issues}


def _issue(company: Company, item: WorkItem, moment: datetime) -> dict[str, Any]:
    zone = ZoneInfo(company.jira_time_zone)
    base = f"https://{company.jira_instance}/rest/api/3"
    state = state_at(item, moment)
    person = {"accountId": f"712020:{item.assignee[-2:]}", "displayName": item.assignee, "active": True}
    category = CATEGORY.get(state.status, "In Progress")
    changes = [(at, "status", old, new) for at, old, new in item.transitions if at <= moment]
    changes += [(at, "duedate", old, new) for at, old, new in _due_moves(item) if at <= moment]
    histories = [
        {
            "id": f"{item.issue_id}{number:03d}",
            "author": person,
            "created": _stamp(at, zone),
            "items": [_change(field, old, new)],
        }
        for number, (at, field, old, new) in enumerate(sorted(changes, key=lambda one: (one[0], one[1])), start=1)
    ]
    histories.reverse()
    resolution = None if state.resolved is None else {"name": "Won't Do" if state.status == "Cancelled" else "Done"}
    return {
        "expand": "operations,changelog",
        "id": item.issue_id,
        "self": f"{base}/issue/{item.issue_id}",
        "key": item.key,
        "fields": {
            "summary": item.summary,
            "issuetype": {"self": f"{base}/issuetype/3", "name": item.item_type, "subtask": False},
            "project": {
                "self": f"{base}/project/{item.project_key}",
                "key": item.project_key,
                "name": item.project_name,
            },
            "status": {"name": state.status, "statusCategory": {"name": category}},
            "priority": {"name": "Medium"},
            "resolution": resolution,
            "assignee": person,
            "reporter": person,
            "created": _stamp(item.created, zone),
            "updated": _stamp(state.updated, zone),
            "resolutiondate": _stamp(state.resolved, zone) if state.resolved else None,
            "duedate": state.due.isoformat() if state.due else None,
            "labels": [],
            "statuscategorychangedate": _stamp(state.changed, zone),
            "customfield_10016": None,
        },
        "changelog": {"startAt": 0, "maxResults": len(histories), "total": len(histories), "histories": histories},
    }


def _due_moves(item: WorkItem) -> Iterator[tuple[datetime, str, str]]:
    """Changes of the due date; the one set with the item is its first value and no change."""
    before = ""
    for at, due in item.due_changes:
        after = due.isoformat() if due else ""
        if at > item.created:
            yield at, before, after
        before = after


def _change(field: str, old: str, new: str) -> dict[str, Any]:
    if field == "status":
        return {
            "field": field,
            "fieldtype": "jira",
            "from": str(len(old)),
            "fromString": old,
            "to": str(len(new)),
            "toString": new,
        }
    texts = {"fromString": f"{old} 00:00:00.0" if old else None, "toString": f"{new} 00:00:00.0" if new else None}
    return {"field": field, "fieldtype": "jira", "from": old or None, "to": new or None, **texts}


def _stamp(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%dT%H:%M:%S}.000{moment.astimezone(zone):%z}"
