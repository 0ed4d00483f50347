"""A lake written by hand: raw Parquet and index files for the few rows that a test names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from sources.contract import Contract, load_contracts
from sources.layout.grammar import LayoutKind
from sources.raw_schema import raw_columns

INDEX_SOURCES = Path(__file__).parents[3] / "dbt_project/models/staging/lake/_lake__sources.yml"
Row = dict[str, Any]
OPEN_END = date(9999, 12, 31)
FIRST_ROW = 2


@cache
def contracts() -> dict[tuple[str, str], Contract]:
    return {(contract.system, contract.dataset): contract for contract in load_contracts().values()}


def _raw_types(system: str, dataset: str) -> dict[str, str]:
    return {column.name: column.sql_type for column in raw_columns(contracts()[system, dataset])}


@cache
def _index_types() -> dict[str, dict[str, str]]:
    """Tables of the lake's index with their columns, as dbt's generated source file tells them."""
    (index,) = yaml.safe_load(INDEX_SOURCES.read_text(encoding="utf-8"))["sources"]
    return {
        table["name"]: {column["name"]: column["data_type"] for column in table["columns"]} for table in index["tables"]
    }


def write_parquet(path: Path, types: dict[str, str], rows: list[Row]) -> None:
    unknown = {name for row in rows for name in row} - set(types)
    assert not unknown, f"{path}: no columns {sorted(unknown)}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        con.execute(f"create table t ({columns})")
        if rows:
            marks = ", ".join("?" for _ in types)
            con.executemany(f"insert into t values ({marks})", [[row.get(name) for name in types] for row in rows])
        con.execute(f"copy t to '{path}' (format parquet)")


@dataclass
class TinyLake:
    """Files and settings of a lake; `write` makes the folder that the models read."""

    root: Path
    company: Row = field(
        default_factory=lambda: {
            "company_id": "acme",
            "name": "Acme",
            "base_currency": "USD",
            "fiscal_start_month": 1,
            "as_of": date(2025, 3, 20),
            "default_calendar": "default",
            "time_zone": "UTC",
            "root_org_unit_id": "AC",
        }
    )
    entities: list[Row] = field(default_factory=list)
    instance_settings: list[Row] = field(default_factory=list)
    raw: dict[tuple[str, str, str], list[Row]] = field(default_factory=dict)
    active: list[Row] = field(default_factory=list)
    readings: dict[str, str] = field(default_factory=dict)

    def file(
        self,
        system: str,
        dataset: str,
        file_id: str,
        rows: list[Row],
        *,
        instance: str = "default",
        partition: str = "",
        days: tuple[date, date] | None = None,
        newest: bool = True,
        newness: int = 1,
    ) -> None:
        """Add rows of a file that count on `days` (ledger: its days; keyed: the days of its state)."""
        contract = contracts()[system, dataset]
        file_rows = self.raw.setdefault((system, dataset, file_id), [])
        for row in rows:
            number = FIRST_ROW + len(file_rows)
            # As the reader does: a plain table's rows are numbered by their position.
            derived: Row = {} if contract.layout.kind is LayoutKind.TABLE else {"_row": number}
            if contract.date_column is not None:
                derived["_slice_date"] = row.get(contract.date_column.name)
            file_rows.append({"_partition": partition, "_file": file_id, **derived, **row})
        start, end = days or (date(2025, 1, 1), OPEN_END)
        self.active.append(
            {
                "system": system,
                "dataset": dataset,
                "entity": contract.entity.name,
                "instance": instance,
                "file_id": file_id,
                "partition": partition,
                "date_from": start,
                "date_to": end,
                "precedence": contract.precedence,
                "newness": newness,
                "is_newest": newest,
            }
        )

    def drop_file(self, file_id: str) -> None:
        """Withdraw a file: its raw rows stay, nothing of it counts."""
        self.active = [row for row in self.active if row["file_id"] != file_id]

    def write(self) -> Path:
        for system, dataset in contracts():
            write_parquet(self.root / "raw" / system / dataset / "_schema.parquet", _raw_types(system, dataset), [])
        for (system, dataset, file_id), rows in self.raw.items():
            types = _raw_types(system, dataset)
            write_parquet(self.root / "raw" / system / dataset / f"{file_id}.parquet", types, rows)
        files = [
            {"file_id": file_id, "system": system, "dataset": dataset, "outcome": "loaded", "first_row": FIRST_ROW}
            | {"reading": self.readings.get(file_id, "first")}
            for system, dataset, file_id in self.raw
        ]
        index: dict[str, list[Row]] = {
            "files": files,
            "active": self.active,
            "company": [self.company],
            "entity": self.entities,
            "instance_setting": self.instance_settings,
        }
        for table, types in _index_types().items():
            write_parquet(self.root / "index" / f"{table}.parquet", types, index.get(table, []))
        return self.root
