"""How a file differs from a contract, and the edits that would make it fit.

A column is taken for renamed where a header that the contract does not know resembles one of its names, or is the name
of the same entity column in another contract, and the values below it can be read as the column's type.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb

from sources.cast.decide import NUMBERS
from sources.cast.types import Kind
from sources.contract import Column, Contract
from sources.errors import ContractError, ExportError, MissingColumn, UnknownExport
from sources.identify import REMEDY, identify
from sources.layout.grammar import LayoutKind, Match
from sources.layout.json_records import json_rows
from sources.layout.locate import Grid, Place, grids, place_of
from sources.layout.names import normal
from sources.propose.values import DATES, best_share
from sources.read.cells import MARK, marked
from sources.read.forms import Form, open_export
from sources.read.json_file import load_json

NEAR_SHARE = 0.5
NEAR_COLUMNS = 2
ALIKE = 0.75
VALUES_READ = 0.9
SAME_NAME_ELSEWHERE = 0.95
JSON_SAMPLE = 500
Texts = dict[str, list[str | None]]


class Kinds(StrEnum):
    """What is different."""

    MISSING = "missing"
    RENAMED = "renamed"
    NEW = "new"
    MOVED = "moved"
    GATE = "gate"


@dataclass(frozen=True)
class Difference:
    """One difference. `counts`: whether a person must decide; optional columns may be absent, and any order is read."""

    kind: Kinds
    column: str | None
    header: str | None
    counts: bool
    edit: str
    likeness: float | None = None


@dataclass(frozen=True)
class ContractDiff:
    """A file beside its contract."""

    contract: Contract
    sheet: str | None
    header_row: int | None
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing has to be decided."""
        return not any(item.counts for item in self.differences)

    @property
    def synonyms(self) -> dict[str, str]:
        """The header to add, by column."""
        return {
            item.column: item.header
            for item in self.differences
            if item.kind is Kinds.RENAMED and item.column and item.header
        }


@dataclass(frozen=True)
class _Sight:
    """What a file shows to one contract: the columns it has, in the file's order, and the texts below other headers."""

    found: tuple[str, ...]
    unknown: Texts
    sheet: str | None = None
    header_row: int | None = None
    gate: str | None = None

    def share(self, contract: Contract) -> float:
        """How much of the smaller of both is common, from 0 to 1."""
        named = sum(bool(_names(column)) for column in contract.columns)
        return len(self.found) / max(1, min(named, len(self.found) + len(self.unknown)))

    def rank(self, contract: Contract) -> tuple[bool, int, float]:
        """For choosing among near contracts: gates passed, columns found beyond the required ones lacking, share."""
        lacking = sum(column.required and bool(_names(column)) for column in contract.columns)
        lacking -= sum(contract.column(name).required for name in self.found)
        named = sum(bool(_names(column)) for column in contract.columns)
        return self.gate is None, len(self.found) - lacking, len(self.found) / max(1, named)


def diff_contract(path: Path, name: str, contracts: Mapping[str, Contract], key: str | None = None) -> ContractDiff:
    """Compare a file with the contract `key`, else with the one it belongs to, else with the nearest.

    Raises:
        ContractError: there is no contract of that key.
        ExportError: the file cannot be read, or it is near to no contract.
    """
    if key is not None and key not in contracts:
        near = difflib.get_close_matches(key, contracts, 3, 0.5)
        told = f"Name one of {', '.join(near)}." if near else "Name it as SYSTEM.DATASET."
        raise ContractError(f"there is no contract {key}", told)
    is_json = open_export(path, name).form is Form.JSON
    look = _Look(path, name, is_json)
    contract, sight = look.at(contracts[key]) if key is not None else _nearest(look, contracts)
    return ContractDiff(contract, sight.sheet, sight.header_row, tuple(_differences(contract, sight, contracts)))


