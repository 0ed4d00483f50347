"""One company on both engines, a home each; without Spark (`make test-spark` has it) only the comparison is tested."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # modules beside the tests; pytest's importlib mode adds nothing

from demo_company import DemoCompany, write_company
from parity import Difference, differences
from server import SparkServer

from orchestration.home import Home

PROJECT = Path(__file__).parents[2] / "dbt_project"
collect_ignore = [] if find_spec("pyspark") else ["test_both_engines.py", "test_mixed_company.py"]

NO_TESTS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


@dataclass(frozen=True)
class Engines:
    """The company's home on DuckDB, a copy of it on Spark, and Spark's server."""

    duck: DemoCompany
    spark: DemoCompany
    server: SparkServer
    folder: Path
    project: Path = PROJECT
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def warehouse(self) -> Path:
        return Home(self.duck.root).warehouse_file

    @property
    def tables(self) -> Path:
        return Home(self.spark.root).tables

    def company(self, engine: str) -> DemoCompany:
        return self.duck if engine == "duckdb" else self.spark

    def opsmart(self, engine: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line on the home of an engine."""
        command = [sys.executable, "-m", "orchestration.cli", *arguments, "--home", str(self.company(engine).root)]
        told = {**self.server.environment, "OPSMART_ENGINE": engine, **self.environment}
        return subprocess.run(command, env=os.environ | told, capture_output=True, text=True, check=False)

    def night(self, engine: str) -> Path:
        """Run a night; the release's Parquet."""
        done = self.opsmart(engine, "nightly")
        assert done.returncode == 0, f"{engine}: {(done.stdout + done.stderr)[-6000:]}"
        return (Home(self.company(engine).root).current / "parquet").resolve()

    def close(self, period: str) -> None:
        """Close a period on DuckDB; Spark's home gets its history: releases have ids and moments of their own."""
        done = self.opsmart("duckdb", "close", period)
        assert done.returncode == 0, done.stdout + done.stderr
        for name in ("closes", "published", "releases"):
            ledger = self.spark.lake / "ledger" / name
            shutil.rmtree(ledger, ignore_errors=True)
            shutil.copytree(self.duck.lake / "ledger" / name, ledger)

    def without_server(self) -> Engines:
        """The same with an address where nothing listens."""
        return replace(self, environment={"SPARK_REMOTE": "sc://127.0.0.1:9"})

    def dbt(self, engine: str, *arguments: str, warehouse: Path | None = None) -> None:
        """Run dbt on an engine; it must succeed."""
        home = Home(self.company(engine).root)
        written = self.folder / f"{engine}-{self.project.parent.name}"
        folders = {
            "--project-dir": self.project,
            "--profiles-dir": self.project,
            "--target-path": written / "target",
            "--log-path": written / "logs",
        }
        told = {
            **self.server.environment,
            "OPSMART_LAKE": str(home.lake),
            "OPSMART_WAREHOUSE": str(warehouse or self.warehouse),
            "OPSMART_TABLES": str(home.tables),
            "DO_NOT_TRACK": "1",
            "PYTHONWARNINGS": "ignore",
        }
        options = [str(part) for pair in folders.items() for part in pair]
        done = subprocess.run(
            [sys.executable, "-m", "dbt.cli.main", "--quiet", *arguments, "--target", engine, *options],
            env=os.environ | told,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"dbt on {engine}: {(done.stdout + done.stderr)[-6000:]}"

    def differences(self, *tables: str, warehouse: Path | None = None) -> list[Difference]:
        """What differs in the named tables, or in all."""
        return differences(warehouse or self.warehouse, self.tables, tables or None)

    def parts(self, table: str) -> dict[str, set[str]]:
        """Files of each month of a table on Spark."""
        months = self.tables.joinpath(*table.split(".")).glob("_month=*")
        return {month.name.removeprefix("_month="): {file.name for file in month.iterdir()} for month in months}

    def copied_project(self, folder: Path) -> Engines:
        """The same with a copy of the dbt project that a test may change."""
        copy = folder / "project" / "dbt_project"
        shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns("target", "logs"))
        return replace(self, folder=folder, project=copy)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """The company after its first day; nothing is built yet."""
    folder = tmp_path_factory.mktemp("engines")
    with SparkServer(folder / "spark") as server:
        company = write_company(folder)
        shutil.copytree(company.root, folder / "spark-home")
        yield Engines(company, DemoCompany(folder / "spark-home", company.waiting), server, folder)
        _end_session(server)


def _end_session(server: SparkServer) -> None:
    """A session of this process that outlives its server would call for it for ten minutes when Python ends."""
    from pyspark.sql.connect.session import SparkSession

    SparkSession.builder.remote(server.remote).getOrCreate().stop()
