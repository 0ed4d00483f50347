"""Runs the nightly job in this process on the home's own Dagster instance: the UI shows what the command did."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from orchestration.digests import PROJECT
from orchestration.home import Home
from orchestration.night import Night
from sources.contract import load_contracts

if TYPE_CHECKING:
    from dagster import AssetKey, DagsterInstance

INSTANCE_FILE = PROJECT / "dagster.yaml"


def run_job(night: Night) -> str | None:
    """Run the nightly job on a night whose writer lock is held; what failed in Dagster, None when nothing did."""
    with night.step("dagster import"):
        from dagster import DagsterInstance

        from orchestration.definitions import JOB, build_definitions

    with night.step("dagster setup"):
        job = build_definitions(night.home, night.warehouse.manifest(), night).resolve_job_def(JOB)
        instance = home_instance(night.home)
    with instance or DagsterInstance.ephemeral() as opened, patient_sqlite():
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        touched = touched_assets(night, job.asset_layer.selected_asset_keys)
        result = job.execute_in_process(
            instance=opened, raise_on_error=False, run_config=quiet, asset_selection=touched
        )
        if result.success:
            return None
        failures = [event.step_failure_data.error for event in result.all_events if event.is_step_failure]
        first = failures[0] if failures else None
        return " ".join((first.cause or first).message.split())[:500] if first else "the run failed"


def touched_assets(night: Night, assets: Iterable[AssetKey]) -> list[AssetKey]:
    """The assets that this night makes anew: datasets with new files, the index, models, candidate, gate, release.

    Dagster writes several records about every asset of a run; those of hundreds of datasets without a file would take
    longer than the work, and would say that something new is there.
    """
    from dagster_dbt import DagsterDbtTranslator

    translator, nodes = DagsterDbtTranslator(), night.warehouse.manifest()["nodes"]
    still = {tuple(translator.get_asset_key(nodes[view]).path) for view in night.kept_views}
    datasets = {tuple(contract.key.split(".", 1)) for contract in load_contracts().values()}
    new = {(file.receipt.system, file.receipt.dataset) for file in night.ingest().new if file.receipt}
    return sorted(
        (key for key in assets if tuple(key.path) not in (still | datasets) - new), key=lambda key: tuple(key.path)
    )


@contextmanager
def patient_sqlite() -> Iterator[None]:
    """Let SQLite write Dagster's log without waiting for the disk at every record, until the run is over.

    Dagster opens, commits and closes a database for each record. Closing the last connection copies the write-ahead log
    into the database and waits for the disk, so one connection is held open beside each. A killed process loses nothing
    by it; a power cut may cost the last records of the log, never the database.
    """
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    held: dict[str, sqlite3.Connection] = {}

    def opened(connection: Any, _: object) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        connection.execute("pragma synchronous = normal")
        (file,) = [row[2] for row in connection.execute("pragma database_list") if row[1] == "main"]
        if file and file not in held and connection.execute("pragma journal_mode").fetchone() == ("wal",):
            held[file] = sqlite3.connect(file, check_same_thread=False)
            held[file].execute("select count(*) from sqlite_master").fetchone()  # SQLite opens a file when it reads

    event.listen(Engine, "connect", opened)
    try:
        yield
    finally:
        event.remove(Engine, "connect", opened)
        for connection in held.values():
            connection.close()


def home_instance(home: Home) -> DagsterInstance:
    """The home's Dagster instance; its folder is made from the project's dagster.yaml on first use."""
    from dagster import DagsterInstance

    home.dagster.mkdir(parents=True, exist_ok=True)
    if not (home.dagster / INSTANCE_FILE.name).is_file():
        shutil.copyfile(INSTANCE_FILE, home.dagster / INSTANCE_FILE.name)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    return DagsterInstance.from_config(str(home.dagster))
