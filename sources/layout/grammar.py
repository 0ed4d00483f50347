"""The layout grammar's frozen form and its reading from custom properties (documented in `sources.contract`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sources.layout.fields import Fields, Wrong
from sources.layout.parts import (
    Blocks,
    Changes,
    FillDown,
    Join,
    Metadata,
    Numbered,
    Tagged,
    Tree,
    blocks_from,
    changes_from,
    fill_down_from,
    joins_from,
    metadata_from,
    numbered_from,
    tagged_from,
    tree_from,
)

HEADER_ROWS, LABEL_ROWS = 2, 2
INSTANCES = ("title", "metadata", "json", "block")


class LayoutKind(StrEnum):
    """What shape a file has."""

    TABLE = "table"
    REPORT = "report"
    WIDE = "wide"
    JSON = "json"
    TAGGED = "tagged"
    POSITIONAL = "positional"


class DateOrder(StrEnum):
    """Order of day, month and year in numeric dates."""

    AUTO = "auto"
    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class DecimalMark(StrEnum):
    """What separates the fraction."""

    AUTO = "auto"
    POINT = "point"
    COMMA = "comma"


@dataclass(frozen=True)
class Layout:
    """One `layout` block; fields that a kind does not use are empty."""

    kind: LayoutKind
    sheets: tuple[str, ...] = ()
    all_sheets: bool = False
    fill_down: FillDown | None = None
    period_end: str | None = None
    blank_totals: tuple[str, ...] = ()
    total_label: re.Pattern[str] | None = None
    running_total: re.Pattern[str] | None = None
    section: str | None = None
    opening: tuple[str, ...] = ()
    total: re.Pattern[str] | None = None
    total_columns: tuple[str, ...] = ()
    total_of: str | None = None
    grand_total: tuple[str, ...] = ()
    footer: re.Pattern[str] | None = None
    month: str | None = None
    values: tuple[str, ...] = ()
    year: str | None = None
    numbered: Numbered | None = None
    name: str | None = None
    label: str | None = None
    header_rows: int = 1
    label_rows: int = 0
    ignore: re.Pattern[str] | None = None
    header: re.Pattern[str] | None = None
    written: str | None = None
    records: str | None = None
    joins: tuple[Join, ...] = ()
    changes: Changes | None = None
    blocks: Blocks | None = None
    tagged: Tagged | None = None
    metadata: Metadata | None = None
    tree: Tree | None = None
    cells: tuple[tuple[int, re.Pattern[str]], ...] = ()

    @property
    def value(self) -> str | None:
        """The column of a month's cells, where there is only one."""
        return self.values[0] if self.values else None

    @property
    def made(self) -> frozenset[str]:
        """Columns that the layout fills, so that no header needs to name them."""
        names = [self.section, self.month, *self.values, self.written, self.changes_column, self.period_end]
        names += [self.name, self.label, *(self.header.groupindex if self.header else ())]
        names += [self.blocks.day, *dict(self.blocks.fields)] if self.blocks else []
        names += [self.tagged.block] if self.tagged else []
        names += [name for name, _ in self.metadata.columns] if self.metadata else []
        names += [self.tree.column] if self.tree else []
        names += [part.number for part in (self.fill_down, self.numbered) if part]
        return frozenset(name for name in names if name)

    @property
    def is_plain(self) -> bool:
        """Whether the records are rows as they stand, so that one typed statement can read them."""
        labelled = self.total_label and not self.blank_totals
        is_table = self.kind in (LayoutKind.TABLE, LayoutKind.POSITIONAL)
        counts = self.fill_down and self.fill_down.number
        is_described = self.blocks or self.period_end or self.metadata or self.footer or self.label_rows
        return is_table and not (is_described or labelled or counts)

    @property
    def changes_column(self) -> str | None:
        """The column that the nested changes fill."""
        return self.changes.column if self.changes else None


@dataclass(frozen=True)
class Dialect:
    """How the product writes numbers and dates."""

    date_order: DateOrder = DateOrder.AUTO
    decimal: DecimalMark = DecimalMark.AUTO
    formats: tuple[str, ...] = ()
    null_values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """Gates that a file must pass beside its header."""

    title: re.Pattern[str] | None = None
    named: re.Pattern[str] | None = None
    without_headers: re.Pattern[str] | None = None
    any_header: tuple[str, ...] = ()
    all_headers: tuple[str, ...] = ()
    sheet: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Instance:
    """Where the content names the installation it comes from."""

    source: str
    path: str | None = None
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True)
class SignPairs:
    """Columns in which the two sides of one posting are found."""

    date: str
    type: str
    amount: str
    account: str
    counter: str


@dataclass(frozen=True)
class Grammar:
    """Everything a contract says about a file's shape."""

    layout: Layout
    dialect: Dialect
    match: Match
    instance: Instance | None
    sign_pairs: SignPairs | None


