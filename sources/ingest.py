"""Ingest: every landed file becomes a receipt or a reported failure, then the index is derived.

Only new bytes are read. One bad file never stops the others. Killed anywhere, the next run ends with the same lake:
a file's original, rows and profile are in place before its receipt, and the receipt is the commit.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sources.contract import Contract, load_contracts
from sources.errors import ExportError, OpsmartError
from sources.lake import failures, ledger, receipts
from sources.lake.index import Derived, derive, read_files
from sources.lake.paths import Lake, file_id_of
from sources.lake.receipts import Receipt
from sources.lake.receive import ChangedMeanwhile, is_stale, read_again, receive
from sources.lake.settings import LakeSettings
from sources.landing import Hashes, LandedFile, scan

Progress = Callable[[str, int, int], None]
REMEMBER_BYTES = 64 * 1024 * 1024
"""Hashing this much again costs ~0.05 s; a night with nothing new does not write to save less."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class Status(StrEnum):
    """What this run found out about a landed file."""

    LOADED = "loaded"
    HELD = "held"
    SUPERSEDED = "superseded"
    KNOWN = "known"
    REREAD = "reread"
    FAILED = "failed"


@dataclass(frozen=True)
class FileReport:
    """One landed (or read again) file. `detail` says what a person should know; `error` is set where it failed."""

    name: str
    status: Status
    is_new: bool
    file_id: str
    receipt: Receipt | None = None
    detail: str = ""
    error: OpsmartError | None = None


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
    landing: Path,
    settings: LakeSettings,
    now: datetime,
    contracts: Mapping[str, Contract] | None = None,
    progress: Progress | None = None,
    settle_seconds: float = 0.0,
) -> IngestSummary:
    """Receive what is new in `landing`, read again what a changed contract concerns, and derive the index.

    The caller holds the home's writer lock.

    Args:
        lake_root: the home's lake folder; created where missing.
        landing: folder of exported files, sub-folders included; may be missing or emptied.
        settings: what the lake must know of the home's settings.
        now: the night's clock; with a zone, or UTC without.
        contracts: by `system.dataset`; the project's own where not given.
        progress: called with (name, files done, files in all) before each file is looked at.
        settle_seconds: a file that changes within this time is left for the next night.

    Raises:
        DiskFullError: the lake cannot be written.
    """
    lake = Lake(lake_root)
    contracts = load_contracts() if contracts is None else contracts
    if now.tzinfo is not None:
        now = now.astimezone(UTC).replace(tzinfo=None)
    try:
        lake.prepare()
        run = _Run(lake, settings, contracts, now)
        run.read_stale()
        landed = scan(landing, settle_seconds)
        for done, item in enumerate(landed):
            if progress:
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


