"""Records in a JSON array; nested change records become one JSON text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sources.cast.types import Kind
from sources.contract import Column, Contract
from sources.layout.parts import Changes, Join
from sources.layout.record import Learned, Problem, Record, Records, Text
from sources.read.cells import MARK, SPACES

WHOLE = "$"
"""The document itself, where it is an array of records."""


def json_rows(document: Any, contract: Contract) -> list[dict[str, Any]] | None:
    """The record objects of a document, or of a list of such documents (pages); None if it has another shape."""
    pages = document if isinstance(document, list) else [document]
    rows: list[dict[str, Any]] = []
    if contract.layout.records == WHOLE:
        pages = [{WHOLE: document}]
    for page in pages:
        found = page.get(contract.layout.records) if isinstance(page, dict) else None
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            return None
        rows.extend(_joined(page, found, contract.layout.joins))
    wanted = contract.match.all_headers
    fits = bool(pages) and all(name in row for row in rows for name in wanted)
    return rows if fits else None


def _joined(page: dict[str, Any], rows: list[dict[str, Any]], joins: tuple[Join, ...]) -> list[dict[str, Any]]:
    """The records with those of the document's other arrays that point to them; `$` is the document itself."""
    for join in joins:
        others = [page] if join.records == "$" else page.get(join.records)
        if not isinstance(others, list):
            continue
        by_key: dict[str | None, list[Any]] = {}
        for other in others:
            by_key.setdefault(_key(other, join.other), []).append(other)
        by_key[None] = []
        matches = [by_key.get(_key(row, join.own), []) for row in rows]
        rows = [
            row | {join.name: found if join.many else (found[0] if found else None)}
            for row, found in zip(rows, matches, strict=True)
        ]
    return rows


def _key(row: Any, path: str) -> str | None:
    value = first_at(row, path)
    return None if value is None else _text(value)


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
    found: list[tuple[datetime, dict[str, str | None]]] = []
    for history in histories:
        written = history.get(changes.at) if isinstance(history, dict) else None
        for field, before, after in _kept(history, changes):
            at = moment(written)
            if at is None:
                return None, False, Problem(changes.column, "a change has no readable time", str(written))
            stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            found.append((at, {"at": stamp, "field": field, "from": before, "to": after}))
    found.sort(key=lambda change: change[0])
    text = json.dumps([change for _, change in found], ensure_ascii=False)
    return text, isinstance(total, int) and total > len(histories), None


def _kept(history: Any, changes: Changes) -> Iterator[tuple[str, str | None, str | None]]:
    """Field, old and new text of the changes to keep; without a name of the field, those of which one side is there."""
    items = first_at(history, changes.items) if changes.items else [history]
    for item in items if isinstance(items, list) else []:
        for name, before, after in changes.keep:
            if changes.field and first_at(item, changes.field) != name:
                continue
            sides = [first_at(item, path) for path in (before, after)]
            if changes.field or any(side is not None for side in sides):
                old, new = (_text(side) if side is not None else None for side in sides)
                yield name, old, new


def moment(text: Any) -> datetime | None:
    """An ISO moment with offset, in UTC; None if it is none."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found.astimezone(UTC) if found and found.tzinfo else None
