"""A home: a company's settings, landing, lake, warehouse and releases; and the lock that admits one writer."""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from orchestration.clock import Clock
from sources.errors import OpsmartError


class LockedError(OpsmartError):
    """Another process is writing to the home."""


@dataclass(frozen=True)
class Home:
    """Paths of one home; nothing is created by naming them."""

    root: Path

    @property
    def settings_file(self) -> Path:
        """The company's settings."""
        return self.root / "opsmart.toml"

    @property
    def waivers_file(self) -> Path:
        """What a person lets pass the gate, for how long and why."""
        return self.root / "waivers.yaml"

    @property
    def findings(self) -> Path:
        """Since when each check that fails has been failing."""
        return self.warehouse / "findings.json"

    @property
    def lake(self) -> Path:
        """Append-only originals, raw rows, receipts, index and ledger."""
        return self.root / "lake"

    @property
    def warehouse(self) -> Path:
        """Everything derived that is not published."""
        return self.root / "warehouse"

    @property
    def warehouse_file(self) -> Path:
        """The DuckDB file that dbt builds."""
        return self.warehouse / "opsmart.duckdb"

    @property
    def tables(self) -> Path:
        """Folder of the tables that Spark builds: `<schema>/<table>/*.parquet`."""
        return self.warehouse / "tables"

    @property
    def dbt_target(self) -> Path:
        """Artifacts and partial parse of dbt."""
        return self.warehouse / "dbt"

    @property
    def candidates(self) -> Path:
        """Candidates with their evidence, one folder each."""
        return self.warehouse / "candidates"

    @property
    def built(self) -> Path:
        """Which candidate the warehouse was last built for."""
        return self.warehouse / "built.json"

    @property
    def models(self) -> Path:
        """Engine and digest of the models that last built the whole warehouse."""
        return self.warehouse / "models.sha256"

    @property
    def timings(self) -> Path:
        """Seconds of each step of the last night."""
        return self.warehouse / "timings.json"

    @property
    def releases(self) -> Path:
        """Immutable releases, one folder each, and `current`."""
        return self.root / "releases"

    @property
    def current(self) -> Path:
        """The symbolic link that readers follow."""
        return self.releases / "current"

    @property
    def dagster(self) -> Path:
        """Dagster's instance folder."""
        return self.root / ".dagster"

    @property
    def lock_file(self) -> Path:
        """Held by the one writer; says who holds it."""
        return self.warehouse / "writer.lock"


def find_home(named: Path | None) -> Home:
    """Return the home named by `--home`, else by $OPSMART_HOME, else the folder the command stands in.

    Raises:
        OpsmartError: the folder does not exist.
    """
    root = named or Path(os.environ.get("OPSMART_HOME") or ".")
    root = root.expanduser().resolve()
    if not root.is_dir():
        origin = "--home" if named else "$OPSMART_HOME"
        raise OpsmartError(
            f"{root}: {origin} is not a folder",
            f"create it (mkdir -p {root}) or name another one with --home",
        )
    return Home(root)


@contextmanager
def writer_lock(home: Home, command: str, clock: Clock) -> Iterator[None]:
    """Hold the home's writer lock; the kernel frees it when the process dies, so a kill leaves nothing to clean.

    Raises:
        LockedError: another process holds it; the error names its command, process id and start.
    """
    home.warehouse.mkdir(parents=True, exist_ok=True)
    with home.lock_file.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(
                f"{home.root} is being written by {_holder(home.lock_file)}", "wait for it to end, then try again"
            ) from None
        handle.truncate(0)
        holder = {
            "command": command,
            "pid": os.getpid(),
            "since": clock.now().isoformat(timespec="seconds"),
            "argv": sys.argv[:1],
        }
        handle.write(json.dumps(holder))
        handle.flush()
        try:
            yield
        finally:
            handle.truncate(0)
            handle.flush()


def _holder(lock_file: Path) -> str:
    """Say who holds the lock, as far as the file tells."""
    try:
        holder = json.loads(lock_file.read_text(encoding="utf-8"))
    except ValueError:
        return "another opsmart process"
    return f"`opsmart {holder['command']}` (process {holder['pid']}, since {holder['since']})"
