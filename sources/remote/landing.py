"""The files of a remote landing place: which are there, which are new, and a local copy of one that is.

What a later night needs to know of a file that is still there is its stamp (size, mtime, etag) and its SHA-256: a file
that is known by its stamp is not copied again.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from sources.errors import ExportError, LandingError, SettingsError
from sources.lake.paths import NO_ROOM, Lake, publish_bytes
from sources.lake.receive import ChangedMeanwhile
from sources.landing import UNFINISHED, LandedFile, landed_file
from sources.remote.place import RemotePlace, Scheme

CACHE = "landing-remote.json"
NEEDS = {Scheme.SFTP: "paramiko", Scheme.S3: "s3fs"}
"""The package of each extra; fsspec comes with both."""
SETTLE_SECONDS = 2.0
"""SFTP tells times in whole seconds: a file written twice within one may keep size and time. Copied this much after it
was first seen, by our own clock, it cannot: whatever is written later has a later time."""


@dataclass(frozen=True)
class RemoteFile:
    """A file as the place lists it; `name` is its path below the landing folder, `mtime` counts the place's seconds."""

    path: str
    name: str
    size: int
    mtime: int
    etag: str

    @property
    def stamp(self) -> tuple[int, int, str]:
        """Another stamp, other bytes."""
        return (self.size, self.mtime, self.etag)


