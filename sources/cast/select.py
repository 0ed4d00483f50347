"""The one SELECT that turns text columns into the raw layout: typed columns, `_extra`, `_reject`, slice and origin."""

from __future__ import annotations

from dataclasses import dataclass

from sources.cast.dates import FIRST, LAST, date_sql, moment_sql
from sources.cast.decide import NUMBERS, Decisions
from sources.cast.numbers import number_sql, reads_as_number_sql
from sources.cast.types import ColumnType, Kind
from sources.contract import Column, Contract
from sources.read.cells import MARK, SPACES

TRUE = ("1", "true", "yes", "y", "x", "ja", "j", "wahr", "t", "on", "是", f"{MARK.lower()}btrue", f"{MARK.lower()}n1")
FALSE = ("0", "false", "no", "n", "nein", "falsch", "f", "off", "否", f"{MARK.lower()}bfalse", f"{MARK.lower()}n0")
REASON = 'STRUCT("column" VARCHAR, reason VARCHAR, "value" VARCHAR)'


@dataclass(frozen=True)
class TextSource:
    """A relation of texts.

    `texts`: SQL of each contract column's text (absent = not in the file); `headers`: its header, for the reject sheet;
    `extra`: SQL of the JSON of unknown columns; `laid_out`: whether `_row`, `_sheet`, `_problems`, `_original` exist.
    """

    relation: str
    texts: dict[str, str]
    headers: dict[str, str]
    extra: str
    laid_out: bool
    needs_trim: bool


def literal(text: str) -> str:
    """A SQL string."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def typed_select(contract: Contract, source: TextSource, decisions: Decisions, file_id: str) -> str:
    """SELECT of the raw columns in order, rows in the relation's order."""
    places = list(enumerate(contract.columns))
    texts = [f"{_trimmed(column, source)} AS x{place}" for place, column in places]
    raws = [f"{_raw(column, f'x{place}', contract, decisions)} AS r{place}" for place, column in places]
    values = [f"{_bounded(column, f'r{place}')} AS v{place}" for place, column in places]
    names = [f"v{place} AS {quoted(column.name)}" for place, column in places]
    origin = [
        f"{source.extra} AS _extra",
        f"{_reject(contract, source, decisions)} AS _reject",
        f"{_partition(contract)} AS _partition",
        f"{_slice_date(contract)} AS _slice_date",
        f"{literal(file_id)} AS _file",
    ]
    # Records of delimited text follow each other: their number is their position (see `sources.contract`).
    row, sheet = ("_row", "_sheet") if source.laid_out else ("NULL", "NULL")
    origin += [f"CAST({row} AS BIGINT) AS _row", f"CAST({sheet} AS VARCHAR) AS _sheet"]
    return (
        f"SELECT {', '.join(names + origin)} FROM (SELECT *, {', '.join(values)} FROM (SELECT *, {', '.join(raws)} "
        f"FROM (SELECT *, {', '.join(texts)} FROM {source.relation})))"
    )


def _trimmed(column: Column, source: TextSource) -> str:
    text = source.texts.get(column.name)
    if text is None:
        return (
            literal(column.constant)
            if column.constant is not None
            else f"CAST(NULL AS {'VARCHAR[]' if column.repeat else 'VARCHAR'})"
        )
    if column.type.kind is Kind.STRINGS:
        return text
    if column.unit == "%" and column.type.kind in NUMBERS:
        text = f"regexp_replace({text}, '\\s*%$', '')"
    if not source.laid_out:
        # The reader gives empty cells as NULL. Looking at a cell's edges is cheap; trimming each costs 0.04 µs.
        text = (
            f"NULLIF(trim({text}, {literal(SPACES)}), '')"
            if source.needs_trim
            else f"CASE WHEN prefix({text}, ' ') OR suffix({text}, ' ') THEN NULLIF(trim({text}), '') ELSE {text} END"
        )
    if column.null_values:
        shown = _shown(text) if source.laid_out else text
        return f"CASE WHEN {shown} NOT IN ({', '.join(map(literal, column.null_values))}) THEN {text} END"
    return text


def _raw(column: Column, text: str, contract: Contract, decisions: Decisions) -> str:
    first = decisions.first_format.get(column.name)
    return value_sql(column.type, text, decisions, first, contract.dialect.formats, wall=column.wall_clock)


def value_sql(
    kind: ColumnType,
    text: str,
    decisions: Decisions,
    first: str | None = None,
    formats: tuple[str, ...] = (),
    *,
    wall: bool = False,
) -> str:
    """SQL that reads `text` (a column name) into the type; null where it is no such value."""
    if kind.kind in NUMBERS:
        return number_sql(text, kind, decisions.mark)
    if kind.kind is Kind.DATE:
        return date_sql(text, first, decisions.order, formats)
    if kind.kind is Kind.TIMESTAMP:
        return moment_sql(text, first, decisions.order, formats, wall=wall)
    if kind.kind is Kind.BOOLEAN:
        return (
            f"CASE WHEN lower({text}) IN ({', '.join(map(literal, TRUE))}) THEN true "
            f"WHEN lower({text}) IN ({', '.join(map(literal, FALSE))}) THEN false END"
        )
    return text


def _bounded(column: Column, raw: str) -> str:
    return bounded_sql(column.type, raw)