class _Run:
    """One ingest: the receipts as they grow, and what to report."""

    def __init__(self, lake: Lake, settings: LakeSettings, contracts: Mapping[str, Contract], now: datetime) -> None:
        self.lake, self.settings, self.contracts, self.now = lake, settings, contracts, now
        self.receipts = {receipt.sha256: receipt for receipt in receipts.load(lake)}
        lake.drop_unreceived(self.receipts)
        self.hashes = Hashes(lake)
        self.found: list[FileReport] = []
        self.failing: set[str] = set()
        self._circumstances: str | None = None

    @property
    def circumstances(self) -> str:
        if self._circumstances is None:
            self._circumstances = failures.circumstances(self.contracts, self.settings)
        return self._circumstances

    def read_stale(self) -> None:
        """Read again from the originals what was read under another contract or other settings."""
        for receipt in list(self.receipts.values()):
            if not is_stale(receipt, self.contracts, self.settings):
                continue

            def again(receipt: Receipt = receipt) -> Receipt:
                return read_again(self.lake, receipt, self.contracts, self.settings)

            self._attempt(receipt.name, receipt.sha256, again, Status.REREAD)

    def take(self, item: LandedFile) -> None:
        """Receive one landed file, unless its bytes are known."""
        try:
            sha256 = self.hashes.sha256(item)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise
            remedy = "let the user that runs opsmart read it, or remove it"
            failure = ExportError(f"cannot be opened: {error.strerror}", remedy, file=item.name)
            self.found.append(FileReport(item.name, Status.FAILED, False, "", error=failure))
            return
        known = self.receipts.get(sha256)
        if known is not None:
            self._place(known, item.name)
            if sha256 not in self.failing:
                self.found.append(FileReport(item.name, Status.KNOWN, False, known.file_id, self.receipts[sha256]))
            return

        def first() -> Receipt:
            seq = max((receipt.received_seq for receipt in self.receipts.values()), default=0) + 1
            return receive(self.lake, item, sha256, seq, self.now, self.contracts, self.settings)

        self._attempt(item.name, sha256, first, Status.LOADED)

    def _attempt(self, name: str, sha256: str, work: Callable[[], Receipt], status: Status) -> None:
        file_id = file_id_of(sha256)
        failure = failures.recall(self.lake, sha256, self.circumstances) if self._may_recall(file_id) else None
        if failure is None:
            try:
                receipt = work()
            except ChangedMeanwhile as error:
                failure = error
            except OpsmartError as error:
                failure = error
                failures.remember(self.lake, sha256, error, self.circumstances)
            except OSError as error:
                if error.errno in NO_ROOM:
                    raise
                failure = _unexpected(error, name)
            except Exception as error:  # a reader's own fault must not stop the other files
                if "No space left" in str(error):
                    raise OSError(errno.ENOSPC, "no space left on device") from error
                failure = _unexpected(error, name)
            else:
                self.receipts[sha256] = receipt
                self.found.append(FileReport(name, status, True, file_id, receipt))
                return
        failure.file = failure.file or name
        self.failing.add(sha256)
        self.found.append(FileReport(name, Status.FAILED, False, file_id, error=failure))

    def _may_recall(self, file_id: str) -> bool:
        # The circumstances hash the code: not worth 10 ms on a night without failures.
        return self.lake.failure_of(file_id).exists()

    def _place(self, receipt: Receipt, name: str) -> None:
        """Let a file whose content names no instance take it from the mapped folder it is landed in now."""
        if receipt.instance or self.settings.folder_instance(receipt.name, receipt.system):
            return
        if self.settings.folder_instance(name, receipt.system):
            moved = replace(receipt, name=name)
            receipts.write(self.lake, moved)
            self.receipts[receipt.sha256] = moved

    def close(self) -> None:
        """Tidy up after the index is derived."""
        failures.forget_except(self.lake, self.failing)
        if any(item.is_new for item in self.found) or self.hashes.hashed_bytes > REMEMBER_BYTES:
            self.hashes.save()

    def reports(self) -> list[FileReport]:
        """Return the reports with what the index says of each file."""
        states = {row["file_id"]: row for row in read_files(self.lake)}
        return sorted((_told(item, states) for item in self.found), key=lambda item: (item.name, item.status))


def _unexpected(error: Exception, name: str) -> OpsmartError:
    told = " ".join(f"{type(error).__name__}: {error}".split())
    remedy = "export the file again; if it fails again, report it with the file's first lines"
    return ExportError(f"could not be read ({told})", remedy, file=name)


def _told(item: FileReport, states: Mapping[str, Mapping[str, Any]]) -> FileReport:
    state = states.get(item.file_id)
    if item.status is Status.FAILED or state is None:
        return item
    outcome, detail, status = str(state["outcome"]), str(state["detail"]), item.status
    if outcome.startswith("held"):
        status = Status.HELD
    elif outcome == "superseded":
        status = Status.SUPERSEDED
    if status is not Status.LOADED and not item.is_new:
        detail = f"received before; {detail}" if detail else "received before"
    if outcome == "withdrawn":
        detail = f"withdrawn; to count it again: opsmart accept '{item.name}'"
    return replace(item, status=status, detail=detail)


def decide(
    lake_root: Path,
    settings: LakeSettings,
    wanted: str,
    kind: ledger.DecisionKind,
    now: datetime,
    reason: str = "",
    contracts: Mapping[str, Contract] | None = None,
) -> tuple[Receipt, bool]:
    """Accept or withdraw a received file and derive the index; False where that was decided before.

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
    receipt = ledger.find(found, wanted, preferred)
    decided = ledger.in_force(ledger.decisions(lake)).get(receipt.sha256)
    if accepting and decided != kind and states.get(receipt.file_id) not in open_to:
        raise OpsmartError(
            f"is not held but {states.get(receipt.file_id, 'not in the index')}",
            "`opsmart status` lists what is held",
            file=receipt.name,
        )
    fresh = ledger.decide(lake, receipt, kind, now, reason)
    derive(lake, settings, load_contracts() if contracts is None else contracts, now)
    return receipt, fresh
