"""Measures nights on the demo company: `make bench`, or `python -m tests.bench --scale 4 --months 36`.

`--lines 10000000` repeats the German ledger's documents until there are so many lines, and measures the first night and
one with nothing new; the slowest data tests are told too. Prints a Markdown table: wall
clock, CPU and peak memory of each command as a process of its own, then the steps of the first night and the share of
the gate. Nothing is asserted here: figures belong to the machine that made them.
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
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa

from sources.demo.company.org import DE
from sources.demo.write import write_demo

ROOT = Path(__file__).parents[2]
SLOWEST = 12
GATE = ("evidence", "privacy", "gx", "gate")
"""Steps that judge what was built; the data tests are a step of their own."""
LEDGER_HEADER = (
    "Company Code", "G/L Account", "Document Number", "Line item", "Posting Date", "Amount in local currency",
    "Local Currency", "Cost Center", "User Name",
)  # fmt: skip


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


def repeat_ledger(home: Path, scale: float, months: int, lines: int) -> None:
    """Write the demo, its German ledger as one file: the documents again and again under other numbers."""
    landing = home / "landing"
    company = write_demo(landing, home, scale=scale, months=months)
    own = [line for line in company.ledger if line.entity_id == DE]
    table = pa.table(
        {
            "account": [line.account for line in own],
            "document": [line.document for line in own],
            "item": [str(line.line) for line in own],
            "day": [line.posting_date.isoformat() for line in own],
            "amount": [str(line.amount) for line in own],
            "centre": [line.class_or_cost_center for line in own],
        }
    )
    for path in landing.glob("sap-de/FBL3N_*"):
        path.unlink()
    cells = ("'2000'", "account", "copy || '-' || document", "item", "day", "amount", "'EUR'", "centre", "'KRAUSE'")
    columns = ", ".join(f'{cell} as "{name}"' for cell, name in zip(cells, LEDGER_HEADER, strict=True))
    target = landing / "sap-de" / f"FBL3N_2000_{company.as_of}.csv"
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        con.register("own", table)
        copies = f"range({lines // len(own) + 1}) as copies(copy)"
        con.execute(f"copy (select {columns} from own cross join {copies} order by copy) to '{target}' (header)")


def slow_nodes(home: Path) -> list[tuple[float, str]]:
    """Seconds and name of each model and test of the last night."""
    found = [path for name in ("build", "test") for path in home.rglob(f"{name}_results.json")]
    return [
        (row["seconds"], row["unique_id"]) for path in found for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def main() -> None:
    """Build a demo in a temporary home and measure its nights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", default="1.0", help="1.0 is about 300 people")
    parser.add_argument("--months", default="24")
    parser.add_argument("--lines", type=int, default=0, help="lines of the German ledger; 0 leaves it as it is")
    asked = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory(prefix="opsmart-bench-") as folder:
        home = Path(folder)
        size = ("--scale", asked.scale, "--months", asked.months)
        rows = [measure("demo exports", "demo", "--out", str(home / "landing"), *size)]
        if asked.lines:
            # in a process of its own: a child's peak memory begins with that of its parent
            told = (home, float(asked.scale), int(asked.months), asked.lines)
            writer = get_context("spawn").Process(target=repeat_ledger, args=told)
            writer.start()
            writer.join()
        rows.append(measure("first night", "nightly", "--home", folder))
        steps = json.loads((home / "warehouse" / "timings.json").read_text(encoding="utf-8"))
        manifest = json.loads((home / "releases" / "current" / "manifest.json").read_text(encoding="utf-8"))
        next_day = date.fromisoformat(manifest["as_of"]) + timedelta(days=1)
        rows.append(measure("nothing new", "nightly", "--home", folder))
        if not asked.lines:
            rows.append(measure("next day, no new file", "nightly", "--home", folder, "--as-of", next_day.isoformat()))
            rows.append(measure("full refresh", "nightly", "--home", folder, "--full-refresh"))
        slowest = sorted(slow_nodes(home), reverse=True)[:SLOWEST]
        landed = sum(path.stat().st_size for path in (home / "landing").rglob("*") if path.is_file())
    print(f"scale {asked.scale}, {asked.months} months, {landed / 1e6:.1f} MB landed; "
          f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}\n")  # fmt: skip
    print("| command | wall s | CPU s | peak MiB |\n|---|---:|---:|---:|")
    for row in rows:
        print(f"| {row.what} | {row.wall:.1f} | {row.cpu:.1f} | {row.peak:.0f} |")
    print("\n| step of the first night | s |\n|---|---:|")
    for step, seconds in steps.items():
        print(f"| {step} | {seconds:.1f} |")
    print("\n| slowest models and tests | s |\n|---|---:|")
    for seconds, node in slowest:
        print(f"| {node} | {seconds:.1f} |")
    first = rows[1].wall
    gate, tests = sum(steps[step] for step in GATE), steps["test"]
    print(f"\nThe gate takes {gate / first:.1%} of the first night, with the data tests {(gate + tests) / first:.1%}.")


if __name__ == "__main__":
    main()
