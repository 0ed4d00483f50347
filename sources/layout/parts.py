"""Parts of the layout grammar that only one kind of file needs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.layout.fields import Fields


@dataclass(frozen=True)
class Changes:
    """How nested change records of a JSON record become one JSON array."""

    column: str
    path: str
    at: str
    items: str | None
    field: str | None
    keep: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Join:
    """Records of another array of the document that a record takes in under `name`."""

    name: str
    records: str
    own: str
    other: str
    many: bool


@dataclass(frozen=True)
class Blocks:
    """Tables stacked in one file, each under lines that begin with `mark` and tell of it."""

    mark: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    day: str
    start: str
    end: str
    offset: str | None


@dataclass(frozen=True)
class Tagged:
    """Rows that name their kind in the first cell: which kinds are records, and how header lines are marked."""

    tags: tuple[str, ...]
    prefix: str
    ignore: re.Pattern[str] | None
    block: str | None
    inherit: tuple[str, ...]
    month_of: str | None


@dataclass(frozen=True)
class Metadata:
    """A row of known positions above the header: what it must hold, and what it says of the whole file."""

    row: int
    cells: tuple[tuple[int, re.Pattern[str]], ...]
    columns: tuple[tuple[str, int], ...]
    instance: tuple[int, ...]
    exported_at: int | None
    window: tuple[int, int] | None
    day_month: str | None
    year_start: int | None


@dataclass(frozen=True)
class FillDown:
    """Columns that only the first row of a group fills; a row without any of `key` continues the one above."""

    key: tuple[str, ...]
    columns: tuple[str, ...]
    number: str | None


@dataclass(frozen=True)
class Numbered:
    """Headers that only number the months of the year in which the row lies; `number` keeps the number."""

    header: re.Pattern[str]
    number: str | None


@dataclass(frozen=True)
class Tree:
    """A column of labels without a header, whose parents close with a row that says their total."""

    column: str
    total: re.Pattern[str]
    groups: re.Pattern[str] | None


def tree_from(block: Fields | None) -> Tree | None:
    """The mapping `tree`."""
    if block is None:
        return None
    total = block.regex("total")
    if total is None or "key" not in total.groupindex:
        raise block.wrong(f"customProperties.{block.name}.total", "has no group `key`")
    tree = Tree(block.text("column", required=True) or "", total, block.regex("groups"))
    block.done()
    return tree


def fill_down_from(block: Fields | None) -> FillDown | None:
    """The mapping `fill_down`."""
    if block is None:
        return None
    filled = FillDown(block.texts("key"), block.texts("columns"), block.text("number"))
    if not filled.key:
        raise block.wrong(f"customProperties.{block.name}.key", "is missing")
    block.done()
    return filled


def numbered_from(block: Fields | None) -> Numbered | None:
    """The mapping `numbered`."""
    if block is None:
        return None
    header = block.regex("header")
    if header is None or header.groups != 1:
        raise block.wrong(f"customProperties.{block.name}.header", "is no regular expression with one group")
    numbered = Numbered(header, block.text("number"))
    block.done()
    return numbered


def tagged_from(block: Fields) -> Tagged:
    """The keys of a `tagged` layout, which stand beside the others."""
    tagged = Tagged(
        tags=block.texts("tags"),
        prefix=block.text("prefix", required=True) or "",
        ignore=block.regex("others"),
        block=block.text("block"),
        inherit=block.texts("inherit"),
        month_of=block.text("month_of"),
    )
    if not tagged.tags:
        raise block.wrong("customProperties.layout.tags", "is missing")
    return tagged


def metadata_from(block: Fields | None) -> Metadata | None:
    """The mapping `metadata`."""
    if block is None:
        return None
    places = dict(block.positions("instance"))
    window = dict(block.positions("window"))
    dates = block.block("day_month")
    metadata = Metadata(
        row=block.whole("row") or 1,
        cells=block.patterns("cells"),
        columns=block.positions("columns"),
        instance=tuple(places.values()),
        exported_at=block.whole("exported_at"),
        window=(window["from"], window["to"]) if {"from", "to"} == set(window) else None,
        day_month=dates.text("column", required=True) if dates else None,
        year_start=dates.whole("year_start") if dates else None,
    )
    for part in (block, dates):
        if part:
            part.done()
    return metadata


def changes_from(block: Fields) -> Changes:
    """The mapping `changes`."""
    keep = block.value.pop("keep", None)
    if not isinstance(keep, dict) or not all(isinstance(pair, list) and len(pair) == 2 for pair in keep.values()):
        raise block.wrong("customProperties.layout.changes.keep", f"is {keep!r}", "{field: [from key, to key]}")
    texts = {key: block.text(key, required=True) or "" for key in ("column", "path", "at")}
    items, field = block.text("items"), block.text("field")
    block.done()
    pairs = tuple((str(name), str(pair[0]), str(pair[1])) for name, pair in keep.items())
    return Changes(**texts, items=items, field=field, keep=pairs)


def joins_from(block: Fields | None) -> tuple[Join, ...]:
    """The mapping `joins`, by name."""
    joins = []
    for name in list(block.value) if block else []:
        assert block
        part = Fields(f"{block.name}.{name}", block.value[name], block.wrong)
        own, other, records = (part.text(key, required=True) or "" for key in ("own", "other", "records"))
        joins.append(Join(str(name), records, own, other, part.flag("many")))
        part.done()
    return tuple(joins)


def blocks_from(block: Fields | None) -> Blocks | None:
    """The mapping `blocks`."""
    if block is None:
        return None
    fields = Fields(f"{block.name}.fields", block.value.pop("fields", None), block.wrong)
    labels = tuple((str(column), fields.texts(column)) for column in list(fields.value))
    texts = {key: block.text(key, required=True) or "" for key in ("mark", "day", "start", "end")}
    blocks = Blocks(fields=labels, offset=block.text("offset"), **texts)
    block.done()
    for key in ("start", "end"):
        if texts[key] not in dict(labels):
            raise block.wrong(f"customProperties.{block.name}.{key}", f"is {texts[key]!r}", "one of `fields`")
    return blocks
