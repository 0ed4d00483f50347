"""Small exports written by hand for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from sources.contract import Contract, load_contracts
from sources.identify import identify
from sources.reading import ReadHints, ReadResult, read_export

CONTRACTS: dict[str, Contract] = load_contracts()
SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples"


def read(path: Path, key: str | None = None, hints: ReadHints | None = None) -> tuple[ReadResult, list[dict[str, Any]]]:
    """Identify and read a file: the result and the raw rows in order."""
    contract = identify(path, path.name, CONTRACTS).contract
    assert key is None or contract.key == key
    out = path.parent / "out" / "raw.parquet"
    result = read_export(path, path.name, contract, out, hints)
    assert [entry.name for entry in out.parent.iterdir()] == ["raw.parquet"]
    return result, rows_of(out)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Rows of a raw file, `_reject` and `_extra` decoded."""
    with duckdb.connect() as connection:
        cursor = connection.execute(f"SELECT * FROM read_parquet('{path}')")
        names = [item[0] for item in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        for name in ("_reject", "_extra"):
            row[name] = json.loads(row[name]) if row[name] else None
    return rows


def land(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a text export."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
