"""The keys of persons whom no employee was found for, read from the raw rows for the one workbook that was asked for.

Nothing of this reaches the warehouse, a log or the terminal: models know these keys as digests only. Who has a Latin
name that is the pinyin of an employee's Chinese one is proposed, never merged: the row counts once a person lands it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sources.cast.types import Kind
from sources.contract import Contract, load_contracts
from sources.errors import OpsmartError
from sources.lake.paths import Lake
from sources.pinyin_names import ChineseName, PinyinIndex, is_chinese, latin_tokens
from sources.templates.landed import LandedRow

if TYPE_CHECKING:
    import duckdb

UNKNOWN = "?"
"""Stands for the employee's number until a person fills it in: an empty cell says that the key belongs to nobody."""
FULL_NAMES = ("worker_name", "employee_name")
GIVEN, SURNAME = "first_name", "last_name"
"""The raw columns that hold a person's name, in every contract."""
NUMBER = "employee_number"


@dataclass(frozen=True)
class Employee:
    """One employee of an HR list that counts."""

    system: str
    number: str
    name: ChineseName


def override_rows(con: duckdb.DuckDBPyConnection, lake: Lake) -> list[LandedRow]:
    """One row of the template `identity_override` for each key of a person without an employee, by system and key.

    Args:
        con: the warehouse.
        lake: holds the records.
    """
    import duckdb

    found = con.execute(
        "select system, instance, dataset, key_kind, key_value, _file, _record from gaps.gap_person "
        "order by system, instance, key_kind, key_value, dataset"
    ).fetchall()
    contracts = load_contracts()
    rows: dict[tuple[str, ...], LandedRow] = {}
    with duckdb.connect() as raw:
        people = _chinese_employees(raw, lake, contracts)
        index = PinyinIndex(one.name for one in people.values())
        records = _records(raw, lake, contracts, {(s, d, f, r) for s, _, d, _, _, f, r in found})
        for system, instance, dataset, kind, digest, file, number in found:
            record = records[system, dataset, file, number]
            key = key_text(record, kind, digest)
            row: LandedRow = {
                "system": system,
                "instance": instance,
                "key_kind": kind,
                "person_identifier": key,
                "employee_number": UNKNOWN,
            }
            proposed = _proposal(index, people, [*names_of(record), key])
            before = rows.get((system, instance, kind, key))
            if before is None or (proposed and not before.get("evidence")):
                rows[system, instance, kind, key] = row | proposed
    return list(rows.values())


def key_text(record: Mapping[str, Any], kind: str, digest: str) -> str:
    """The key as the system writes it: the cell of the record that the digest is of.

    Args:
        record: the record's texts by raw column.
        kind: kind of key; an employee number is its own digest.
        digest: the key as models know it (macro key_digest).

    Raises:
        OpsmartError: no cell of the record is the key: the lake is not the one that the warehouse was built from.
    """
    for value in record.values():
        if isinstance(value, str):
            text = value.strip(" ")
            if text and (text if kind == NUMBER else _digest(text)) == digest:
                return text
    raise OpsmartError(
        f"no cell of a record is the {kind} that the warehouse knows it by",
        "`opsmart nightly --full-refresh` builds the warehouse from this lake",
    )


def names_of(record: Mapping[str, Any]) -> Iterator[str]:
    """The names that a record states, surname and given name as one."""
    for column in FULL_NAMES:
        if record.get(column):
            yield record[column]
    if record.get(GIVEN) and record.get(SURNAME):
        yield f"{record[SURNAME]} {record[GIVEN]}"


def _digest(text: str) -> str:
    return hashlib.md5(text.lower().encode()).hexdigest()


def _proposal(index: PinyinIndex, people: Mapping[str, Employee], names: Iterable[str]) -> LandedRow:
    """What the first name proposes that is somebody's pinyin; empty where none is. An address counts up to its @."""
    for name in names:
        latin = name.split("@")[0]
        if not latin_tokens(latin):
            continue
        found = [people[one.key] for one in index.candidates(latin)]
        if found:
            told = "; ".join(f"{one.number} {one.name.name} ({one.system})" for one in found)
            row: LandedRow = {"evidence": "pinyin", "proposed_people": told}
            if len(found) == 1:
                row |= {"employee_number": found[0].number, "employee_system": found[0].system}
            return row
    return {}


def _chinese_employees(
    con: duckdb.DuckDBPyConnection, lake: Lake, contracts: Mapping[str, Contract]
) -> dict[str, Employee]:
    """The employees with a Chinese name in the HR lists that count, by system, instance and number."""
    index = lake.index / "active.parquet"
    people: dict[str, Employee] = {}
    if not index.is_file():
        return people
    files = con.execute(
        "select distinct system, dataset, instance, file_id, newness from read_parquet($index) "
        "where entity = 'employee' and is_newest order by newness, file_id",
        {"index": str(index)},
    ).fetchall()
    for system, dataset, instance, file_id, _ in files:
        contract = contracts[f"{system}.{dataset}"]
        names = [one.name for one in contract.columns if one.name in (NUMBER, GIVEN, SURNAME, *FULL_NAMES)]
        if NUMBER not in names or len(names) == 1:
            continue
        raw = lake.raw / system / dataset / f"{file_id}.parquet"
        query = f"select {', '.join(names)} from read_parquet($raw) where _reject is null"
        for values in con.execute(query, {"raw": str(raw)}).fetchall():
            record = dict(zip(names, values, strict=True))
            number = (record[NUMBER] or "").strip()
            key = f"{system}:{instance}:{number}"
            surname, given = record.get(SURNAME) or "", record.get(GIVEN) or ""
            split = (surname + given, len(surname.strip())) if surname and given else None
            full = next((record[column] for column in FULL_NAMES if record.get(column)), None)
            name, length = split if split and is_chinese(split[0]) else (full or "", 0)
            if number and is_chinese(name):
                people[key] = Employee(system, number, ChineseName(key, name, length))
    return people


def _records(
    con: duckdb.DuckDBPyConnection,
    lake: Lake,
    contracts: Mapping[str, Contract],
    wanted: Iterable[tuple[str, str, str, int]],
) -> dict[tuple[str, str, str, int], dict[str, Any]]:
    """The texts of records by system, dataset, file and number."""
    by_file: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for system, dataset, file, record in wanted:
        by_file[system, dataset, file].append(record)
    found: dict[tuple[str, str, str, int], dict[str, Any]] = {}
    files = str(lake.index / "files.parquet")
    for (system, dataset, file), records in by_file.items():
        contract = contracts[f"{system}.{dataset}"]
        names = [one.name for one in contract.columns if one.type.kind is Kind.STRING]
        raw: Path = lake.raw / system / dataset / f"{file}.parquet"
        query = (
            f"select coalesce(raw._row, raw.file_row_number + files.first_row) as record, "
            f"{', '.join(f'raw.{name}' for name in names)} "
            "from read_parquet($raw, file_row_number = true) as raw, read_parquet($files) as files "
            "where files.file_id = $file and list_contains($records, record)"
        )
        asked = {"raw": str(raw), "files": files, "file": file, "records": records}
        for number, *values in con.execute(query, asked).fetchall():
            found[system, dataset, file, number] = dict(zip(names, values, strict=True))
    return found
