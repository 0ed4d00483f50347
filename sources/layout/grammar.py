"""The layout grammar's frozen form and its reading from custom properties (documented in `sources.contract`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sources.errors import ContractError

Wrong = Callable[..., ContractError]


class LayoutKind(StrEnum):
    """What shape a file has."""

    TABLE = "table"
    REPORT = "report"
    WIDE = "wide"
    JSON = "json"


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
class Changes:
    """How nested change records of a JSON record become one JSON array."""

    column: str
    path: str
    at: str
    items: str
    field: str
    keep: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Layout:
    """One `layout` block; fields that a kind does not use are empty."""

    kind: LayoutKind
    sheets: tuple[str, ...] = ()
    blank_totals: tuple[str, ...] = ()
    section: str | None = None
    opening: tuple[str, ...] = ()
    total: re.Pattern[str] | None = None
    total_columns: tuple[str, ...] = ()
    total_of: str | None = None
    grand_total: tuple[str, ...] = ()
    footer: re.Pattern[str] | None = None
    month: str | None = None
    value: str | None = None
    ignore: re.Pattern[str] | None = None
    records: str | None = None
    changes: Changes | None = None

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


class _Block:
    """One mapping of the contract, consumed key by key."""

    def __init__(self, name: str, value: Any, wrong: Wrong) -> None:
        if not isinstance(value, dict):
            raise wrong(f"customProperties.{name}", f"is {value!r}", "a mapping")
        self.name, self.value, self.wrong = name, dict(value), wrong

    def text(self, key: str, required: bool = False) -> str | None:
        value = self.value.pop(key, None)
        if value is None and required:
            raise self.wrong(f"customProperties.{self.name}.{key}", "is missing")
        if value is not None and not isinstance(value, str):
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", "a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.value.pop(key, None)
        values = [] if value is None else [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", "a list of texts")
        return tuple(values)

    def regex(self, key: str) -> re.Pattern[str] | None:
        text = self.text(key)
        try:
            return re.compile(text, re.IGNORECASE) if text else None
        except re.error as error:
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is no regular expression: {error}") from error

    def member(self, key: str, kind: type[StrEnum], default: StrEnum | None = None) -> Any:
        value = self.value.pop(key, default)
        if value not in list(kind):
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", " | ".join(kind))
        return kind(value)

    def done(self) -> None:
        if self.value:
            raise self.wrong(f"customProperties.{self.name}.{sorted(map(str, self.value))[0]}", "is not known here")


def grammar_from(custom: dict[str, Any], columns: set[str], wrong: Wrong) -> Grammar:
    """Take `layout`, `dialect`, `match`, `instance` and `facts` out of `custom`; `wrong` makes the error of a field."""
    layout = _layout(_Block("layout", custom.pop("layout", {}), wrong))
    named = [layout.section, layout.month, layout.value, layout.changes_column, layout.total_of]
    for name in [*named, *layout.total_columns, *layout.blank_totals]:
        if name and name not in columns:
            raise wrong("customProperties.layout", f"names an unknown column {name!r}")
    block = _Block("dialect", custom.pop("dialect", {}), wrong)
    dialect = Dialect(
        date_order=block.member("date_order", DateOrder, DateOrder.AUTO),
        decimal=block.member("decimal", DecimalMark, DecimalMark.AUTO),
        formats=block.texts("formats"),
        null_values=block.texts("null_values"),
    )
    block.done()
    block = _Block("match", custom.pop("match", {}), wrong)
    match = Match(
        title=block.regex("title"),
        without_headers=block.regex("without_headers"),
        any_header=block.texts("any_header"),
        all_headers=block.texts("all_headers"),
        sheet=block.regex("sheet"),
    )
    block.done()
    return Grammar(layout, dialect, match, _instance(custom, wrong), _sign_pairs(custom, columns, wrong))


def _layout(block: _Block) -> Layout:
    kind = block.member("kind", LayoutKind)
    totals = _Block("layout.totals", block.value.pop("totals", {}), block.wrong)
    changes = block.value.pop("changes", None)
    layout = Layout(
        kind=kind,
        sheets=block.texts("sheet"),
        blank_totals=totals.texts("blank"),
        section=block.text("section", kind is LayoutKind.REPORT),
        opening=block.texts("opening"),
        total=block.regex("total"),
        total_columns=block.texts("total_columns"),
        total_of=block.text("total_of"),
        grand_total=block.texts("grand_total"),
        footer=block.regex("footer"),
        month=block.text("month", kind is LayoutKind.WIDE),
        value=block.text("value", kind is LayoutKind.WIDE),
        ignore=block.regex("ignore"),
        records=block.text("records", kind is LayoutKind.JSON),
        changes=_changes(_Block("layout.changes", changes, block.wrong)) if changes is not None else None,
    )
    totals.done()
    block.done()
    if layout.total and "key" not in layout.total.groupindex:
        raise block.wrong("customProperties.layout.total", "has no group `key`")
    return layout


def _changes(block: _Block) -> Changes:
    keep = block.value.pop("keep", None)
    if not isinstance(keep, dict) or not all(isinstance(pair, list) and len(pair) == 2 for pair in keep.values()):
        raise block.wrong("customProperties.layout.changes.keep", f"is {keep!r}", "{field: [from key, to key]}")
    texts = {key: block.text(key, required=True) or "" for key in ("column", "path", "at", "items", "field")}
    block.done()
    return Changes(**texts, keep=tuple((str(name), str(pair[0]), str(pair[1])) for name, pair in keep.items()))


def _instance(custom: dict[str, Any], wrong: Wrong) -> Instance | None:
    value = custom.pop("instance", None)
    if value is None:
        return None
    block = _Block("instance", value, wrong)
    instance = Instance(block.text("from", required=True) or "", block.text("path"), block.regex("pattern"))
    block.done()
    if instance.source not in ("title", "json") or (instance.source == "json" and not instance.path):
        raise wrong("customProperties.instance.from", f"is {instance.source!r}", "title, or json with a path")
    return instance


def _sign_pairs(custom: dict[str, Any], columns: set[str], wrong: Wrong) -> SignPairs | None:
    value = custom.pop("facts", None)
    if value is None:
        return None
    facts = _Block("facts", value, wrong)
    block = _Block("facts.sign_pairs", facts.value.pop("sign_pairs", None), wrong)
    facts.done()
    names = {key: block.text(key, required=True) or "" for key in ("date", "type", "amount", "account", "counter")}
    block.done()
    for name in names.values():
        if name not in columns:
            raise wrong("customProperties.facts.sign_pairs", f"names an unknown column {name!r}")
    return SignPairs(**names)
