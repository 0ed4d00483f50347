"""How fast a ledger is read: `python -m tests.bench.ingest --lines 10000000 --rounds 3`.

Writes a `;` ledger with `1.234,56-` and `DD.MM.YYYY` and measures, each in a process of its own and in turn: DuckDB's
own typed COPY of it (the same columns, no reject reasons), `read_export` (read, type, reject, write), and the whole
ingest (the same with hash, stored original, receipt and index). Then a file with one line of 1 GB, to be refused.
The machine decides the seconds; the ratios to the own COPY are what to watch (at most 1.25 and 1.6, under 4 GiB).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb

from sources.contract import Contract, load_contracts
from sources.ingest import ingest_landing
from sources.lake.settings import LakeSettings
from sources.reading import ReadHints, read_export

HEADERS = {
    "company_code": "Buchungskreis",
    "document_number": "Belegnummer",
    "line_item": "Buchungszeile",
    "fiscal_year": "Geschäftsjahr",
    "posting_period": "Buchungsperiode",
    "gl_account": "Sachkonto",
    "posting_date": "Buchungsdatum",
    "document_type": "Belegart",
    "amount_lc": "Betrag in Hauswährung",
    "local_currency": "Hauswährung",
    "cost_center": "Kostenstelle",
    "text": "Buchungstext",
}


def write_ledger(path: Path, lines: int) -> None:
    """The ledger, through DuckDB because ten million lines are written."""
    cents = "(i * 7919) % 100000000"
    grouped = f"replace(replace(replace(format('{{:,.2f}}', ({cents}) / 100.0), ',', '#'), '.', ','), '#', '.')"
    cells = {
        "company_code": "'2000'",
        "document_number": "CAST(1000000000 + i // 4 AS VARCHAR)",
        "line_item": "CAST(i % 4 + 1 AS VARCHAR)",
        "fiscal_year": "'2025'",
        "posting_period": "CAST(i % 12 + 1 AS VARCHAR)",
        "gl_account": "CAST(400000 + i % 300 AS VARCHAR)",
        "posting_date": "strftime(DATE '2025-01-01' + CAST(i % 365 AS INTEGER), '%d.%m.%Y')",
        "document_type": "'SA'",
        "amount_lc": f"concat({grouped}, CASE WHEN i % 2 = 1 THEN '-' ELSE '' END)",
        "local_currency": "'EUR'",
        "cost_center": "concat('K', i % 50)",
        "text": "concat('Beleg ', i)",
    }
    columns = ", ".join(f'{cell} AS "{HEADERS[name]}"' for name, cell in cells.items())
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM range({lines}) t(i)) TO '{path}' (DELIMITER ';', HEADER, QUOTE '')"
        )


def own_copy(path: Path, target: Path, contract: Contract) -> None:
    """DuckDB's typed COPY as one would write it by hand for this one file."""
    amount = "replace(replace(replace(amount_lc, '.', ''), ',', '.'), '-', '')"
    number = f"CAST(TRY_CAST({amount} AS DECIMAL(18, 4)) AS DECIMAL(20, 4))"
    typed = {
        "fiscal_year": "TRY_CAST(fiscal_year AS INTEGER)",
        "posting_period": "TRY_CAST(posting_period AS INTEGER)",
        "posting_date": "CAST(TRY_STRPTIME(posting_date, '%d.%m.%Y') AS DATE)",
        "amount_lc": f"CASE WHEN ends_with(amount_lc, '-') THEN -{number} ELSE {number} END",
    }
    columns = ", ".join(
        f"{typed.get(column.name, column.name)} AS {column.name}"
        if column.name in HEADERS
        else f"CAST(NULL AS {column.type.sql}) AS {column.name}"
        for column in contract.columns
    )
    texts = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADERS)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM read_csv('{path}', delim=';', quote='', escape='', header=false, skip=1, "
            f"auto_detect=false, columns={{{texts}}})) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        )


def ingest(landing: Path, lake: Path) -> None:
    """The whole way of a landed file, from nothing."""
    shutil.rmtree(lake, ignore_errors=True)
    summary = ingest_landing(lake, landing, LakeSettings(), datetime(2026, 1, 1))
    assert not summary.failed, summary.failed


def refuse(landing: Path, lake: Path) -> None:
    """The whole way of a file that must be refused with a cause and a remedy."""
    summary = ingest_landing(lake, landing, LakeSettings(), datetime(2026, 1, 1))
    (failed,) = summary.failed
    assert failed.error is not None
    print(f"{failed.error} -> {failed.error.remedy}", file=sys.stderr)


def measure(work: Callable[[], object]) -> tuple[float, float, float]:
    """Run `work` in a child process; wall seconds, CPU seconds, peak memory in MiB."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit("a measured step failed")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    contract = load_contracts()["sap.gl_line_items"]
    with tempfile.TemporaryDirectory(prefix="opsmart-bench-") as name:
        folder = Path(name)
        landing, wide = folder / "landing", folder / "wide"
        landing.mkdir()
        wide.mkdir()
        ledger, raw = landing / "ledger.csv", folder / "raw.parquet"
        # Written in a child: what it has allocated must not count as memory of the steps, which are forked from here.
        measure(lambda: write_ledger(ledger, asked.lines))
        steps: dict[str, Callable[[], object]] = {
            "DuckDB's own typed COPY": lambda: own_copy(ledger, folder / "own.parquet", contract),
            "read_export": lambda: read_export(ledger, ledger.name, contract, raw, ReadHints(file_id="0" * 16)),
            "ingest": lambda: ingest(landing, folder / "lake"),
        }
        found: dict[str, list[tuple[float, float, float]]] = {step: [] for step in steps}
        for _ in range(asked.rounds):
            for step, work in steps.items():
                found[step].append(measure(work))
        print(f"{asked.lines:,} lines, {ledger.stat().st_size / 1e6:,.0f} MB; median of {asked.rounds} rounds\n")
        print("| step | wall s | CPU s | peak MiB | wall / own COPY |\n|---|---:|---:|---:|---:|")
        own = statistics.median(wall for wall, _, _ in found["DuckDB's own typed COPY"])
        for step, rounds in found.items():
            wall, cpu, peak = (statistics.median(column) for column in zip(*rounds, strict=True))
            print(f"| {step} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {wall / own:.2f} |")
        with (wide / "wide.csv").open("wb") as file:
            file.write("Buchungskreis;Belegnummer;Sachkonto;Buchungsdatum;Betrag in Hauswährung\n".encode())
            for _ in range(1024):
                file.write(b"x" * (1 << 20))
        wall, cpu, peak = measure(lambda: refuse(wide, folder / "refused"))
        print(f"| a line of 1 GB, refused | {wall:.2f} | {cpu:.2f} | {peak:.0f} | |")


if __name__ == "__main__":
    main()
