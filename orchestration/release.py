"""A release: built aside, synced, renamed, then `current` moved; killed anywhere, the next run completes it.

The order is the contract with readers and with `repair`:
1. `releases/.building-…/` is filled and synced;            killed here: cleared
2. renamed to `releases/<id>/`;                             killed here: completed from 3
3. `current` is replaced by a link to it;                   killed here: completed from 4
4. values are appended to the ledger, then the entry `releases/<id>`, which says that the publishing is complete.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from orchestration.clock import Clock
from orchestration.home import Home
from orchestration.ledger import append_values, publishing_complete, record_publishing, record_rollback
from sources.errors import OpsmartError

BUILDING = ".building-"
REMOVING = ".removing-"
RELEASE_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}(-\d+)?")


class ReleaseError(OpsmartError):
    """A release is missing or cannot be removed or moved to."""


@dataclass(frozen=True)
class Published:
    """A release on disk, from its manifest."""

    id: str
    as_of: date
    input_digest: str
    digest: str
    created_at: datetime
    is_current: bool
    warnings: int


def publish(home: Home, release_id: str, building: Path, clock: Clock) -> Path:
    """Make the finished folder `building` the release `release_id` and point `current` at it.

    Raises:
        ReleaseError: the release exists already (releases are never changed).
    """
    target = home.releases / release_id
    if target.exists():
        raise ReleaseError(f"release {release_id} exists already", "`opsmart nightly --force` publishes under a new id")
    _sync(building)
    building.rename(target)
    _sync_folder(home.releases)
    _complete(home, release_id, clock)
    return target


def repair(home: Home, clock: Clock) -> str | None:
    """Clear what a killed run left half-built, complete a release that it had finished; returns the latter's id."""
    for path in [
        *home.releases.glob(f"{BUILDING}*"),
        *home.releases.glob(f"{REMOVING}*"),
        *home.releases.glob(".current-*"),
    ]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    unfinished = [name for name in release_ids(home) if not publishing_complete(home, name)]
    for name in unfinished:
        _complete(home, name, clock)
    return unfinished[-1] if unfinished else None


def building_folder(home: Home, release_id: str) -> Path:
    """Make the empty folder that a release is built in, on the same file system as the release."""
    folder = home.releases / f"{BUILDING}{release_id}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def free_release_id(home: Home, candidate_id: str) -> str:
    """The candidate's id, or with the next free suffix when it was published before (`--force`)."""
    if not (home.releases / candidate_id).exists():
        return candidate_id
    number = 2
    while (home.releases / f"{candidate_id}-{number}").exists():
        number += 1
    return f"{candidate_id}-{number}"


def rollback(home: Home, release_id: str, clock: Clock) -> None:
    """Point `current` at an earlier release, in the same one step as publishing.

    Raises:
        ReleaseError: there is no such release.
    """
    if release_id not in release_ids(home):
        known = ", ".join(release_ids(home)) or "none"
        raise ReleaseError(f"there is no release {release_id}", f"name one of: {known}")
    _point_current(home, release_id)
    record_rollback(home, release_id, clock.now())


def release_ids(home: Home) -> list[str]:
    """Ids of all complete release folders, oldest first."""
    if not home.releases.is_dir():
        return []
    found = [
        path
        for path in home.releases.iterdir()
        if RELEASE_ID.fullmatch(path.name) and (path / "manifest.json").is_file()
    ]
    return [path.name for path in sorted(found, key=lambda path: (read_manifest(path)["created_at"], path.name))]


def releases(home: Home) -> list[Published]:
    """All releases, newest first."""
    current = current_id(home)
    found = []
    for name in reversed(release_ids(home)):
        told = read_manifest(home.releases / name)
        found.append(
            Published(
                id=name,
                as_of=date.fromisoformat(told["as_of"]),
                input_digest=told["input_digest"],
                digest=told["digest"],
                created_at=datetime.fromisoformat(told["created_at"]),
                is_current=name == current,
                warnings=len(told["evidence"]["findings"]),
            )
        )
    return found


def last_published(home: Home) -> Published | None:
    """The newest release, whether or not `current` was rolled back since."""
    found = releases(home)
    return found[0] if found else None


def current_id(home: Home) -> str | None:
    """Id of the release that `current` points at."""
    return home.current.readlink().name if home.current.is_symlink() else None


def current_release(home: Home) -> Path:
    """Folder of the current release, resolved once so that one command reads one release.

    Raises:
        ReleaseError: nothing has been released yet.
    """
    if not home.current.is_dir():
        raise ReleaseError(f"{home.root} has no release yet", "run `opsmart nightly`")
    return home.current.resolve()


def read_manifest(release: Path) -> dict[str, Any]:
    """A release's manifest."""
    content: dict[str, Any] = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    return content


def prune_releases(home: Home, keep: int) -> list[str]:
    """Remove the oldest releases beyond `keep`, never the current one; each leaves by one rename."""
    current = current_id(home)
    gone: Sequence[str] = [name for name in release_ids(home)[:-keep] if name != current]
    for name in gone:
        leaving = home.releases / f"{REMOVING}{name}"
        (home.releases / name).rename(leaving)
        shutil.rmtree(leaving, ignore_errors=True)
    return list(gone)


def _complete(home: Home, release_id: str, clock: Clock) -> None:
    """Steps 3 and 4; each may be repeated."""
    _point_current(home, release_id)
    append_values(home, release_id)
    record_publishing(home, release_id, clock.now())


def _point_current(home: Home, release_id: str) -> None:
    link = home.releases / f".current-{release_id}"
    link.unlink(missing_ok=True)
    link.symlink_to(release_id)
    link.replace(home.current)
    _sync_folder(home.releases)


def _sync(folder: Path) -> None:
    """Make every file and folder below durable and the files read-only, before the rename makes them visible."""
    for root, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(root) / name
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
            path.chmod(0o444)
        _sync_folder(Path(root))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
