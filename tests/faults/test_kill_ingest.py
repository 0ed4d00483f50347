"""kill -9 at every commit point of an ingest: the next run ends with the lake of a run that was never killed.

The file is its own worker: run as a script it never ingests itself but forks one child per kill point, so that the
imports are paid once. A child kills itself before its n-th rename, the only way a file gets into the lake; nothing in
the product knows of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sources.contract import Contract, load_contracts
from sources.ingest import ingest_landing
from sources.lake.settings import LakeSettings

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)
SAP_HEADER = "Company Code,Document Number,G/L Account,Posting Date,Amount in Local Currency,Local Currency\n"
DATASETS = ("sap.gl_line_items", "bamboohr.employees")


def january(rows: int, amount: str) -> str:
    return SAP_HEADER + "".join(f"1000,{n},4000,2025-01-{13 + n % 16},{amount},EUR\n" for n in range(rows))


@cache
def contracts() -> dict[str, Contract]:
    return {key: contract for key, contract in load_contracts().items() if key in DATASETS}


def night(home: Path) -> None:
    ingest_landing(home / "lake", home / "landing", LakeSettings(), NOW, contracts())


def prepared(home: Path) -> None:
    """One night lies behind; a held partial export, a snapshot and a bad file lie in front."""
    landing = home / "landing"
    landing.mkdir(parents=True)
    (landing / "1_full.csv").write_text(january(60, "10.00"), encoding="utf-8")
    night(home)
    (landing / "2_partial.csv").write_text(january(50, "12.00"), encoding="utf-8")
    (landing / "3_staff.csv").write_text("Employee #,Hire Date\n1,2020-01-15\n", encoding="utf-8")
    (landing / "4_notes.csv").write_text("nothing,we,know\n1,2,3\n", encoding="utf-8")


def child(work: Callable[[], None]) -> int:
    """Run `work` in a forked child; return its exit code, negative for the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kill_before(point: int) -> None:
    """Let the process kill itself before rename number `point` (from 0)."""
    real, seen = os.replace, [0]

    def counted(*told: Any) -> Any:
        if seen[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)
        seen[0] += 1
        return real(*told)

    os.replace = counted


def content(home: Path) -> dict[str, str]:
    """Every file of the lake by its bytes, without what only says whether work can be saved."""
    found = {}
    for path in sorted((home / "lake").rglob("*")):
        if path.is_file() and path.name not in ("landing.json", "state.json"):
            told = path.read_bytes()
            if path.parent.name == "failed":
                told = json.dumps(json.loads(told)["error"]).encode()
            found[path.relative_to(home).as_posix()] = hashlib.sha256(told).hexdigest()
    return found


def main(folder: Path) -> dict[str, Any]:
    import sources.identify
    import sources.reading  # noqa: F401 - imported before the forks, used in them only

    contracts()
    start, whole = folder / "start", folder / "whole"
    assert child(lambda: prepared(start)) == 0
    shutil.copytree(start, whole)
    assert child(lambda: night(whole)) == 0
    differing: dict[str, list[str]] = {}
    point = 0
    while True:
        home = folder / f"killed-{point}"
        shutil.copytree(start, home)

        def killed(home: Path = home, point: int = point) -> None:
            kill_before(point)
            night(home)

        ended = child(killed)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL, ended
        assert child(lambda home=home: night(home)) == 0
        if content(home) != content(whole):
            ours, theirs = content(home), content(whole)
            differing[str(point)] = sorted(k for k in ours.keys() | theirs.keys() if ours.get(k) != theirs.get(k))
        shutil.rmtree(home)
        point += 1
    return {"points": point, "differing": differing, "files": sorted(content(whole))}


def test_an_ingest_killed_at_any_commit_point_is_finished_by_the_next(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, __file__, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["differing"] == {}
    # Two files of four steps (original, rows, profile, receipt), one failure, the index's files, its state.
    assert told["points"] >= 2 * 4 + 1 + 1 + 1
    assert sum(name.startswith("lake/originals/") for name in told["files"]) == 3


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
