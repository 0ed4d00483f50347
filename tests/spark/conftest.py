"""Both engines over the lake of one company; without Spark (`make test-spark` has it) only the comparison is tested."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # modules beside the tests; pytest's importlib mode adds nothing

from demo_company import DemoCompany, write_company
from parity import Difference, differences
from server import SparkServer

PROJECT = Path(__file__).parents[2] / "dbt_project"
SPARK_PYTHON = os.environ.get("OPSMART_SPARK_PYTHON")
collect_ignore = [] if SPARK_PYTHON else ["test_both_engines.py"]

NO_TESTS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


@dataclass(frozen=True)
class Engines:
    """dbt on DuckDB (this environment) and on Spark (its own), over the same lake."""

    company: DemoCompany
    server: SparkServer
    folder: Path
    project: Path = PROJECT

    @property
    def warehouse(self) -> Path:
        return self.folder / "opsmart.duckdb"

    def dbt(self, engine: str, *arguments: str, warehouse: Path | None = None) -> None:
        """Run dbt on an engine; it must succeed."""
        python = SPARK_PYTHON if engine == "spark" else sys.executable
        written = self.folder / f"{engine}-{self.project.parent.name}"
        folders = {
            "--project-dir": self.project,
            "--profiles-dir": self.project,
            "--target-path": written / "target",
            "--log-path": written / "logs",
        }
        told = {
            "OPSMART_LAKE": str(self.company.lake),
            "OPSMART_WAREHOUSE": str(warehouse or self.warehouse),
            "SPARK_REMOTE": self.server.remote,
            "DO_NOT_TRACK": "1",
            "PYTHONWARNINGS": "ignore",
        }
        options = [str(part) for pair in folders.items() for part in pair]
        done = subprocess.run(
            [str(python), "-m", "dbt.cli.main", "--quiet", *arguments, "--target", engine, *options],
            env=os.environ | told,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"dbt on {engine}: {(done.stdout + done.stderr)[-6000:]}"

    def build(self) -> None:
        """Build all seeds and models on both."""
        for engine in ("duckdb", "spark"):
            self.dbt(engine, "build", *NO_TESTS)

    def differences(self, *tables: str, warehouse: Path | None = None) -> list[Difference]:
        """What differs in the named tables, or in all."""
        return differences(warehouse or self.warehouse, self.server.tables, tables or None)

    def parts(self, table: str) -> dict[str, set[str]]:
        """Files of each month of a table on Spark."""
        schema, name = table.split(".")
        months = (self.server.tables / f"{schema}.db" / name).glob("_month=*")
        return {month.name.removeprefix("_month="): {file.name for file in month.iterdir()} for month in months}

    def copied_project(self, folder: Path) -> Engines:
        """The same with a copy of the dbt project that a test may change."""
        copy = folder / "project" / "dbt_project"
        shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns("target", "logs"))
        return Engines(self.company, self.server, folder, copy)


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """The company after its first day, built on both engines."""
    assert SPARK_PYTHON is not None
    folder = tmp_path_factory.mktemp("engines")
    company = write_company(folder)
    with SparkServer(Path(SPARK_PYTHON), folder / "spark") as server:
        both = Engines(company, server, folder)
        both.build()
        yield both
