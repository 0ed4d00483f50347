"""The landing folder: which files are there, complete, and with which bytes. Nothing is opened to identify it here."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.lake.originals import sha256_of
from sources.lake.paths import Lake, publish_bytes

UNFINISHED = re.compile(
    r"^(\.|~\$)|(~|\.(tmp|temp|part|partial|crdownload|download|filepart|swp|lock))$",
    re.IGNORECASE,
)
CACHE = "landing.json"
RACY_NS = 2_000_000_000
"""A file changed this shortly before it was hashed may change again within one tick of a coarse file clock."""


@dataclass(frozen=True)
class LandedFile:
    """A complete file in the landing folder; `name` is its path below it, with `/`."""

    path: Path
    name: str
    size: int
    stamp: tuple[int, ...]


def scan(landing: Path, settle_seconds: float = 0.0) -> list[LandedFile]:
    """Return the landing folder's files in a stable order.

    Hidden, temporary and half-downloaded files are left out, and so is whatever still grows or changes while
    `settle_seconds` pass (waited once for all files, and only if one of them changed that recently).
    """
    first = list(_files(landing))
    if settle_seconds > 0 and any(_age(item) < settle_seconds for item in first):
        time.sleep(settle_seconds)
        before = {item.name: item.stamp for item in first}
        first = [item for item in _files(landing) if before.get(item.name) == item.stamp]
    return sorted(first, key=lambda item: item.name)


def _files(folder: Path) -> Iterator[LandedFile]:
    if not folder.is_dir():
        return
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not UNFINISHED.search(name)]
        for name in names:
            path = Path(root, name)
            if UNFINISHED.search(name) or not path.is_file():
                continue
            try:
                yield landed_file(path, path.relative_to(folder).as_posix())
            except FileNotFoundError:  # moved away between listing and looking
                continue


def landed_file(path: Path, name: str) -> LandedFile:
    """A file as it stands now."""
    found = path.stat()
    return LandedFile(path, name, found.st_size, (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino))


def _age(item: LandedFile) -> float:
    return (_kernel_now() - item.stamp[2]) / 1e9


def _kernel_now() -> int:
    """Nanoseconds on the clock that stamps files: the one thing a file's age can be measured against."""
    with tempfile.TemporaryFile() as probe:
        return os.fstat(probe.fileno()).st_ctime_ns


def unchanged(item: LandedFile) -> bool:
    """Whether the file is still the one that was scanned."""
    try:
        found = item.path.stat()
    except FileNotFoundError:
        return False
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino) == item.stamp


class Hashes:
    """SHA-256 of landed files, remembered by size, mtime, ctime and inode so that an old file is not read again.

    The kernel sets ctime on every change of content and it cannot be forged, so a remembered hash is never wrong; one
    of a file that had just changed is not remembered.
    """

    def __init__(self, lake: Lake) -> None:
        """Read what earlier nights remembered; a damaged memory is an empty one."""
        self._lake = lake
        self._file = lake.index / CACHE
        self._known: dict[str, list[object]] = {}
        self._seen: dict[str, list[object]] = {}
        self.hashed_bytes = 0
        try:
            self._known = json.loads(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            self._known = {}

    def sha256(self, item: LandedFile) -> str:
        """Return the SHA-256 of the file's bytes."""
        told = self._known.get(str(item.path))
        if told is not None and told[:-1] == list(item.stamp):
            sha256 = str(told[-1])
        else:
            started = _kernel_now()
            sha256 = sha256_of(item.path)
            self.hashed_bytes += item.size
            if started - item.stamp[2] < RACY_NS:
                return sha256
        self._seen[str(item.path)] = [*item.stamp, sha256]
        return sha256

    def save(self) -> None:
        """Remember what this night saw, for the files still there."""
        if self._seen != self._known:
            aside = self._lake.aside / CACHE
            publish_bytes(json.dumps(self._seen, sort_keys=True).encode(), aside, self._file)
            self._known = self._seen