def bounded_sql(kind: ColumnType, raw: str) -> str:
    """SQL of a read value; null where it is a date that no export means."""
    if kind.kind is Kind.DATE:
        return f"CASE WHEN {raw} BETWEEN DATE '{FIRST}' AND DATE '{LAST}' THEN {raw} END"
    if kind.kind is Kind.TIMESTAMP:
        return f"CASE WHEN {raw} BETWEEN TIMESTAMP '{FIRST}' AND TIMESTAMP '{LAST}' THEN {raw} END"
    return raw


def _bad(place: int, column: Column, contract: Contract) -> str | None:
    kind = column.type.kind
    unreadable = None
    if kind not in (Kind.STRING, Kind.STRINGS):
        unreadable = f"(v{place} IS NULL AND x{place} IS NOT NULL{_not_sentinel(place, column, contract)})"
    if column.pattern:
        unreadable = f"(x{place} IS NOT NULL AND NOT regexp_full_match(x{place}, {literal(column.pattern)}))"
    if column.required:
        return f"(v{place} IS NULL OR {unreadable})" if column.pattern else f"v{place} IS NULL"
    return unreadable


def _not_sentinel(place: int, column: Column, contract: Contract) -> str:
    if column.type.kind not in (Kind.DATE, Kind.TIMESTAMP) or not contract.dialect.null_values:
        return ""
    return f" AND {_shown(f'x{place}')} NOT IN ({', '.join(map(literal, contract.dialect.null_values))})"


def _reason(place: int, column: Column, decisions: Decisions) -> str:
    text, kind = f"x{place}", column.type.kind
    if kind in NUMBERS:
        whole = kind in (Kind.INT, Kind.BIGINT)
        near = (
            "not a whole number, or too large"
            if whole
            else f"more than {column.type.scale} decimal places, or too large"
        )
        wrong = f"WHEN {reads_as_number_sql(text, decisions.mark)} THEN {literal(near)} ELSE 'not a number'"
    elif kind in (Kind.DATE, Kind.TIMESTAMP):
        what = "date" if kind is Kind.DATE else "date and time"
        wrong = f"WHEN r{place} IS NOT NULL THEN 'date outside {FIRST[:4]} to {LAST[:4]}' ELSE 'not a {what}'"
    elif kind is Kind.BOOLEAN:
        wrong = "ELSE 'neither yes nor no'"
    else:
        wrong = f"ELSE {literal(f'not of the form {column.pattern}' if column.pattern else 'unreadable')}"
    return f"CASE WHEN {text} IS NULL THEN 'required, but empty' {wrong} END"


def _reject(contract: Contract, source: TextSource, decisions: Decisions) -> str:
    bad = [
        (place, column, condition)
        for place, column in enumerate(contract.columns)
        if (condition := _bad(place, column, contract))
    ]
    reasons = [
        f"CASE WHEN {condition} THEN {{'column': {literal(column.name)}, "
        f"'reason': {_reason(place, column, decisions)}, "
        f"'value': {_shown(f'x{place}')}}} END"
        for place, column, condition in bad
    ]
    found = (
        f"list_filter(CAST([{', '.join(reasons)}] AS {REASON}[]), lambda reason: reason IS NOT NULL)"
        if reasons
        else "[]"
    )
    any_bad = [condition for _, _, condition in bad]
    if source.laid_out:
        any_bad.append("_problems IS NOT NULL")
        problems = (
            'COALESCE(from_json(_problems, \'[{"column": "VARCHAR", "reason": "VARCHAR", "value": "VARCHAR"}]\'), [])'
        )
        found = f"CASE WHEN _original IS NOT NULL THEN {problems} ELSE list_concat({problems}, {found}) END"
    if not any_bad:
        return "CAST(NULL AS VARCHAR)"
    body = f"CAST(json_object('reasons', {found}, 'record', {_record(contract, source)}) AS VARCHAR)"
    return f"CASE WHEN {' OR '.join(any_bad)} THEN {body} END"


def _record(contract: Contract, source: TextSource) -> str:
    """JSON of the original text by header: the contract's columns, then the unknown ones."""
    pairs = [
        f"{literal(source.headers.get(column.name, column.name))}, "
        f"{_shown(text) if column.type.kind is not Kind.STRINGS else text}"
        for column in contract.columns
        if (text := source.texts.get(column.name)) is not None
    ]
    known = f"json_object({', '.join(pairs)})"
    whole = f"COALESCE(json_merge_patch({known}, CAST({source.extra} AS JSON)), {known})"
    return (
        f"CASE WHEN _original IS NOT NULL THEN CAST(_original AS JSON) ELSE {whole} END" if source.laid_out else whole
    )


def _shown(text: str) -> str:
    return f"CASE WHEN starts_with({text}, '{MARK}') THEN substr({text}, 3) ELSE {text} END"


def _partition(contract: Contract) -> str:
    parts = [f"COALESCE(CAST(v{contract.columns.index(part)} AS VARCHAR), '')" for part in contract.partition_columns]
    return " || '|' || ".join(parts) or "''"


def _slice_date(contract: Contract) -> str:
    column = contract.date_column
    if column is None:
        return "CAST(NULL AS DATE)"
    day = f"CAST(v{contract.columns.index(column)} AS DATE)"
    rules = [
        rule.sql(f"CAST(v{contract.columns.index(contract.column(rule.column))} AS VARCHAR)")
        for rule in contract.ledger.counts
    ]
    # A record that does not count has no day: it covers none, and no day is ever its own.
    return f"CASE WHEN {' AND '.join(rules)} THEN {day} END" if rules else day
