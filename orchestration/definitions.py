"""Assembles Dagster's definitions: ingest, dbt, candidate, gate, release, the nightly job, its schedule.

`dagster dev -m orchestration.definitions` loads `defs` for the home in $OPSMART_HOME; nothing is read before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dagster import (
    AssetSelection,
    DefaultScheduleStatus,
    Definitions,
    ScheduleDefinition,
    define_asset_job,
    definitions,
    in_process_executor,
)

from orchestration.assets import dbt_models, gate_assets, ingest_assets, night_resource
from orchestration.home import Home, find_home
from orchestration.night import Night
from orchestration.settings import load_settings
from orchestration.warehouse import Warehouse

JOB = "nightly"
CRON = "0 2 * * *"


def build_definitions(home: Home, manifest: Mapping[str, Any], night: Night | None = None) -> Definitions:
    """Assemble the definitions of a home.

    Args:
        home: the home.
        manifest: dbt's parsed manifest.
        night: a night that holds the writer lock already; without one every run takes the lock itself.
    """
    job = define_asset_job(JOB, selection=AssetSelection.all(), executor_def=in_process_executor)
    settings = load_settings(home)
    schedule = ScheduleDefinition(
        job=job,
        cron_schedule=CRON,
        execution_timezone=settings.company.time_zone,
        default_status=DefaultScheduleStatus.STOPPED,
    )
    return Definitions(
        assets=[ingest_assets(), dbt_models(manifest), *gate_assets(manifest)],
        jobs=[job],
        schedules=[schedule],
        resources={"night": night_resource(home, night)},
        executor=in_process_executor,
    )


@definitions
def defs() -> Definitions:
    """Definitions of the home in $OPSMART_HOME, else of the folder that Dagster was started in."""
    home = find_home(None)
    warehouse = Warehouse(home, load_settings(home).engine)
    kept = home.dbt_target / "manifest.json"
    return build_definitions(home, warehouse.manifest() if kept.is_file() else warehouse.parse(), None)
