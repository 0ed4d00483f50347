"""Archives in the landing folder (zip, gzip): their members are files of their own, called `archive/member`.

A member lies in a temporary folder under a number, so no name in an archive ever becomes a path. What a later night
needs to know of an archive that is still landed is the names and hashes of its members.
"""

from __future__ import annotations

import json
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from gzip import BadGzipFile, GzipFile
from pathlib import Path, PurePosixPath
from typing import IO

from sources.errors import UnreadableExport
from sources.lake.paths import Lake, publish_bytes
from sources.landing import UNFINISHED
from sources.read.forms import GZIP, WORKBOOK_PARTS

ZIP = b"PK\x03\x04"
MAX_MEMBERS = 10_000
MAX_UNPACKED = 8 << 30
MAX_RATIO, RATIO_FROM = 200, 256 << 20
"""Exports shrink 5 to 50 times; what shrinks more and is large is a bomb."""
CHUNK = 4 << 20
DAMAGED = (zipfile.BadZipFile, BadGzipFile, zlib.error, EOFError, NotImplementedError)
ENCRYPTED = 0x1
CACHE = "archives.json"


def is_archive(path: Path) -> bool:
    """Whether a file is an archive and no workbook, by its bytes."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(GZIP):
        return True
    if head != ZIP:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not WORKBOOK_PARTS & set(archive.namelist())
    except zipfile.BadZipFile:
        return False  # told as a damaged workbook, which it mostly is


def unpack(path: Path, name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the members of an archive into `folder`, one by one, and give name and path of each.

    Hidden and unfinished ones are left out.

    Args:
        path: the archive.
        name: what it is called in messages.
        folder: an empty folder.

    Raises:
        UnreadableExport: damaged, protected by a password, names that lead out of it, too many or too large members.
            Members before the bad one have been given out.
    """
    budget = _Budget(name, path.stat().st_size)
    try:
        with path.open("rb") as stream:
            if stream.read(len(GZIP)) == GZIP:
                stream.seek(0)
                with GzipFile(fileobj=stream) as packed:
                    inner = PurePosixPath(name).name.removesuffix(".gz").removesuffix(".GZ")
                    yield inner, budget.copy(packed, folder / "1")
                return
        with zipfile.ZipFile(path) as archive:
            for number, info in enumerate(_members(archive, name), start=1):
                with archive.open(info) as packed:
                    yield info.filename, budget.copy(packed, folder / str(number))
    except DAMAGED as error:
        raise UnreadableExport(
            f"the archive is cut off or damaged ({error})", "Copy or export it again.", file=name
        ) from error


def _members(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The members to read, all of them checked before the first one is."""
    found = archive.infolist()
    if len(found) > MAX_MEMBERS:
        raise _refused(name, f"holds {len(found):,} files", expected=f"at most {MAX_MEMBERS:,}")
    wanted = []
    for info in found:
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if not parts or parts[0].startswith("/") or ":" in parts[0] or ".." in parts:
            raise _refused(name, f"has a member whose name leads out of it: {info.filename!r}")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _refused(name, f"has a link in it: {info.filename!r}")
        if info.flag_bits & ENCRYPTED:
            raise UnreadableExport("the archive is protected by a password", "Unpack it and land its files.", file=name)
        if not info.is_dir() and not any(UNFINISHED.search(part) or part == "__MACOSX" for part in parts):
            wanted.append(info)
    names = [info.filename for info in wanted]
    if len(set(names)) < len(names):
        raise _refused(name, "has two members of one name")
    return wanted


class _Budget:
    """Bytes that an archive may still unpack to: counted as they come, whatever its directory says."""

    def __init__(self, name: str, packed: int) -> None:
        self._name = name
        self._most = min(MAX_UNPACKED, max(RATIO_FROM, packed * MAX_RATIO))
        self._left = self._most

    def copy(self, source: IO[bytes] | GzipFile, target: Path) -> Path:
        with target.open("wb") as out:
            while chunk := source.read(CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise _refused(self._name, f"unpacks to more than {self._most >> 20:,} MiB")
                out.write(chunk)
        return target


def _refused(name: str, cause: str, expected: str | None = None) -> UnreadableExport:
    return UnreadableExport(cause, "Unpack it where it is safe, and land its files.", file=name, expected=expected)


class Known:
    """Members of archives read before, by the archive's hash: (name, hash) each."""

    def __init__(self, lake: Lake) -> None:
        """Read what earlier nights noted; a damaged note is none."""
        self._lake = lake
        self._file = lake.index / CACHE
        self._seen: dict[str, list[list[str]]] = {}
        try:
            self._before: dict[str, list[list[str]]] = json.loads(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            self._before = {}

    def members(self, sha256: str) -> list[tuple[str, str]] | None:
        """Names and hashes of an archive's members; None where it was not read yet."""
        found = self._before.get(sha256)
        if found is None:
            return None
        self._seen[sha256] = found
        return [(name, digest) for name, digest in found]

    def __contains__(self, sha256: str) -> bool:
        """Whether a file was read as an archive before."""
        return sha256 in self._before

    def note(self, sha256: str, members: Iterable[tuple[str, str]]) -> None:
        """Note the members of an archive that was read to its end."""
        self._seen[sha256] = [[name, digest] for name, digest in members]

    def save(self, *, is_complete: bool) -> None:
        """Keep the notes on archives that are still landed (all, where not all of landing was seen).

        Writes nothing where nothing changed.
        """
        seen = self._seen if is_complete else {**self._before, **self._seen}
        if seen != self._before:
            content = json.dumps(seen, ensure_ascii=False, sort_keys=True).encode()
            publish_bytes(content, self._lake.aside / CACHE, self._file)
