"""How much memory reading takes: `make memory-proof`, or `python -m tests.bench.memory --megabytes 2000 ledger long`.

Writes exports and takes each into an empty lake, in a process of its own; prints the peak of its resident memory, and
ends with 1 if one takes 2 GiB or more. CSV is read piece by piece, so its size must not matter. Workbooks and JSON are
held whole: they grow until they are refused, which is where the limits of `sources/read` come from.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import xlsxwriter

from sources.ingest import ingest_landing
from sources.lake.settings import LakeSettings
from tests.bench.ingest import HEADERS, measure, write_ledger

MOST = 2048.0
LINE = 80
COLUMNS = ("company_code", "document_number", "gl_account", "posting_date", "amount_lc", "local_currency", "text")
LONG = 20_000
TEXT = "".join(f"{number * 2654435761 % 2**32:08x}" for number in range(LONG // 4))


def ledger(path: Path, megabytes: int) -> None:
    """Short records in a plain list: DuckDB's reader."""
    write_ledger(path, megabytes * 1_000_000 // LINE)


def broken(path: Path, megabytes: int) -> None:
    """The same with a record that lacks cells at its end: the exact reader takes over."""
    ledger(path, megabytes)
    with path.open("a", encoding="utf-8") as file:
        file.write("2000;1\n")


def long(path: Path, megabytes: int) -> None:
    """Records with a text of 20,000 characters that hardly shrinks."""
    with path.open("w", encoding="utf-8") as file:
        file.write(";".join(HEADERS[name] for name in COLUMNS) + "\n")
        for number in range(megabytes * 1_000_000 // LONG):
            start = number % LONG
            cells = (2000, number, 400000, f"{number % 28 + 1:02}.01.2025", "1,50", "EUR", TEXT[start : start + LONG])
            file.write(";".join(map(str, cells)) + "\n")


def workbook(path: Path, megabytes: int) -> None:
    """Twelve columns of numbers and texts; about 45 bytes a cell, unpacked."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, list(HEADERS.values()))
    for row in range(1, megabytes * 1_000_000 // (12 * 45)):
        texts = ("2000", f"{row}", f"{row % 999}", "2025", "1", "400000", "02.01.2025", "SA")
        sheet.write_row(row, 0, [*texts, row + 0.25, "EUR", f"K{row % 50}", f"Beleg {row}"])
    book.close()


def issues(path: Path, megabytes: int) -> None:
    """Jira issues with a change each."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"issues": [')
        for number in itertools.count():
            change = {"field": "status", "fromString": "Open", "toString": "Done"}
            moment = "2026-01-05T10:00:00.000+0100"
            fields = {
                "summary": f"Issue {number}",
                "created": moment,
                "project": {"key": "A"},
                "status": {"name": "Done"},
                "issuetype": {"name": "Bug"},
                "description": "text " * 20,
            }
            issue = {
                "id": str(number),
                "key": f"A-{number}",
                "self": f"https://x.example.net/rest/api/2/issue/{number}",
                "fields": fields,
                "changelog": {"total": 1, "histories": [{"created": moment, "items": [change]}]},
            }
            file.write(("," if number else "") + json.dumps(issue))
            if file.tell() > megabytes * 1_000_000:
                break
        file.write("]}")


WRITERS: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "ledger": ("ledger.csv", ledger),
    "broken": ("broken.csv", broken),
    "long": ("long.csv", long),
    "workbook": ("ledger.xlsx", workbook),
    "json": ("issues.json", issues),
}
WHOLE = {"workbook": (100, 200, 400, 550), "json": (60, 120, 180, 240)}
"""Megabytes to try, unpacked; a sheet ends at 1,048,576 rows, to which 550 MB of twelve columns come close."""


def take(landing: Path, lake: Path, told: Path) -> None:
    """Ingest into an empty lake; what became of the file goes into `told`."""
    (report,) = ingest_landing(lake, landing, LakeSettings(), datetime(2026, 2, 1)).files
    rows = report.receipt.rows_read if report.receipt else 0
    told.write_text(f"refused: {report.error}" if report.error else f"{rows:,} rows read", encoding="utf-8")


def proof(case: str, megabytes: int) -> float:
    """Write, take in, print a line; peak memory in MiB."""
    name, write = WRITERS[case]
    with tempfile.TemporaryDirectory(prefix="opsmart-memory-") as folder:
        landing, told = Path(folder) / "landing", Path(folder) / "told"
        landing.mkdir()
        measure(lambda: write(landing / name, megabytes))
        wall, _, peak = measure(lambda: take(landing, Path(folder) / "lake", told))
        size = (landing / name).stat().st_size / 1e6
        print(f"| {case} {megabytes} MB | {size:,.0f} | {peak:,.0f} | {wall:.0f} | {told.read_text()} |", flush=True)
    return peak


def main() -> None:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=2000, help="of the CSV files")
    parser.add_argument("cases", nargs="*", default=["ledger", "long", *WHOLE], help=", ".join(WRITERS))
    asked = parser.parse_args()
    print("| export | MB | peak MiB | wall s | |\n|---|---:|---:|---:|---|")
    peaks = [proof(case, size) for case in asked.cases for size in WHOLE.get(case, (asked.megabytes,))]
    if max(peaks) >= MOST:
        sys.exit(f"{max(peaks):,.0f} MiB, and less than {MOST:,.0f} are allowed")


if __name__ == "__main__":
    main()
