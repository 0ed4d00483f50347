"""A hand-computed company, run through the KPI kernel once a session: dbt from the measures down, in process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from filelock import FileLock

from sources.contract import load_contracts
from sources.lake.index import derive
from sources.lake.paths import Lake
from sources.lake.settings import LakeSettings
from tests.parsed import parsed_manifest

PROJECT = Path(__file__).parents[3] / "dbt_project"
DOMAINS = ("finance", "people", "customer", "operations", "risk", "strategy")


class Cell(NamedTuple):
    """What a reader of mart_kpi sees of one cell."""

    value: float | None
    status: str


@pytest.fixture(scope="session")
def kernel_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str, parsed: Path) -> Path:
    """A home with the warehouse after seeds, measures, KPI parts and marts ran on company.sql, and dbt's target."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "kpi_kernel"
    home.mkdir(exist_ok=True)
    with FileLock(home / "lock"):
        if not (home / "built").exists():
            _build(home, parsed)
            (home / "built").touch()
    return home


def _build(home: Path, parsed: Path) -> None:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    database = home / "opsmart.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute((Path(__file__).parent / "company.sql").read_text(encoding="utf-8"))
        derive(Lake(home), LakeSettings(), load_contracts(), datetime(2025, 5, 14, tzinfo=UTC))  # an empty lake
        files = home / "index" / "files.parquet"
        connection.execute(f"create temp table files as select * from '{files}' union all by name from landed_file")
        connection.execute(f"copy files to '{files}'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPSMART_WAREHOUSE", str(database))
        patch.setenv("OPSMART_LAKE", str(home))
        patch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
        paths = {
            "project-dir": PROJECT,
            "profiles-dir": PROJECT,
            "target-path": home / "target",
            "log-path": home / "logs",
        }
        arguments = ["--quiet", *(part for name, path in paths.items() for part in (f"--{name}", str(path)))]
        runner = dbtRunner(manifest=parsed_manifest(parsed))
        folders = (
            "seeds/kpi",
            *(f"models/marts/{name}" for name in ("measures", "lineage", "kpi", "finance", "risk", "strategy")),
        )
        selected = ["--select", *(f"path:{folder}" for folder in folders), "dim_kpi", "mart_lineage"]
        for command in ("seed", "run"):
            outcome = runner.invoke([command, *selected, *arguments])
            results = getattr(outcome.result, "results", [])
            failed = [f"{result.node.name}: {result.message}" for result in results if result.status == "error"]
            assert outcome.success, failed or outcome.exception
    DuckDBConnectionManager.close_all_connections()  # dbt in process keeps the file open


@pytest.fixture(scope="session")
def warehouse(kernel_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, read-only, with mart_kpi as the union of its parts."""
    connection = duckdb.connect(str(kernel_home / "opsmart.duckdb"), read_only=True)
    parts = " union all ".join(f"select * from kpi.kpi__{domain}" for domain in DOMAINS)
    connection.execute(f"create temp table mart_kpi as {parts}")
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def cell(warehouse: duckdb.DuckDBPyConnection) -> Callable[..., Cell | None]:
    """Looks a cell up: cell(kpi, unit, period_start, window="period", grain="month", segment="total")."""

    def look_up(
        kpi: str, unit: str, start: str, window: str = "period", grain: str = "month", segment: str = "total"
    ) -> Cell | None:
        rows = warehouse.execute(
            "select value, status from mart_kpi where kpi_id = ? and org_unit_id = ? and period_start = cast(? as date)"
            " and time_window = ? and grain = ? and segment = ?",
            [kpi, unit, start, window, grain, segment],
        ).fetchall()
        assert len(rows) <= 1, f"{len(rows)} rows for one key"
        return Cell(*rows[0]) if rows else None

    return look_up
