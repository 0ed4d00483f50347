"""Third-party exports beside the project: where they are, and one of them read as a night reads it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from sources.contract import load_contracts
from sources.identify import identify
from sources.reading import ReadResult, read_export

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
CONTRACTS = load_contracts()


def read(name: str, folder: Path) -> tuple[ReadResult, duckdb.DuckDBPyConnection]:
    """What the reader says of a sample, and its typed rows as view `raw`."""
    path = SAMPLES / name
    contract = identify(path, path.name, CONTRACTS).contract
    result = read_export(path, path.name, contract, folder / "raw.parquet")
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW raw AS SELECT * FROM read_parquet('{folder / 'raw.parquet'}')")
    return result, connection