class _Look:
    """A file opened once for all contracts."""

    def __init__(self, path: Path, name: str, is_json: bool) -> None:
        self.path, self.name, self.is_json = path, name, is_json
        self.document: Any = load_json(path, name) if is_json else None
        self.grids: list[Grid] = [] if is_json else grids(path, name, open_export(path, name))

    def at(self, contract: Contract) -> tuple[Contract, _Sight]:
        sight = self.sight(contract)
        if sight is None:
            raise ExportError(
                f"has nothing in common with {contract.key}",
                "Leave out --dataset to find the nearest contract, or describe it: `opsmart contract new FILE`.",
                file=self.name,
            )
        return contract, sight

    def sight(self, contract: Contract) -> _Sight | None:
        """What the contract sees; None where it sees nothing, or where its layout has no names to compare."""
        if (contract.layout.kind is LayoutKind.JSON) != self.is_json or contract.layout.kind is LayoutKind.POSITIONAL:
            return None
        return self._in_json(contract) if self.is_json else self._in_table(contract)

    def _in_table(self, contract: Contract) -> _Sight | None:
        place = place_of(contract, self.grids)
        gate = None
        if place is None:
            # Seen without its gates, so that a changed title is told like a changed column.
            place = place_of(replace(contract, match=Match()), self.grids)
            gate = "widen `match` (title, sheet or headers), or describe the file as another dataset"
        if place is None:
            return None
        order = sorted((places[0], column) for column, places in place.header.positions.items())
        return _Sight(
            tuple(column for _, column in order), _unknown(contract, place), place.grid.sheet, place.header.row, gate
        )

    def _in_json(self, contract: Contract) -> _Sight | None:
        rows = json_rows(self.document, contract)
        gate = None
        if rows is None:
            rows = json_rows(self.document, replace(contract, match=Match()))
            gate = "widen `match.all_headers`, or describe the file as another dataset"
        if rows is None:
            return None
        fields = json_fields(rows)
        found = tuple(
            column.name for column in contract.columns if any(_is_there(path, fields) for path in column.paths)
        )
        known = {path for column in contract.columns for path in column.paths}
        if contract.layout.changes:
            known.add(contract.layout.changes.path)
        known |= {join.name for join in contract.layout.joins}
        unknown = {
            field: texts for field, texts in fields.items() if not any(_is_there(path, {field: []}) for path in known)
        }
        return _Sight(found, unknown, gate=gate) if found else None


def json_fields(rows: Sequence[Mapping[str, Any]]) -> Texts:
    """Dotted path -> texts of the first records, for all but objects; a list of objects becomes `name[].field`."""
    fields: Texts = {}
    for row in rows[:JSON_SAMPLE]:
        for path, value in _leaves(row, ""):
            fields.setdefault(path, []).append(_json_text(value))
    return fields


def _leaves(node: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for name, value in node.items():
        path = f"{above}{name}"
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}.")
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for item in value:
                yield from _leaves(item, f"{path}[].")
        else:
            yield path, value


def _json_text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return f"{MARK}B{'true' if value else 'false'}"
    if isinstance(value, str):
        return value
    return json.dumps(value, default=str) if isinstance(value, list) else f"{MARK}N{value}"


def _is_there(path: str, fields: Texts) -> bool:
    """Whether a path leads to a field, or to an object that holds it; `tags[]` and `tags` are one place."""
    bare = path.replace("[]", "")
    return any((plain := field.replace("[]", "")) == bare or plain.startswith(f"{bare}.") for field in fields)


def _unknown(contract: Contract, place: Place) -> Texts:
    """The texts below each header that the contract does not know."""
    if contract.layout.name:  # every other column is a record
        return {}
    header = place.header
    below = [cells for _, cells in place.grid.rows[header.index + 1 :]]
    tag = contract.layout.tagged.prefix if contract.layout.tagged else None
    return {
        text: [marked(cells[at]) if at < len(cells) else None for cells in below]
        for at in header.unknown
        if (text := header.texts[at]) and not (tag and text.startswith(tag))
    }


def _nearest(look: _Look, contracts: Mapping[str, Contract]) -> tuple[Contract, _Sight]:
    try:
        return look.at(identify(look.path, look.name, dict(contracts)).contract)
    except (MissingColumn, UnknownExport) as error:
        seen = [(contract, sight) for contract in contracts.values() if (sight := look.sight(contract))]
        near = [
            (contract, sight)
            for contract, sight in seen
            if len(sight.found) >= NEAR_COLUMNS and sight.share(contract) >= NEAR_SHARE
        ]
        if not near:
            raise UnknownExport(
                f"is near to no contract: {error.cause}",
                f"Name the one to compare with (--dataset SYSTEM.DATASET). {REMEDY}",
                file=look.name,
            ) from error
        return max(near, key=lambda pair: pair[1].rank(pair[0]))


