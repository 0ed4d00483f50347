"""Digests that name a night: what it would read (input) and what it made (candidate)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from orchestration.home import Home
from orchestration.settings import Settings

PROJECT = Path(__file__).resolve().parents[1]
CODE_FOLDERS = ("sources", "orchestration", "dbt_project")
CODE_SUFFIXES = frozenset({".py", ".sql", ".yml", ".yaml", ".csv", ".j2", ".json"})
NOT_CODE = frozenset({"__pycache__", "target", "logs", "dbt_packages"})


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def code_digest(project: Path = PROJECT, folders: Iterable[str] = CODE_FOLDERS) -> str:
    """SHA-256 over the names and bytes of every file that can change a figure; the same with and without git."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted((project / folder).rglob("*")):
            if path.suffix in CODE_SUFFIXES and not NOT_CODE.intersection(path.parts) and path.is_file():
                total.update(f"{path.relative_to(project).as_posix()}\0{file_digest(path)}\n".encode())
    return total.hexdigest()


def input_digest(home: Home, settings: Settings, as_of: date) -> str:
    """SHA-256 of all that decides a night: lake index, decisions, closes, settings, waivers, code, as-of date."""
    parts = {
        "active": _rows(home.lake / "index" / "active.parquet"),
        "files": _rows(home.lake / "index" / "files.parquet", but="received_at"),
        "decisions": [_rows(path, but="at") for path in sorted((home.lake / "ledger" / "decisions").glob("*.parquet"))],
        "closes": _closes(home.lake / "ledger" / "closes"),
        "settings": settings.digest(),
        "waivers": file_digest(home.waivers_file) if home.waivers_file.is_file() else "",
        "code": code_digest(),
        "as_of": as_of.isoformat(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def candidate_digest(files: Mapping[str, str]) -> str:
    """SHA-256 over a candidate's files: relative path to SHA-256 of its bytes."""
    return combined(f"{path}\0{digest}" for path, digest in sorted(files.items()))


def candidate_id(as_of: date, digest: str) -> str:
    """As-of date and first 8 hex digits of the input digest: `2025-12-19-0a1b2c3d`."""
    return f"{as_of.isoformat()}-{digest[:8]}"


def combined(lines: Iterable[str]) -> str:
    """SHA-256 over lines, in the order given."""
    total = hashlib.sha256()
    for line in lines:
        total.update(line.encode() + b"\n")
    return total.hexdigest()


def _closes(folder: Path) -> list[str]:
    """Which periods were closed or opened again, in their order; what a close froze follows from its release."""
    from sources.lake.ledger import read_close

    entries = [read_close(path) for path in sorted(folder.glob("[0-9]*.parquet"))]
    return [f"{item.action} {item.grain} {item.period_start} {item.release_id}" for item in entries]


def _rows(parquet: Path, but: str = "") -> str:
    """Digest of a Parquet file's rows in any order, without the column `but`; empty when there is no file."""
    if not parquet.is_file():
        return ""
    import duckdb

    with duckdb.connect() as con:
        columns = f'* exclude ("{but}")' if but else "*"
        source = f"(select {columns} from read_parquet(?)) as t"
        rows = con.execute(
            f"select cast(to_json(t) as varchar) as line from {source} order by line", [str(parquet)]
        ).fetchall()
    return combined(line for (line,) in rows)
