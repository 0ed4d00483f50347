"""Ingest: every landed file becomes a receipt or a reported failure, then the index is derived.

Only new bytes are read. One bad file never stops the others. Killed anywhere, the next run ends with the same lake:
a file's original, rows and profile are in place before its receipt, and the receipt is the commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sources.contract import Contract, load_contracts
from sources.errors import OpsmartError
from sources.ingest_run import FileReport, Progress, Run, Status
from sources.lake import corrections, ledger, receipts
from sources.lake.index import Derived, derive, read_files
from sources.lake.paths import NO_ROOM, Lake
from sources.lake.settings import LakeSettings
from sources.landing import scan
from sources.remote.landing import RemoteLanding
from sources.remote.place import RemotePlace


@dataclass(frozen=True)
class IngestSummary:
    """The run's files in the order of their names, and what became of the index."""

    files: tuple[FileReport, ...]
    derived: Derived

    @property
    def new(self) -> tuple[FileReport, ...]:
        """Files received or read again by this run."""
        return tuple(item for item in self.files if item.is_new)

    @property
    def failed(self) -> tuple[FileReport, ...]:
        """Files that could not be read; they are reported every night until they are fixed or removed."""
        return tuple(item for item in self.files if item.status is Status.FAILED)

    @property
    def held(self) -> tuple[FileReport, ...]:
        """Files that wait for a person."""
        return tuple(item for item in self.files if item.status is Status.HELD)


class DiskFullError(OpsmartError):
    """The lake cannot be written; what was received so far is safe."""


def ingest_landing(
    lake_root: Path,
    landing: Path | RemotePlace,
    settings: LakeSettings,
    now: datetime,
    contracts: Mapping[str, Contract] | None = None,
    progress: Progress = lambda *_: None,
    settle_seconds: float = 0.0,
) -> IngestSummary:
    """Receive what is new in `landing`, read again what changed contracts or readers concern, and derive the index.

    The caller holds the home's writer lock.

    Args:
        lake_root: the home's lake folder; created where missing.
        landing: folder of exported files, sub-folders included; may be missing or emptied. One on another machine that
            cannot be reached is a failure in the summary, and what was received before goes on counting.
        settings: what the lake must know of the home's settings.
        now: the night's clock; with a zone, or UTC without.
        contracts: by `system.dataset`; the project's own where not given.
        progress: called with (name, files done, files in all) before each file is looked at.
        settle_seconds: a file that changes within this time is left for the next night in a folder of this
            machine; elsewhere what is new is always looked at twice.

    Raises:
        DiskFullError: the lake cannot be written.
        SettingsError: what the landing place needs is not installed.
    """
    lake = Lake(lake_root)
    contracts = load_contracts() if contracts is None else contracts
    if now.tzinfo is not None:
        now = now.astimezone(UTC).replace(tzinfo=None)
    try:
        lake.prepare()
        run = Run(lake, settings, contracts, now)
        run.read_stale()
        if isinstance(landing, RemotePlace):
            run.visit(RemoteLanding(landing, lake), progress)
        else:
            landed = scan(landing, settle_seconds)
            for done, item in enumerate(landed):
                progress(item.name, done, len(landed))
                run.take(item)
        derived = derive(lake, settings, contracts, now)
        run.close()
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise DiskFullError(
            f"the lake cannot be written: {error.strerror}",
            f"make room at {lake_root} and run again; what was received is safe",
        ) from error
    return IngestSummary(tuple(run.reports()), derived)


def decide(
    lake_root: Path,
    settings: LakeSettings,
    wanted: str,
    kind: ledger.DecisionKind,
    now: datetime,
    reason: str = "",
    contracts: Mapping[str, Contract] | None = None,
) -> tuple[ledger.Named, bool]:
    """Accept or withdraw a received file and derive the index; False where that was decided before.

    What a correction sheet corrects is read again by the next ingest.

    Args:
        lake_root: the home's lake folder.
        settings: what the lake must know of the home's settings.
        wanted: file name, path, or at least 6 digits of the sha256.
        kind: accept (a held or withdrawn file) or withdraw.
        now: the night's clock.
        reason: kept with the decision.
        contracts: by `system.dataset`; the project's own where not given.

    Raises:
        OpsmartError: no such file, several such files, or nothing to accept.
    """
    lake = Lake(lake_root)
    found = receipts.load(lake)
    states = {row["file_id"]: str(row["outcome"]) for row in read_files(lake)}
    accepting = kind is ledger.DecisionKind.ACCEPT
    open_to = {"held_replacement", "withdrawn"} if accepting else set(states.values()) - {"withdrawn"}
    preferred = frozenset(file_id for file_id, outcome in states.items() if outcome in open_to)
    known: list[ledger.Named] = [*found, *corrections.load(lake)]
    item = ledger.find(known, wanted, preferred)
    decided = ledger.in_force(ledger.decisions(lake)).get(item.sha256)
    state = states.get(item.file_id, str(decided or "not in the index"))
    if accepting and decided != kind and state not in open_to | {ledger.DecisionKind.WITHDRAW}:
        raise OpsmartError(f"is not held but {state}", "`opsmart status` lists what is held", file=item.name)
    fresh = ledger.decide(lake, item, kind, now, reason)
    derive(lake, settings, load_contracts() if contracts is None else contracts, now)
    return item, fresh
