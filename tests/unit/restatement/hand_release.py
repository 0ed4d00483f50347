"""Releases written by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.home import Home

KPI = {
    "kpi_id": "varchar", "kpi_version": "integer", "domain": "varchar", "org_unit_id": "varchar", "segment": "varchar",
    "grain": "varchar", "time_window": "varchar", "period_start": "date", "period_end": "date",
    "is_complete": "boolean", "value": "double", "unit": "varchar", "status": "varchar", "as_of": "date",
    "closed_value": "double", "is_stale": "boolean",
}  # fmt: skip
RESTATED = {
    "kpi_id": "varchar", "org_unit_id": "varchar", "segment": "varchar", "grain": "varchar", "time_window": "varchar",
    "period_start": "date", "previous_release_id": "varchar", "cause": "varchar", "cause_files": "varchar",
}  # fmt: skip
AUDIT = {"file_id": "varchar", "file_name": "varchar", "outcome": "varchar"}
OCTOBER: dict[str, Any] = {
    "kpi_id": "nps", "kpi_version": 1, "domain": "customer", "org_unit_id": "MI", "segment": "total", "grain": "month",
    "time_window": "period", "period_start": "2025-10-01", "period_end": "2025-10-31", "is_complete": True,
    "value": 50.0, "unit": "points", "status": "no_target", "as_of": "2025-12-19", "is_stale": False,
}  # fmt: skip
NOVEMBER = OCTOBER | {"period_start": "2025-11-01", "period_end": "2025-11-30"}
DECEMBER = OCTOBER | {"period_start": "2025-12-01", "period_end": "2025-12-31", "is_complete": False}
Row = dict[str, Any]


def release(
    home: Home,
    name: str,
    kpis: Sequence[Row],
    restated: Sequence[Row] = (),
    files: Sequence[Row] = (),
    created_at: str = "2025-12-20T02:00:00+00:00",
    code: str = "c",
    states: dict[str, str] | None = None,
) -> None:
    """Write a release and point `current` at it."""
    folder = home.releases / name
    marts = {"mart_kpi/part=customer": (KPI, kpis), "mart_ingest_audit": (AUDIT, files)}
    marts["mart_restatement/part=customer"] = (RESTATED, restated)
    for place, (types, rows) in marts.items():
        _write(folder / "parquet" / place / "data.parquet", types, rows)
    manifest = {
        "release_id": name,
        "as_of": name[:10],
        "created_at": created_at,
        "code_digest": code,
        "settings_digest": "s",
        "marts": [{"mart": place.partition("/")[0], "rows": len(rows)} for place, (_, rows) in marts.items()],
        "evidence": {"domains": {"core": "released", "customer": "released"} | (states or {})},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    home.current.unlink(missing_ok=True)
    home.current.symlink_to(name)


def _write(path: Path, types: dict[str, str], rows: Sequence[Row]) -> None:
    path.parent.mkdir(parents=True)
    with duckdb.connect() as con:
        con.execute(f"create table t ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
        for row in rows:
            con.execute(f"insert into t values ({', '.join('?' * len(types))})", [row.get(name) for name in types])
        con.execute(f"copy t to '{path}' (format parquet)")