def grammar_from(custom: dict[str, Any], columns: set[str], wrong: Wrong) -> Grammar:
    """Take `layout`, `dialect`, `match`, `instance` and `facts` out of `custom`; `wrong` makes the error of a field."""
    layout = _layout(Fields("layout", custom.pop("layout", {}), wrong))
    named: list[str | None] = [*layout.made, layout.total_of, layout.year]
    named += [layout.metadata.day_month] if layout.metadata else []
    named += [layout.tagged.month_of, *layout.tagged.inherit] if layout.tagged else []
    named += [*layout.fill_down.key, *layout.fill_down.columns] if layout.fill_down else []
    for name in [*named, *layout.total_columns, *layout.blank_totals]:
        if name and name not in columns:
            raise wrong("customProperties.layout", f"names an unknown column {name!r}")
    block = Fields("dialect", custom.pop("dialect", {}), wrong)
    dialect = Dialect(
        date_order=block.member("date_order", DateOrder, DateOrder.AUTO),
        decimal=block.member("decimal", DecimalMark, DecimalMark.AUTO),
        formats=block.texts("formats"),
        null_values=block.texts("null_values"),
    )
    block.done()
    block = Fields("match", custom.pop("match", {}), wrong)
    match = Match(
        title=block.regex("title"),
        named=block.regex("named"),
        without_headers=block.regex("without_headers"),
        any_header=block.texts("any_header"),
        all_headers=block.texts("all_headers"),
        sheet=block.regex("sheet"),
    )
    block.done()
    return Grammar(layout, dialect, match, _instance(custom, wrong), _sign_pairs(custom, columns, wrong))


def _layout(block: Fields) -> Layout:
    kind = block.member("kind", LayoutKind)
    totals = Fields("layout.totals", block.value.pop("totals", {}), block.wrong)
    changes = block.value.pop("changes", None)
    layout = Layout(
        kind=kind,
        sheets=block.texts("sheet"),
        all_sheets=block.flag("all_sheets"),
        fill_down=fill_down_from(block.block("fill_down")),
        period_end=block.text("period_end"),
        blank_totals=totals.texts("blank"),
        total_label=totals.regex("label"),
        running_total=totals.regex("running"),
        section=block.text("section", kind is LayoutKind.REPORT),
        opening=block.texts("opening"),
        total=block.regex("total"),
        total_columns=block.texts("total_columns"),
        total_of=block.text("total_of"),
        grand_total=block.texts("grand_total"),
        footer=block.regex("footer"),
        month=block.text("month"),
        values=block.texts("value"),
        year=block.text("year", required="numbered" in block.value),
        numbered=numbered_from(block.block("numbered")),
        name=block.text("name"),
        label=block.text("label"),
        header_rows=block.small("header_rows", 1, HEADER_ROWS) or 1,
        label_rows=block.small("label_rows", 0, LABEL_ROWS),
        ignore=block.regex("ignore"),
        header=block.regex("header"),
        written=block.text("written"),
        records=block.text("records", kind is LayoutKind.JSON),
        joins=joins_from(block.block("joins")),
        changes=changes_from(Fields("layout.changes", changes, block.wrong)) if changes is not None else None,
        blocks=blocks_from(block.block("blocks")),
        tagged=tagged_from(block) if kind is LayoutKind.TAGGED else None,
        metadata=metadata_from(block.block("metadata")),
        tree=tree_from(block.block("tree")),
        cells=block.patterns("cells"),
    )
    totals.done()
    block.done()
    if kind is LayoutKind.WIDE and not layout.values:
        raise block.wrong("customProperties.layout.value", "is missing")
    if kind is LayoutKind.WIDE and sum(map(bool, (layout.month, layout.header, layout.name))) != 1:
        raise block.wrong("customProperties.layout", "is wide", "either `month`, `header` or `name`")
    if kind is LayoutKind.POSITIONAL and not layout.cells:
        raise block.wrong("customProperties.layout.cells", "is missing")
    if layout.total and "key" not in layout.total.groupindex:
        raise block.wrong("customProperties.layout.total", "has no group `key`")
    return layout


def _instance(custom: dict[str, Any], wrong: Wrong) -> Instance | None:
    value = custom.pop("instance", None)
    if value is None:
        return None
    block = Fields("instance", value, wrong)
    instance = Instance(block.text("from", required=True) or "", block.text("path"), block.regex("pattern"))
    block.done()
    if instance.source not in INSTANCES or (instance.source in ("json", "block") and not instance.path):
        expected = "title, metadata, or json or block with a path"
        raise wrong("customProperties.instance.from", f"is {instance.source!r}", expected)
    return instance


def _sign_pairs(custom: dict[str, Any], columns: set[str], wrong: Wrong) -> SignPairs | None:
    value = custom.pop("facts", None)
    if value is None:
        return None
    facts = Fields("facts", value, wrong)
    block = Fields("facts.sign_pairs", facts.value.pop("sign_pairs", None), wrong)
    facts.done()
    names = {key: block.text(key, required=True) or "" for key in ("date", "type", "amount", "account", "counter")}
    block.done()
    for name in names.values():
        if name not in columns:
            raise wrong("customProperties.facts.sign_pairs", f"names an unknown column {name!r}")
    return SignPairs(**names)
