"""Where things lie in a home's lake, and the one way a file gets there: written aside, synced, renamed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SCHEMA_FILE = "_schema.parquet"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""What the system says where the lake cannot be written."""


@dataclass(frozen=True)
class Lake:
    """Layout of `HOME/lake`; nothing is created by naming a path."""

    root: Path

    @property
    def originals(self) -> Path:
        """Every ingested file's bytes, compressed."""
        return self.root / "originals"

    @property
    def raw(self) -> Path:
        """Typed rows, one Parquet per file, by system and dataset."""
        return self.root / "raw"

    @property
    def receipts(self) -> Path:
        """One JSON receipt per file, and its profile as Parquet."""
        return self.root / "receipts"

    @property
    def failed(self) -> Path:
        """Why landed files could not be read; not part of the lake's content."""
        return self.receipts / "failed"

    @property
    def corrections(self) -> Path:
        """Correction sheets as received, one JSON each."""
        return self.root / "corrections"

    @property
    def index(self) -> Path:
        """Derived tables that dbt reads."""
        return self.root / "index"

    @property
    def ledger(self) -> Path:
        """Decisions and published values, append-only."""
        return self.root / "ledger"

    @property
    def aside(self) -> Path:
        """Where files are written before they are renamed; emptied at the start of every ingest."""
        return self.root / ".aside"

    def original_of(self, sha256: str) -> Path:
        """Compressed original of a file."""
        return self.originals / f"{sha256}.zst"

    def raw_of(self, system: str, dataset: str, file_id: str) -> Path:
        """Typed rows of a file."""
        return self.raw / system / dataset / f"{file_id}.parquet"

    def receipt_of(self, file_id: str) -> Path:
        """Receipt of a file."""
        return self.receipts / f"{file_id}.json"

    def profile_of(self, file_id: str) -> Path:
        """Profile of a file: rows per day and watch group, or its keys."""
        return self.receipts / f"{file_id}.parquet"

    def failure_of(self, file_id: str) -> Path:
        """Record of why a landed file could not be read."""
        return self.failed / f"{file_id}.json"

    def prepare(self) -> None:
        """Create the folders and drop what a killed run left half-written."""
        if self.aside.is_dir() and any(self.aside.iterdir()):
            shutil.rmtree(self.aside)
        content = (self.originals, self.raw, self.receipts, self.failed, self.corrections, self.index, self.ledger)
        for folder in (*content, self.aside):
            folder.mkdir(parents=True, exist_ok=True)

    def drop_unreceived(self, sha256s: Iterable[str]) -> None:
        """Remove originals, rows and profiles of files that have no receipt: a killed run never finished them."""
        received = set(sha256s)
        ids = {file_id_of(sha256) for sha256 in received}
        found = [path for path in self.originals.glob("*.zst") if path.stem not in received]
        found += [path for path in self.receipts.glob("*.parquet") if path.stem not in ids]
        found += [path for path in self.raw.glob("*/*/*.parquet") if path.stem not in ids and path.name != SCHEMA_FILE]
        for path in found:
            path.unlink()


def file_id_of(sha256: str) -> str:
    """First 16 hex digits of the original's SHA-256."""
    return sha256[:16]


def publish(aside: Path, target: Path) -> None:
    """Make the written file `aside` durable and visible as `target` in one step (both on one file system)."""
    with aside.open("rb") as handle:
        os.fsync(handle.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(aside, target)  # noqa: PTH105 - the commit point that the fault tests kill at
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def publish_bytes(content: bytes, aside: Path, target: Path) -> None:
    """Write `content` to `target` in one step."""
    aside.parent.mkdir(parents=True, exist_ok=True)
    aside.write_bytes(content)
    publish(aside, target)
