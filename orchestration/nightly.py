"""`opsmart nightly`: lock, repair, ingest; when nothing is new it ends here, before dbt, GX or Dagster are imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from orchestration import release as releases
from orchestration.clock import Clock
from orchestration.gate import Verdict
from orchestration.home import Home, writer_lock
from orchestration.night import Night, Progress
from orchestration.settings import load_settings
from sources.errors import OpsmartError

if TYPE_CHECKING:
    from sources.ingest import IngestSummary


class Outcome(StrEnum):
    """How a night ended."""

    RELEASED = "released"
    NOTHING_NEW = "nothing_new"
    HELD = "held"
    JUDGED = "judged"


@dataclass(frozen=True)
class NightResult:
    """What a night did; `release_id` is that of the current release when nothing was published."""

    outcome: Outcome
    as_of: date
    release_id: str | None
    candidate_id: str
    repaired: str | None
    verdict: Verdict | None
    summary: IngestSummary
    seconds: dict[str, float]


def run_nightly(
    home: Home,
    clock: Clock,
    *,
    as_of: date | None = None,
    full_refresh: bool = False,
    force: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> NightResult:
    """Run a night; a dry run builds, checks and judges, and publishes nothing.

    Raises:
        OpsmartError: settings, lock, dbt or the disk stand in the way. A bad file does not: the summary tells of it.
    """
    settings = load_settings(home)
    with writer_lock(home, "nightly", clock):
        repaired = releases.repair(home, clock)
        day = as_of or settings.company.as_of or clock.today(settings.company.time_zone)
        night = Night(home, settings, clock, day, full_refresh, force, progress)
        try:
            summary = night.ingest()
            if not night.is_new() and not dry_run:
                return _result(night, Outcome.NOTHING_NEW, repaired, summary)
            night.start_checks()
            night.prepare()
            if dry_run:
                night.build()
                night.test()
                night.conclude()
                return _result(night, Outcome.JUDGED, repaired, summary)
            _run(night)
            outcome = Outcome.RELEASED if night.release_id else Outcome.HELD
            return _result(night, outcome, repaired, summary)
        finally:
            night.stop()


def _run(night: Night) -> None:
    """Run the job; what failed there fails here with its own error, except what the gate has judged."""
    from orchestration.dagster_run import run_job

    failure = run_job(night)
    if failure is None or night.release_id or (night.verdict is not None and not night.verdict.released):
        return
    raise night.error or OpsmartError(f"the nightly job failed: {failure}", f"see the run in {night.home.dagster}")


def _result(night: Night, outcome: Outcome, repaired: str | None, summary: IngestSummary) -> NightResult:
    release_id = night.release_id or releases.current_id(night.home)
    return NightResult(
        outcome, night.as_of, release_id, night.candidate_id, repaired, night.verdict, summary, dict(night.seconds)
    )
