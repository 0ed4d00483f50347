"""One run of the ingest: what becomes of each landed file, of each member of an archive, of each file to read again."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sources import archives
from sources.archives import is_archive, unpack
from sources.contract import Contract
from sources.errors import ExportError, LandingError, OpsmartError
from sources.lake import corrections, failures, ledger, receipts
from sources.lake.index import read_files
from sources.lake.originals import sha256_of
from sources.lake.paths import NO_ROOM, Lake, file_id_of
from sources.lake.receipts import Receipt
from sources.lake.receive import ChangedMeanwhile, is_stale, read_again, receive
from sources.lake.settings import LakeSettings
from sources.landing import Hashes, LandedFile, landed_file, unchanged
from sources.read.native import no_panic
from sources.remote.landing import RemoteFile, RemoteLanding

REMEMBER_BYTES = 64 * 1024 * 1024
"""Hashing this much again costs ~0.05 s; a night with nothing new does not write to save less."""
Progress = Callable[[str, int, int], None]


class Status(StrEnum):
    """What this run found out about a landed file."""

    LOADED = "loaded"
    HELD = "held"
    SUPERSEDED = "superseded"
    KEPT = "kept"
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


class Run:
    """One ingest: the receipts as they grow, and what to report."""

    def __init__(self, lake: Lake, settings: LakeSettings, contracts: Mapping[str, Contract], now: datetime) -> None:
        """Bind to a prepared lake; what a killed run left without a receipt is dropped."""
        self.lake, self.settings, self.contracts, self.now = lake, settings, contracts, now
        self.receipts = {receipt.sha256: receipt for receipt in receipts.load(lake)}
        lake.drop_unreceived(self.receipts)
        self.hashes = Hashes(lake)
        self.archives = archives.Known(lake)
        self.found: list[FileReport] = []
        self.failing: set[str] = set()
        self.is_complete = True
        self.remote: RemoteLanding | None = None
        self._circumstances: str | None = None
        self.sheets = corrections.load(lake)
        decided = ledger.in_force(ledger.decisions(lake))
        self.withdrawn = {sha256 for sha256, kind in decided.items() if kind is ledger.DecisionKind.WITHDRAW}

    @property
    def circumstances(self) -> str:
        """Digest of all that could make a failed file readable; taken once, and only where a file failed before."""
        if self._circumstances is None:
            self._circumstances = failures.circumstances(self.contracts, self.settings)
        return self._circumstances

    def read_stale(self) -> None:
        """Read again from the originals what was read under another contract or other settings."""
        for receipt in list(self.receipts.values()):
            if is_stale(receipt, self.contracts, self.settings, self.in_force):
                self._read_again(receipt)

    def _read_again(self, receipt: Receipt) -> None:
        def again() -> Receipt:
            return read_again(self.lake, receipt, self.contracts, self.settings, self.in_force)

        self._attempt(receipt.name, receipt.sha256, again, Status.REREAD)

    @property
    def in_force(self) -> list[corrections.Corrections]:
        """The correction sheets that nobody withdrew."""
        return [sheet for sheet in self.sheets if sheet.sha256 not in self.withdrawn]

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
        if not self._is_told(item.name, sha256):
            self._take(item, sha256)

    def visit(self, remote: RemoteLanding, progress: Progress) -> None:
        """Receive what is new at a remote place; one that fails is reported, and what is known goes on counting."""
        self.remote = remote
        try:
            with remote:
                landed = remote.scan()
                for done, item in enumerate(landed):
                    progress(item.name, done, len(landed))
                    self._take_remote(remote, item)
        except LandingError as error:
            self._miss(error)
        for unread in remote.unread:
            self._miss(unread)

    def _miss(self, error: OpsmartError) -> None:
        """Report a place or folder that could not be looked into: its files may well be there."""
        self.is_complete = False
        self.found.append(FileReport(error.file or "", Status.FAILED, False, "", error=error))

    def _take_remote(self, remote: RemoteLanding, item: RemoteFile) -> None:
        known = remote.sha256(item)
        if known is not None and self._is_told(item.name, known):
            return
        target = self.lake.aside / "landed"
        try:
            copied = remote.copy(item, target)
            sha256 = sha256_of(target)
            remote.remember(item, sha256)
            if not self._is_told(item.name, sha256):
                self._take(copied, sha256)
        except ExportError as error:
            self.found.append(FileReport(item.name, Status.FAILED, False, "", error=error))
        finally:
            target.unlink(missing_ok=True)

    def _is_told(self, name: str, sha256: str) -> bool:
        """Report a file whose bytes are known, good or bad; False where they must be looked at."""
        if sha256 in self.receipts:
            self._take_known(name, sha256)
        elif sheet := next((sheet for sheet in self.sheets if sheet.sha256 == sha256), None):
            self.found.append(FileReport(name, Status.KNOWN, False, sheet.file_id, detail=self._told(sheet)))
        elif failure := self._recalled(sha256):
            self._fail(name, sha256, failure)
        elif (members := self._known_members(sha256)) is not None:
            for member, digest in members:
                self._is_told(f"{name}/{member}", digest)
        else:
            return False
        return True

    def _known_members(self, sha256: str) -> list[tuple[str, str]] | None:
        """The members of an archive read before, of which none would be read now."""
        members = self.archives.members(sha256)
        if members is None or not all(member in self.receipts or self._recalled(member) for _, member in members):
            return None
        return members

    def _take(self, item: LandedFile, sha256: str) -> None:
        if sha256 in self.archives or is_archive(item.path):
            self._take_members(item, sha256)
        elif not self._take_corrections(item, sha256):
            self._receive(item, sha256)

    def _take_corrections(self, item: LandedFile, sha256: str) -> bool:
        """Receive a correction sheet and read the files again that it corrects; False where the file is none."""
        try:
            with no_panic(item.name):
                files = corrections.read_corrections(item.path, item.name)
            if files is None:
                return False
            corrections.check(self.lake, item.name, files, self.receipts, self.contracts, self.in_force)
            if not unchanged(item):
                raise ChangedMeanwhile.of(item.name)
        except ExportError as error:
            self._fail(item.name, sha256, error)
            return True
        seq = max((sheet.seq for sheet in self.sheets), default=0) + 1
        sheet = corrections.Corrections(sha256, item.name, seq, self.now, files)
        corrections.keep(self.lake, sheet)
        self.sheets.append(sheet)
        self.found.append(FileReport(item.name, Status.LOADED, True, sheet.file_id, detail=self._told(sheet)))
        for corrected in files:
            self._read_again(self.receipts[corrected])
        return True

    def _told(self, sheet: corrections.Corrections) -> str:
        names = sorted(self.receipts[sha].name for sha in sheet.files if sha in self.receipts)
        state = "withdrawn, corrects nothing" if sheet.sha256 in self.withdrawn else "corrects"
        return f"{state}: {sum(map(len, sheet.files.values()))} records of {', '.join(names)}"

    def _take_members(self, archive: LandedFile, sha256: str) -> None:
        """Receive the files of an archive."""
        found = []
        with tempfile.TemporaryDirectory(prefix="archive-", dir=self.lake.aside) as folder:
            try:
                for name, path in unpack(archive.path, archive.name, Path(folder)):
                    digest = sha256_of(path)
                    found.append((name, digest))
                    self._receive(landed_file(path, f"{archive.name}/{name}"), digest, sha256)
                    path.unlink()
            except ExportError as error:
                self._fail(archive.name, sha256, error)
                failures.remember(self.lake, sha256, error, self.circumstances)
                return
        if not unchanged(archive):
            self._fail(archive.name, sha256, ChangedMeanwhile.of(archive.name))
            return
        self.archives.note(sha256, found)

    def _take_known(self, name: str, sha256: str) -> None:
        known = self.receipts[sha256]
        self._place(known, name)
        if sha256 not in self.failing:
            self.found.append(FileReport(name, Status.KNOWN, False, known.file_id, self.receipts[sha256]))

    def _receive(self, item: LandedFile, sha256: str, archive: str | None = None) -> None:
        if sha256 in self.receipts:
            self._note_archive(self.receipts[sha256], archive)
            self._take_known(item.name, sha256)
            return

        def first() -> Receipt:
            seq = max((receipt.received_seq for receipt in self.receipts.values()), default=0) + 1
            return receive(self.lake, item, sha256, seq, self.now, self.contracts, self.settings, archive)

        self._attempt(item.name, sha256, first, Status.LOADED)

    def _attempt(self, name: str, sha256: str, work: Callable[[], Receipt], status: Status) -> None:
        file_id = file_id_of(sha256)
        failure = self._recalled(sha256)
        if failure is None:
            try:
                with no_panic(name):
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
        self._fail(name, sha256, failure)

    def _fail(self, name: str, sha256: str, failure: OpsmartError) -> None:
        failure.file = failure.file or name
        self.failing.add(sha256)
        self.found.append(FileReport(name, Status.FAILED, False, file_id_of(sha256), error=failure))

    def _recalled(self, sha256: str) -> OpsmartError | None:
        """Why a file failed before, if nothing has changed since."""
        # The circumstances hash the code: not worth 10 ms on a night without failures.
        is_known = self.lake.failure_of(file_id_of(sha256)).exists()
        return failures.recall(self.lake, sha256, self.circumstances) if is_known else None

    def _place(self, receipt: Receipt, name: str) -> None:
        """Let a file whose content names no instance take it from the mapped folder it is landed in now."""
        if receipt.instance or self.settings.folder_instance(receipt.name, receipt.system):
            return
        if self.settings.folder_instance(name, receipt.system):
            moved = replace(receipt, name=name)
            receipts.write(self.lake, moved)
            self.receipts[receipt.sha256] = moved

    def _note_archive(self, receipt: Receipt, archive: str | None) -> None:
        """Let a file that another archive brings again be a part of that export too."""
        if archive is not None and archive not in (receipt.archive, *receipt.also_in):
            marked = replace(receipt, also_in=(*receipt.also_in, archive))
            receipts.write(self.lake, marked)
            self.receipts[receipt.sha256] = marked

    def close(self) -> None:
        """Tidy up after the index is derived."""
        if self.is_complete:
            failures.forget_except(self.lake, self.failing)
        if any(item.is_new for item in self.found) or self.hashes.hashed_bytes > REMEMBER_BYTES:
            self.hashes.save()
        self.archives.save(is_complete=self.is_complete)
        if self.remote is not None:
            self.remote.save(is_complete=self.is_complete)

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
    elif outcome == "kept":
        status = Status.KEPT
    if status is not Status.LOADED and not item.is_new:
        detail = f"received before; {detail}" if detail else "received before"
    if outcome == "withdrawn":
        detail = f"withdrawn; to count it again: opsmart accept '{item.name}'"
    return replace(item, status=status, detail=detail)