class RemoteLanding:
    """One visit to a place; a context manager that logs in and out.

    `unread` are the sub-folders that could not be listed.

    Raises:
        SettingsError: the extra that the place needs is not installed.
        LandingError: the place cannot be reached, or does not open.
    """

    def __init__(self, place: RemotePlace, lake: Lake) -> None:
        """Read what earlier nights remembered of this place; a damaged memory is an empty one."""
        self.place, self._lake = place, lake
        self.unread: list[LandingError] = []
        self._file = lake.index / CACHE
        self._seen: dict[str, list[object]] = {}
        self._known: dict[str, list[object]] = {}
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            self._known = told["files"] if told["place"] == place.digest else {}
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            self._known = {}

    def __enter__(self) -> RemoteLanding:
        """Log in."""
        self._kind = _kind(self.place)
        try:
            self._store = self._kind.open_store(self.place)
        except Exception as error:
            raise self._typed(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        """Log out."""
        self._kind.close_store(self._store)

    def scan(self) -> list[RemoteFile]:
        """The place's files in the order of their names; what is hidden or still being written is left out."""
        try:
            found = sorted(self._files(), key=lambda item: item.name)
            fresh = [item for item in found if self.sha256(item) is None and not item.etag]
            if fresh:
                time.sleep(SETTLE_SECONDS)
            moving = {item.name for item in fresh if self._stamp_now(item) != item.stamp}
        except Exception as error:
            raise self._typed(error) from error
        return [item for item in found if item.name not in moving]

    def sha256(self, item: RemoteFile) -> str | None:
        """SHA-256 of a file that was copied before; None where it was not, or has changed."""
        told = self._known.get(item.name)
        if told is None or told[:-1] != list(item.stamp):
            return None
        self._seen[item.name] = told
        return str(told[-1])

    def copy(self, item: RemoteFile, target: Path) -> LandedFile:
        """Copy a file to `target`, whole or not at all.

        Raises:
            ExportError: this file is gone, may not be read, was cut off or changed meanwhile.
            LandingError: the place does not answer any more.
        """
        try:
            self._store.get_file(item.path, str(target))
            is_same = self._stamp_now(item) == item.stamp
        except FileNotFoundError as error:
            remedy = "nothing to do if it was moved away on purpose; else land it again"
            raise ExportError("was listed and is gone", remedy, file=item.name) from error
        except PermissionError as error:
            remedy = "let the user that opsmart logs in as read it, or remove it"
            raise ExportError("may not be read", remedy, file=item.name) from error
        except Exception as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise
            self._ask()
            raise _cut(item, _told(error)) from error
        if not is_same:
            raise ChangedMeanwhile.of(item.name)
        if (size := target.stat().st_size) != item.size:
            raise _cut(item, f"{size:,} of {item.size:,} bytes")
        return landed_file(target, item.name)

    def remember(self, item: RemoteFile, sha256: str) -> None:
        """Remember the bytes that a file has."""
        self._seen[item.name] = [*item.stamp, sha256]

    def save(self, *, is_complete: bool) -> None:
        """Keep what was seen, and of an incomplete visit what was known; writes nothing where nothing changed."""
        seen = self._seen if is_complete else {**self._known, **self._seen}
        if seen != self._known:
            told = {"place": self.place.digest, "files": seen}
            content = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
            publish_bytes(content, self._lake.aside / CACHE, self._file)
            self._known = seen

    def _files(self) -> Iterator[RemoteFile]:
        folders = [""]
        while folders:
            below = folders.pop()
            for entry in self._entries(below):
                path = str(entry["name"])
                name = path[len(f"{self.place.root.rstrip('/')}/") :]
                last = name[len(below) :]
                if not last or UNFINISHED.search(last):  # S3 lists a folder's own mark as an object without a name
                    continue
                if entry["type"] == "directory":
                    folders.append(f"{name}/")
                elif file := self._file_of(path, name, entry):
                    yield file

    def _entries(self, below: str) -> list[Mapping[str, Any]]:
        try:
            return list(self._store.ls(f"{self.place.root}/{below}".rstrip("/") or "/", detail=True))
        except FileNotFoundError:
            if below:  # moved away between listing and looking
                return []
            if self.place.scheme is Scheme.S3:
                self._store.info(self.place.top)  # a bucket has no empty folders, but it must be there
                return []
            raise
        except PermissionError as error:
            if not below:
                raise
            shown, remedy = f"{self.place}/{below}".rstrip("/"), "let the user that opsmart logs in as list it"
            self.unread.append(LandingError("the folder may not be listed", remedy, file=shown))
            self.unread[-1].__cause__ = error
            return []

    def _file_of(self, path: str, name: str, entry: Mapping[str, Any]) -> RemoteFile | None:
        if entry["type"] == "link":
            try:
                entry = self._store.info(path)
            except FileNotFoundError:
                return None
        if entry["type"] != "file":
            return None
        changed = entry.get("mtime") or entry.get("LastModified")
        # S3's list may tell parts of a second, its head never does.
        mtime = int(changed.timestamp()) if changed else 0
        return RemoteFile(path, name, int(entry["size"]), mtime, str(entry.get("ETag") or "").strip('"'))

    def _stamp_now(self, item: RemoteFile) -> tuple[int, int, str] | None:
        try:
            found = self._file_of(item.path, item.name, self._store.info(item.path))
        except FileNotFoundError:
            return None
        return found.stamp if found else None

    def _ask(self) -> None:
        """Whether it is the place that fails, and not one file."""
        try:
            self._store.info(self.place.top)
        except Exception as error:
            raise self._typed(error) from error

    def _typed(self, error: Exception) -> LandingError:
        if isinstance(error, LandingError):
            return error
        if found := self._kind.explain(self.place, error):
            assert isinstance(found, LandingError)
            return found
        shown = str(self.place)
        if isinstance(error, FileNotFoundError):
            return LandingError("there is no such folder", "create it there, or correct `landing.path`", file=shown)
        if isinstance(error, PermissionError):
            remedy = "let the user that opsmart logs in as list it"
            return LandingError("the folder may not be listed", remedy, file=shown)
        remedy = "look at address and network; what was received before counts on, and the next night tries again"
        return LandingError(f"cannot be reached ({_told(error)})", remedy, file=shown)


def _kind(place: RemotePlace) -> ModuleType:
    """The module of the place's scheme: `open_store`, `close_store`, `explain`."""
    if find_spec(NEEDS[place.scheme]) is None:
        cause = f"`landing.path` is {place.scheme}://…, and the package {NEEDS[place.scheme]} is not installed"
        raise SettingsError(cause, f"pip install 'opsmart[{place.scheme}]'")
    return import_module(f"sources.remote.{place.scheme}")


def _cut(item: RemoteFile, told: str) -> ExportError:
    return ExportError(f"could not be copied whole ({told})", "nothing to do: the next night copies it", file=item.name)


def _told(error: Exception) -> str:
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return re.sub(r"//[^/\s]*@", "//", text)  # an endpoint may be given with a login
