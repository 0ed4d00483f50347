"""Which contract describes a file, by its content only: first bytes, header, titles, sheets, JSON. Never a guess."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sources.contract import Column, Contract
from sources.errors import ExportError, MissingColumn, UnknownExport
from sources.layout.grammar import LayoutKind
from sources.layout.json_records import first_at, json_rows
from sources.layout.locate import Grid, Place, grids, place_of
from sources.not_read import refuse_known
from sources.read.cells import plain
from sources.read.forms import Form, Opening, open_export
from sources.read.json_file import load_json
from sources.read.native import no_panic
from sources.read.text import decode_head

NEAR_SHARE = 0.6
NEAR_COLUMNS = 4
REMEDY = "Describe it once in sources/contracts (docs/sources.md says how); until then the file waits in landing."


@dataclass(frozen=True)
class Match:
    """The contract of a file and how well it fits (contract columns found)."""

    contract: Contract
    score: int
    sheet: str | None = None
    header_row: int | None = None
    header: tuple[str, ...] = ()


def identify(path: Path, name: str, contracts: dict[str, Contract]) -> Match:
    """Find the contract of a file.

    Raises:
        UnreadableExport: the bytes are no text, workbook or JSON that can be read.
        UnknownExport: no contract yet.
        MissingColumn: a contract fits but for a required column (the error proposes the likely renamed one).
        ExportError: several contracts fit equally well.
    """
    with no_panic(name):
        return _identify(path, name, contracts)


def _identify(path: Path, name: str, contracts: dict[str, Contract]) -> Match:
    opening = open_export(path, name)
    if opening.form is Form.JSON:
        return _identify_json(path, name, contracts)
    names = frozenset[str]().union(*(contract.known_names for contract in contracts.values()))
    candidates = grids(path, name, opening, names)
    fitting: list[tuple[Contract, Place]] = []
    near: list[tuple[Contract, Place]] = []
    for contract in contracts.values():
        if contract.layout.kind is LayoutKind.JSON or not (place := place_of(contract, candidates)):
            continue
        if not place.lacking:
            fitting.append((contract, place))
        elif _is_near(contract, place):
            near.append((contract, place))
    if not fitting:
        refuse_known(candidates, name)
        _refuse_spoilt(opening, contracts, name, names)
        if near:
            contract, place = max(near, key=lambda pair: pair[1].header.score)
            raise missing_column(contract, place, name)
        raise UnknownExport(f"no contract yet for {_describe(candidates)}", REMEDY, file=name)
    contract, place = _best(fitting, name)
    return Match(contract, place.header.score, place.grid.sheet, place.header.row, place.header.texts)


def _best(fitting: list[tuple[Contract, Place]], name: str) -> tuple[Contract, Place]:
    def rank(pair: tuple[Contract, Place]) -> tuple[int, bool]:
        return pair[1].header.score, pair[0].match.title is not None

    best = max(fitting, key=rank)
    equal = [contract.key for contract, place in fitting if rank((contract, place)) == rank(best)]
    if len(equal) > 1:
        raise ExportError(
            f"fits several contracts equally well: {', '.join(sorted(equal))}",
            "Give one of them a `match` rule that tells them apart.",
            file=name,
        )
    return best


def _identify_json(path: Path, name: str, contracts: dict[str, Contract]) -> Match:
    document = load_json(path, name)
    fitting: list[Match] = []
    for contract in contracts.values():
        rows = json_rows(document, contract) if contract.layout.kind is LayoutKind.JSON else None
        if rows is not None:
            sample = rows[0] if rows else {}
            score = sum(any(first_at(sample, path) is not None for path in column.paths) for column in contract.columns)
            fitting.append(Match(contract, score))
    if not fitting:
        keys = ", ".join(list(document)[:6]) if isinstance(document, dict) else "a list"
        raise UnknownExport(f"no contract yet for JSON with {keys}", REMEDY, file=name)
    best = max(fitting, key=lambda match: match.score)
    equal = sorted(match.contract.key for match in fitting if match.score == best.score)
    if len(equal) > 1:
        raise ExportError(
            f"fits several contracts equally well: {', '.join(equal)}", "Give one of them a `match` rule.", file=name
        )
    return best


def _is_near(contract: Contract, place: Place) -> bool:
    """Whether the file is surely of this contract, though a required column is gone."""
    required = [column for column in contract.columns if column.required and column.headers]
    if contract.match.title:
        return place.header.score > 0
    named = sum(bool(column.headers) for column in contract.columns)
    present = sum(bool(text) for text in place.header.texts)
    enough = max(NEAR_COLUMNS, NEAR_SHARE * min(named, present))
    return len(place.lacking) == 1 and len(required) > 1 and place.header.score >= enough


def missing_column(contract: Contract, place: Place, name: str) -> MissingColumn:
    """The error of a required column that is not there, with the header that looks renamed."""
    lacking = place.lacking[0]
    column = contract.column(lacking)
    unknown = [place.header.text(position) for position in place.header.unknown]
    wanted = column.headers[0] if column.headers else lacking
    if column.title:
        remedy = "Leave the rows above the header in the file: they say it for all records."
    else:
        remedy = _renamed_or_missing(column, unknown)
    return MissingColumn(
        f"the required column `{wanted}` of {contract.key} is missing",
        remedy,
        file=name,
        sheet=place.grid.sheet,
        row=place.header.row,
        column=lacking,
        expected=" or ".join(f"`{text}`" for text in column.headers[:4]) or lacking,
    )


def _renamed_or_missing(column: Column, unknown: Sequence[str]) -> str:
    likely = next(
        (
            found[0]
            for known in column.headers
            if (found := difflib.get_close_matches(known.lower(), [text.lower() for text in unknown], 1, 0.6))
        ),
        None,
    )
    renamed = next((text for text in unknown if text.lower() == likely), None)
    return (
        f"If `{renamed}` is its new name, add it to the headers of `{column.name}` in the contract."
        if renamed
        else f"Export again with the column `{column.headers[0] if column.headers else column.name}`."
    )


def _refuse_spoilt(opening: Opening, contracts: dict[str, Contract], name: str, names: frozenset[str]) -> None:
    """Marked header lines whose tabs became blanks: where a cell ends can only be guessed."""
    if opening.form is not Form.TEXT:
        return
    lines = decode_head(opening.head, name, names).splitlines()
    for contract in contracts.values():
        if tagged := contract.layout.tagged:
            start = tagged.prefix + tagged.tags[0]
            row = next((row for row, line in enumerate(lines, start=1) if line.startswith(f"{start} ")), None)
            if row:
                raise UnknownExport(
                    f"the cells of `{start}` are separated by blanks, not by tabs",
                    "Export it again, and do not save it in an editor that replaces tabs.",
                    file=name,
                    row=row,
                    expected="cells separated by tabs",
                )


def _describe(candidates: list[Grid]) -> str:
    rows = [cells for grid in candidates for _, cells in grid.rows]
    header = next((cells for cells in rows if sum(bool(plain(cell)) for cell in cells) > 1), None)
    if not header:
        return "a text without columns"
    names = [plain(cell) for cell in header if plain(cell)]
    return f"the columns {', '.join(names[:6])}{' …' if len(names) > 6 else ''}"
