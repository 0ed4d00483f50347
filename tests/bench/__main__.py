"""Measures nights on the demo company: `make bench`, or `python -m tests.bench --scale 4 --months 36`.

Prints a Markdown table: wall clock, CPU and peak memory of each command as a process of its own, then the steps of the
first night. Nothing is asserted here: figures belong to the machine that made them.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Measured:
    """One command as a process: seconds on the wall and on all cores, peak memory of its largest process in MiB."""

    what: str
    wall: float
    cpu: float
    peak: float


def measure(what: str, *arguments: str) -> Measured:
    """Run the command and wait; its output goes to stderr, so that the table stays alone on stdout."""
    program = "import sys; from orchestration.cli import main; sys.argv[0] = 'opsmart'; main()"
    started = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-c", program, *arguments]
    child = os.posix_spawn(sys.executable, command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{what}: opsmart {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    kib = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss / 1024
    return Measured(what, wall, usage.ru_utime + usage.ru_stime, kib / 1024)


def main() -> None:
    """Build a demo in a temporary home and measure its nights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", default="1.0", help="1.0 is about 300 people")
    parser.add_argument("--months", default="24")
    asked = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory(prefix="opsmart-bench-") as folder:
        home = Path(folder)
        size = ("--scale", asked.scale, "--months", asked.months)
        rows = [measure("demo exports", "demo", "--out", str(home / "landing"), *size)]
        rows.append(measure("first night", "nightly", "--home", folder))
        steps = json.loads((home / "warehouse" / "timings.json").read_text(encoding="utf-8"))
        manifest = json.loads((home / "releases" / "current" / "manifest.json").read_text(encoding="utf-8"))
        next_day = date.fromisoformat(manifest["as_of"]) + timedelta(days=1)
        rows.append(measure("nothing new", "nightly", "--home", folder))
        rows.append(measure("next day, no new file", "nightly", "--home", folder, "--as-of", next_day.isoformat()))
        rows.append(measure("full refresh", "nightly", "--home", folder, "--full-refresh"))
        landed = sum(path.stat().st_size for path in (home / "landing").rglob("*") if path.is_file())
    print(f"scale {asked.scale}, {asked.months} months, {landed / 1e6:.1f} MB landed; "
          f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}\n")  # fmt: skip
    print("| command | wall s | CPU s | peak MiB |\n|---|---:|---:|---:|")
    for row in rows:
        print(f"| {row.what} | {row.wall:.1f} | {row.cpu:.1f} | {row.peak:.0f} |")
    print("\n| step of the first night | s |\n|---|---:|")
    for step, seconds in steps.items():
        print(f"| {step} | {seconds:.1f} |")


if __name__ == "__main__":
    main()
