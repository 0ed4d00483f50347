"""Records in a JSON array; nested change records become one JSON text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sources.cast.types import Kind
from sources.contract import Column, Contract
from sources.layout.grammar import Changes
from sources.layout.record import Learned, Problem, Record, Records, Text
from sources.read.cells import MARK, SPACES


def json_rows(document: Any, contract: Contract) -> list[dict[str, Any]] | None:
    """The record objects of a document, or of a list of such documents (pages); None if it has another shape."""
    pages = document if isinstance(document, list) else [document]
    rows: list[dict[str, Any]] = []
    for page in pages:
        found = page.get(contract.layout.records) if isinstance(page, dict) else None
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            return None
        rows.extend(found)
    wanted = contract.match.all_headers
    fits = bool(pages) and all(name in row for row in rows for name in wanted)
    return rows if fits else None


def json_records(document: Any, contract: Contract, learned: Learned) -> Records:
    """One record per object; its number is its position, 1-based."""
    cut = 0
    for position, row in enumerate(json_rows(document, contract) or [], start=1):
        values = [_value(column, row) for column in contract.columns]
        problems: list[Problem] = []
        if changes := contract.layout.changes:
            text, is_cut, problem = _changes(row, changes)
            values[[column.name for column in contract.columns].index(changes.column)] = text
            cut += is_cut
            problems += [problem] if problem else []
        yield Record(position, None, values, None, problems)
    if cut:
        learned.facts["cut_changelogs"] = cut
        learned.warnings.append(f"{cut} records carry only a part of their change history; export with the whole of it")


def first_at(row: Any, path: str | None) -> Any:
    """The first value at a dotted path; None if absent."""
    return next(_walk(row, (path or "").split(".")), None)


def _walk(node: Any, path: list[str]) -> Iterator[Any]:
    if not path:
        if node is not None:
            yield node
        return
    name, rest = path[0], path[1:]
    many = name.endswith("[]")
    child = node.get(name.removesuffix("[]")) if isinstance(node, dict) else None
    for item in child if many and isinstance(child, list) else [child]:
        yield from _walk(item, rest)


def _value(column: Column, row: dict[str, Any]) -> Text:
    found = [list(_walk(row, path.split("."))) for path in column.paths]
    if column.type.kind is Kind.STRINGS:
        values = [value for group in found for value in group]
        flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
        return [text for item in flat if (text := _text(item))] if values else None
    value = next((group[0] for group in found if group), None)
    if value is None:
        return column.constant
    text = _text(value)
    if text is None or column.type.kind is Kind.STRING:
        return text
    if isinstance(value, bool):
        return f"{MARK}B{text}"
    return f"{MARK}N{text}" if isinstance(value, int | Decimal) else text


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value.replace(MARK, "").strip(SPACES) or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def _changes(row: dict[str, Any], changes: Changes) -> tuple[str | None, bool, Problem | None]:
    histories = first_at(row, changes.path)
    if not isinstance(histories, list):
        return None, False, None
    holder = first_at(row, changes.path.rpartition(".")[0])
    total = holder.get("total") if isinstance(holder, dict) else None
    keep = {name: (before, after) for name, before, after in changes.keep}
    found: list[tuple[datetime, dict[str, str | None]]] = []
    for history in histories:
        written = history.get(changes.at) if isinstance(history, dict) else None
        for item in (history.get(changes.items) or []) if isinstance(history, dict) else []:
            field = item.get(changes.field) if isinstance(item, dict) else None
            if field not in keep:
                continue
            at = moment(written)
            if at is None:
                return None, False, Problem(changes.column, "a change has no readable time", str(written))
            before, after = (_text(item[key]) if item.get(key) is not None else None for key in keep[field])
            stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            found.append((at, {"at": stamp, "field": field, "from": before, "to": after}))
    found.sort(key=lambda change: change[0])
    text = json.dumps([change for _, change in found], ensure_ascii=False)
    return text, isinstance(total, int) and total > len(histories), None


def moment(text: Any) -> datetime | None:
    """An ISO moment with offset, in UTC; None if it is none."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found.astimezone(UTC) if found and found.tzinfo else None
