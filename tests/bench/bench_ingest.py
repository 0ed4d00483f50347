"""How fast a ledger is read: `python tests/bench/bench_ingest.py [lines] [folder]`, default 10 million lines.

Writes a `;` ledger with `1.234,56-` and `DD.MM.YYYY` and measures DuckDB's own typed COPY of it (the same columns,
no reject reasons), then `read_export`, then hashing and compressing the original, each as wall and CPU seconds.
No test: the machine decides the numbers, the ratio is what to watch (at most 1.25).
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from sources.contract import Contract, load_contracts
from sources.reading import ReadHints, read_export

LINES = 10_000_000
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


def keep_original(path: Path, target: Path) -> None:
    """Hash and compress the file, as the lake does with an original."""
    import pyarrow as pa

    digest = hashlib.sha256()
    with path.open("rb") as source, pa.CompressedOutputStream(str(target), "zstd") as sink:
        while chunk := source.read(8 << 20):
            digest.update(chunk)
            sink.write(chunk)


def measure(label: str, work: Callable[[], object]) -> float:
    """Run once, print wall and CPU seconds, return the wall."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{label:<28}{wall:8.2f} s wall {cpu:8.2f} s CPU")
    return wall


def main() -> None:
    """Measure and print."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    contract = load_contracts()["sap.gl_line_items"]
    parent = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory(dir=parent) as name:
        folder = Path(name)
        ledger, raw = folder / "ledger.csv", folder / "raw.parquet"
        write_ledger(ledger, lines)
        print(f"{lines:,} lines, {ledger.stat().st_size / 1e6:,.0f} MB")
        own = measure("DuckDB's own typed COPY", lambda: own_copy(ledger, folder / "own.parquet", contract))
        hints = ReadHints(file_id="0" * 16)
        ours = measure("read_export", lambda: read_export(ledger, ledger.name, contract, raw, hints))
        measure("hash and stored original", lambda: keep_original(ledger, folder / "original.zst"))
        print(f"read_export / own COPY = {ours / own:.2f}")


if __name__ == "__main__":
    main()
