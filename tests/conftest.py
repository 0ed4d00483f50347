"""The demo company, exported, built and released once a session, whoever of the test workers comes first."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from tests.parsed import parsed_project

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def run_opsmart(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def opsmart() -> Run:
    """Runs `opsmart` with arguments; gives its exit code, stdout and stderr."""
    return run_opsmart


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """dbt's target folder of a home whose project is parsed; tests read it and do not write there."""
    base = tmp_path_factory.getbasetemp()
    return parsed_project(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The home of the demo company after its first night; tests read it and do not write there."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "demo"
    shared.mkdir(exist_ok=True)
    with FileLock(shared / "lock"):
        if not (shared / "built").exists():
            home = shared / "home"
            truth = ("--truth", str(shared / "truth.csv"))
            for arguments in (("demo", "--out", str(home / "landing"), *truth), ("nightly", "--home", str(home))):
                done = run_opsmart(*arguments)
                assert done.returncode == 0, done.stdout + done.stderr
            (shared / "built").touch()
    return shared / "home"


@pytest.fixture(scope="session")
def demo_truth(demo_home: Path) -> Path:
    """The CSV of KPI values that the demo's events give, written beside its exports."""
    return demo_home.parent / "truth.csv"


@pytest.fixture(scope="session")
def demo_marts(demo_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demo's current release, as a reader opens it."""
    with duckdb.connect(str((demo_home / "releases" / "current" / "marts.duckdb").resolve()), read_only=True) as con:
        yield con
