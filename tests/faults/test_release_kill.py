"""kill -9 before and after every commit point of a publishing: readers see one whole release, the next run ends it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

TINY = Path(__file__).parents[1] / "unit" / "orchestration"
sys.path.insert(0, str(TINY))

from tiny_home import OTHER_DIGEST, fill_warehouse, make_release, tiny_manifest  # noqa: E402

from orchestration.clock import Clock  # noqa: E402
from orchestration.digests import file_digest  # noqa: E402
from orchestration.home import Home  # noqa: E402
from orchestration.marts import published_marts  # noqa: E402
from orchestration.release import current_id, read_manifest, release_ids, repair  # noqa: E402

MOMENTS = int(os.environ.get("OPSMART_KILLS", "8"))  # `make gate-proof` takes 50
FIRST, SECOND = "2025-12-19-0a1b2c3d", "2025-12-19-4e5f6071"
EARLIER, LATER = Clock(datetime(2025, 12, 20, 2, tzinfo=UTC)), Clock(datetime(2025, 12, 20, 3, tzinfo=UTC))

# Every home is published to in a fork of its own, which kills itself at (home, number of the call, before or after).
DRIVER = """
import json, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tiny_home import OTHER_DIGEST, make_release, tiny_manifest
from orchestration.clock import Clock
from orchestration.home import Home
from orchestration.marts import published_marts
import xlsxwriter, jinja2, pyarrow.parquet, sources.lake.ledger

def trap(point, when, seen):
    for name in ("replace", "rename", "symlink", "fsync"):
        def wrapped(*args, real=getattr(os, name), name=name, **more):
            seen.append(name)
            if len(seen) == point and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            answer = real(*args, **more)
            if len(seen) == point and when == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return answer
        setattr(os, name, wrapped)

for home, point, when in json.loads(sys.stdin.read()):
    child = os.fork()
    if child == 0:
        seen = []
        trap(point, when, seen)
        clock = Clock(datetime(2025, 12, 20, 3, tzinfo=UTC))
        make_release(Home(Path(home)), published_marts(tiny_manifest()), clock, OTHER_DIGEST)
        (Path(home) / "calls.json").write_text(json.dumps(seen))
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""


# The same, killed from outside after some seconds; prints the seconds that an undisturbed publishing takes.
TIMED_DRIVER = """
import json, os, signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tiny_home import OTHER_DIGEST, make_release, tiny_manifest
from orchestration.clock import Clock
from orchestration.home import Home
from orchestration.marts import published_marts
import xlsxwriter, jinja2, pyarrow.parquet, sources.lake.ledger

def publish(home):
    child = os.fork()
    if child == 0:
        clock = Clock(datetime(2025, 12, 20, 3, tzinfo=UTC))
        make_release(Home(Path(home)), published_marts(tiny_manifest()), clock, OTHER_DIGEST)
        os._exit(0)
    return child

undisturbed, *homes = json.loads(sys.stdin.read())
started = time.perf_counter()
os.waitpid(publish(undisturbed[0]), 0)
length = time.perf_counter() - started
for home, share in homes:
    child = publish(home)
    time.sleep(share * length)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
print(length)
"""


