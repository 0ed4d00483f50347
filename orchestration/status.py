"""`opsmart status`: what is current, the last candidate's verdict, what became of the files. Writes nothing."""

from __future__ import annotations

import json
from typing import Any

from orchestration.home import Home
from orchestration.release import current_id, last_published, read_manifest
from orchestration.settings import load_settings

WAITING = ("held_replacement", "held_instance", "held_rejects")


def home_status(home: Home) -> dict[str, Any]:
    """Collect the state of a home as plain JSON."""
    settings = load_settings(home)
    current, last = current_id(home), last_published(home)
    verdict = _last_verdict(home)
    return {
        "home": str(home.root),
        "company": settings.company.name or settings.company.id,
        "current": current,
        "as_of": read_manifest(home.current)["as_of"] if current else None,
        "rolled_back_from": last.id if last and current and last.id != current else None,
        "verdict": verdict,
        "files": _outcomes(home),
        "waiting": waiting_files(home),
        "unreadable": unreadable_files(home),
        "seconds": _seconds(home),
    }


def _last_verdict(home: Home) -> dict[str, Any] | None:
    found = sorted(home.candidates.glob("*/verdict.json"), key=lambda path: path.stat().st_mtime)
    if not found:
        return None
    verdict: dict[str, Any] = json.loads(found[-1].read_text(encoding="utf-8"))
    return {
        "candidate": found[-1].parent.name,
        **{name: verdict[name] for name in ("released", "domains", "findings", "checks")},
    }


def _files(home: Home, query: str) -> list[tuple[Any, ...]]:
    index = home.lake / "index" / "files.parquet"
    if not index.is_file():
        return []
    import duckdb

    with duckdb.connect() as con:
        return con.execute(query, {"index": str(index), "waiting": list(WAITING)}).fetchall()


def _outcomes(home: Home) -> dict[str, int]:
    query = (
        "select outcome, count(*) from read_parquet($index) where $waiting is not null group by outcome order by "
        "outcome"
    )
    return dict(_files(home, query))


def waiting_files(home: Home) -> list[dict[str, str]]:
    """Files that were received but do not count until someone decides."""
    query = (
        "select name, outcome, coalesce(detail, '') from read_parquet($index) where list_contains($waiting, "
        "outcome) order by name"
    )
    return [{"file": name, "outcome": outcome, "detail": detail} for name, outcome, detail in _files(home, query)]


def unreadable_files(home: Home) -> list[dict[str, Any]]:
    """Files that could not be read, with cause and remedy."""
    found = sorted((home.lake / "receipts" / "failed").glob("*.json"))
    told = [json.loads(path.read_text(encoding="utf-8")) for path in found]
    return [{name: row["error"][name] for name in ("file", "row", "column", "cause", "remedy")} for row in told]


def _seconds(home: Home) -> dict[str, float]:
    return json.loads(home.timings.read_text(encoding="utf-8")) if home.timings.is_file() else {}
