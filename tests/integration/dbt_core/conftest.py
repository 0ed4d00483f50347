"""One parsed manifest for all tests of the folder; every warehouse is its own file below the test's folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.factory import reset_adapters
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

from tests.parsed import parsed_manifest

sys.path.insert(0, str(Path(__file__).parent))  # tiny_lake, beside the tests; pytest's importlib mode adds nothing

PROJECT = Path(__file__).parents[3] / "dbt_project"


def _folders(folder: Path) -> list[str]:
    written = ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    return ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), *written]


class Warehouse:
    """A DuckDB warehouse that dbt builds from a lake."""

    def __init__(self, manifest: Manifest, lake: Path, folder: Path) -> None:
        self.manifest, self.lake, self.folder = manifest, lake, folder
        self.path = folder / "opsmart.duckdb"

    def dbt(self, command: str, *arguments: str) -> None:
        os.environ |= {"OPSMART_LAKE": str(self.lake), "OPSMART_WAREHOUSE": str(self.path)}
        reset_adapters()  # the adapter remembers the first warehouse and what is in it
        result = dbtRunner(manifest=self.manifest).invoke([command, *arguments, *_folders(self.folder), "--quiet"])
        DuckDBConnectionManager.close_all_connections()
        results = getattr(result.result, "results", [])
        told = [f"{one.node.name}: {one.message}" for one in results if one.status not in ("success", "pass")]
        assert result.success, told or result.exception

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.path)) as con:
            con.execute(f"set file_search_path = '{self.lake}'; set TimeZone = 'UTC'")
            return con.execute(query).fetchall()


@pytest.fixture(scope="session")
def manifest(parsed: Path) -> Iterator[Manifest]:
    before = dict(os.environ)
    os.environ |= {"DO_NOT_TRACK": "1"}
    yield parsed_manifest(parsed)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def warehouse_at(manifest: Manifest) -> Callable[[Path, Path], Warehouse]:
    """Return a function that gives the warehouse of a lake in a folder."""

    def make(lake: Path, folder: Path) -> Warehouse:
        folder.mkdir(parents=True, exist_ok=True)
        return Warehouse(manifest, lake, folder)

    return make