def drive(orders: list[tuple[str, int, str]]) -> list[int]:
    answer = subprocess.run(
        [sys.executable, "-c", DRIVER, str(TINY)], input=json.dumps(orders), capture_output=True, text=True, check=True
    )
    return [int(line) for line in answer.stdout.split()]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one release, whose warehouse has moved on to 0.41."""
    home = Home(tmp_path_factory.mktemp("base") / "home")
    home.warehouse.mkdir(parents=True)
    fill_warehouse(home)
    make_release(home, published_marts(tiny_manifest()), EARLIER)
    fill_warehouse(home, november=0.41)
    return home.root


def november(home: Home) -> float:
    query = "select value from mart_kpi where kpi_id = 'gross_margin_pct' and period_start = '2025-11-01'"
    with duckdb.connect(str(home.current.resolve() / "marts.duckdb"), read_only=True) as con:
        return float(con.execute(query).fetchall()[0][0])


def is_whole(release: Path) -> bool:
    manifest = read_manifest(release)
    return all(file_digest(release / path) == digest for path, digest in manifest["files"].items())


def state(home: Home) -> tuple[list[str], list[str], list[tuple[object, ...]]]:
    ledger = f"{home.lake}/ledger/published/*.parquet"
    rows = duckdb.sql(f"select * exclude (published_at) from read_parquet('{ledger}') order by all").fetchall()
    return (
        sorted(path.name for path in home.releases.iterdir()),
        sorted(path.name for path in (home.lake / "ledger" / "releases").iterdir()),
        rows,
    )


def next_run(home: Home) -> None:
    """What a night does about a killed one: repair, then publish what is not there yet."""
    completed = repair(home, LATER)
    if SECOND not in release_ids(home):
        assert completed is None
        make_release(home, published_marts(tiny_manifest()), LATER, OTHER_DIGEST)


def test_killed_at_random_moments_current_is_valid_and_nothing_is_left_over(base: Path, tmp_path: Path) -> None:
    """One moment in each of `MOMENTS` equal stretches of a publishing, and a little beyond its end."""
    chosen = random.Random(20251219)
    shares = [(number + chosen.random()) / MOMENTS * 1.15 for number in range(MOMENTS)]
    homes = [(str(tmp_path / f"{number}"), share) for number, share in enumerate(shares)]
    orders = [(str(tmp_path / "whole"), 0.0), *homes]
    for path, _ in orders:
        shutil.copytree(base, path, symlinks=True)
    command = [sys.executable, "-c", TIMED_DRIVER, str(TINY)]
    subprocess.run(command, input=json.dumps(orders), capture_output=True, text=True, check=True)
    whole, seen = Home(tmp_path / "whole"), set()
    for path, _ in homes:
        home = Home(Path(path))
        assert is_whole(home.current.resolve())
        assert november(home) == {FIRST: 0.4, SECOND: 0.41}[current_id(home) or ""]
        seen.add(current_id(home))
        next_run(home)
        assert current_id(home) == SECOND
        assert state(home) == state(whole)
        assert sorted(path.name for path in home.candidates.iterdir()) == sorted(
            path.name for path in whole.candidates.iterdir()
        )
    assert seen == {FIRST, SECOND}


def test_killed_anywhere_readers_see_one_release_and_the_next_run_ends_the_same(base: Path, tmp_path: Path) -> None:
    def copy(name: str) -> str:
        shutil.copytree(base, tmp_path / name, symlinks=True)
        return str(tmp_path / name)

    assert drive([(copy("whole"), 0, "never")]) == [0]
    whole = Home(tmp_path / "whole")
    calls = json.loads((whole.root / "calls.json").read_text())
    assert {"rename", "symlink", "replace", "fsync"} <= set(calls)
    points = [point for point, name in enumerate(calls, start=1) if name != "fsync"]
    points += [point for point, name in enumerate(calls, start=1) if name == "fsync"][::4]
    orders = [(copy(f"{point}-{when}"), point, when) for point in sorted(points) for when in ("before", "after")]
    assert drive(orders) == [signal.SIGKILL] * len(orders)

    seen = set()
    for path, _, _ in orders:
        home = Home(Path(path))
        current = current_id(home)
        assert current in (FIRST, SECOND)
        assert is_whole(home.current.resolve())
        assert november(home) == {FIRST: 0.4, SECOND: 0.41}[current]
        seen.add((current, SECOND in release_ids(home)))

        next_run(home)
        assert current_id(home) == SECOND
        assert november(home) == 0.41
        assert is_whole(home.current.resolve())
        assert state(home) == state(whole)
    # killed before it was named, between its name and `current`, and after `current` moved
    assert seen == {(FIRST, False), (FIRST, True), (SECOND, True)}


def test_repair_on_a_sound_home_changes_nothing(base: Path) -> None:
    home = Home(base)
    before = state(home)
    assert repair(home, LATER) is None
    assert state(home) == before