def _names(column: Column) -> tuple[str, ...]:
    return column.headers or column.paths


def _differences(contract: Contract, sight: _Sight, contracts: Mapping[str, Contract]) -> Iterator[Difference]:
    if sight.gate:
        yield Difference(Kinds.GATE, None, None, True, sight.gate)
    absent = [
        column
        for column in contract.columns
        if _names(column)
        and column.name not in sight.found
        and column.name not in contract.layout.made
        and column.constant is None
        and not column.title
    ]
    renamed = dict(_renamed(contract, absent, sight.unknown, contracts))
    for column in absent:
        if column.name in renamed:
            header, likeness = renamed[column.name]
            listed = flow_list([*_names(column), header])
            which = "headers" if column.headers else "path"
            edit = f"{column.name}: {{property: {which}, value: {listed}}}"
            yield Difference(Kinds.RENAMED, column.name, header, True, edit, likeness)
        else:
            edit = "export again with it, or make it `required: false`" if column.required else "none: it is optional"
            yield Difference(Kinds.MISSING, column.name, _names(column)[0], column.required, edit)
    taken = {header for header, _ in renamed.values()}
    for header in sight.unknown:
        if header not in taken:
            yield Difference(Kinds.NEW, None, header, True, "add a property with this header; until then: _extra")
    for name in _moved(contract, sight.found):
        yield Difference(Kinds.MOVED, name, None, False, "none: columns are read in any order")


def _renamed(
    contract: Contract, absent: Sequence[Column], unknown: Texts, contracts: Mapping[str, Contract]
) -> Iterator[tuple[str, tuple[str, float]]]:
    """The likeliest pairs of an absent column and an unknown header, each used once."""
    elsewhere = _names_elsewhere(contract, contracts)
    with duckdb.connect() as connection:
        scored = [
            (likeness, column.name, header)
            for column in absent
            for header, texts in unknown.items()
            if (likeness := _likeness(column, header, elsewhere)) >= ALIKE and _reads(connection, column, texts)
        ]
    used: set[str] = set()
    for likeness, name, header in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if name not in used and header not in used:
            used |= {name, header}
            yield name, (header, round(likeness, 2))


def _names_elsewhere(contract: Contract, contracts: Mapping[str, Contract]) -> dict[str, set[str]]:
    """Entity column -> what the other contracts of the entity call it."""
    names: dict[str, set[str]] = {}
    for other in contracts.values():
        if other.entity.name == contract.entity.name and other.key != contract.key:
            for column in other.columns:
                names.setdefault(column.entity_column, set()).update(map(normal, _names(column)))
    return names


def _likeness(column: Column, header: str, elsewhere: Mapping[str, set[str]]) -> float:
    own = normal(header)
    if own in elsewhere.get(column.entity_column, ()):
        return SAME_NAME_ELSEWHERE
    return max(difflib.SequenceMatcher(None, normal(text), own).ratio() for text in _names(column))


def _reads(connection: duckdb.DuckDBPyConnection, column: Column, texts: Sequence[str | None]) -> bool:
    """Whether the values can be this column's; a column without any value says nothing against it.

    Most of what a sheet shows below its records is no value of the column, so not all of them have to fit.
    """
    if not any(texts) or column.type.kind not in (*NUMBERS, *DATES, Kind.BOOLEAN):
        return True
    return best_share(connection, texts, column.type) >= VALUES_READ


def _moved(contract: Contract, found: Sequence[str]) -> list[str]:
    """The fewest columns that would have to move for the file to have the contract's order."""
    order = {column.name: place for place, column in enumerate(contract.columns)}
    chains: list[list[str]] = []
    for name in found:
        fitting = [chain for chain in chains if order[chain[-1]] < order[name]]
        chains.append([*_longest(fitting), name])
    kept = set(_longest(chains))
    return [name for name in found if name not in kept]


def _longest(chains: Sequence[list[str]]) -> list[str]:
    return max(chains, key=len) if chains else []


def flow_list(texts: Sequence[str]) -> str:
    """A list of texts as contracts write it, on one line."""
    import yaml

    return yaml.safe_dump(list(texts), default_flow_style=True, allow_unicode=True, width=1 << 20).strip()
