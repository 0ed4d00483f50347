"""What a release leaves in the lake's ledger: its new or changed KPI values, and that its publishing is complete."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from orchestration.home import Home
from orchestration.marts import KPI_MART

KEY = ("kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start")
VALUES = ("kpi_version", "value", "status", "as_of")


def append_values(home: Home, release_id: str) -> None:
    """Append the release's KPI values that are new or differ from the last in the ledger; nothing on a second call."""
    parts = home.releases / release_id / "parquet" / KPI_MART
    if not parts.is_dir() or (home.lake / "ledger" / "published" / f"{release_id}.parquet").exists():
        return
    import duckdb

    from sources.lake.ledger import append_published
    from sources.lake.paths import Lake

    lake = Lake(home.lake)
    lake.aside.mkdir(parents=True, exist_ok=True)
    rows = lake.aside / f"values-{release_id}.parquet"
    with duckdb.connect() as con:
        con.execute("set threads = 1")
        con.execute(
            f"copy ({_changed(home, parts, release_id)}) to '{_quoted(rows)}' (format parquet, compression zstd)"
        )
    append_published(lake, release_id, rows)
    rows.unlink(missing_ok=True)


def record_publishing(home: Home, release_id: str, at: datetime) -> None:
    """Record that `current` was moved to the release and its values are in the ledger."""
    _record(home, release_id, release_id, "publish", at)


def record_rollback(home: Home, release_id: str, at: datetime) -> None:
    """Record that a person moved `current` back."""
    _record(home, f"rollback-{at.astimezone(UTC):%Y%m%dT%H%M%S%f}", release_id, "rollback", at)


def publishing_complete(home: Home, release_id: str) -> bool:
    """Whether a release's publishing went through to its end."""
    return (home.lake / "ledger" / "releases" / f"{release_id}.parquet").is_file()


def read_created_at(release: Path) -> str:
    """When the release was made, as its manifest says: UTC without zone, for SQL."""
    told = json.loads((release / "manifest.json").read_text(encoding="utf-8"))["created_at"]
    return datetime.fromisoformat(told).astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")


def _record(home: Home, key: str, release_id: str, action: str, at: datetime) -> None:
    import pyarrow as pa

    from sources.lake.ledger import SCHEMAS, append
    from sources.lake.paths import Lake

    models = home.models.read_text(encoding="utf-8") if home.models.is_file() else None
    told = {
        "release_id": release_id,
        "action": action,
        "at": at.astimezone(UTC).replace(tzinfo=None),
        "models": models,
    }
    append(Lake(home.lake), "releases", key, pa.Table.from_pylist([told], schema=SCHEMAS["releases"]))


def _changed(home: Home, parts: Path, release_id: str) -> str:
    """SQL of the rows to append, ordered by key; the last value of a key is that of its latest release."""
    columns = ", ".join((*KEY, *VALUES))
    now = (
        f"select {columns} from read_parquet('{_quoted(parts)}/*/data.parquet', hive_partitioning = false, "
        "union_by_name = true)"
    )
    order = ", ".join(KEY)
    entries = [path for path in (home.lake / "ledger" / "published").glob("*.parquet") if not path.name.startswith("_")]
    published_at = read_created_at(home.releases / release_id)
    stamped = f"select '{release_id}' as release_id, timestamp '{published_at}' as published_at, * from"
    if not entries:
        return f"{stamped} ({now}) order by {order}"
    known = ", ".join(f"'{_quoted(path)}'" for path in sorted(entries))
    last = (
        f"select {order}, value, status, kpi_version from (select *, row_number() over (partition by {order} "
        f"order by published_at desc, release_id desc) as newest from read_parquet([{known}], union_by_name = "
        "true)) where newest = 1"
    )
    same = " and ".join(f"known.{name} = now.{name}" for name in KEY)
    told = " and ".join(f"known.{name} is not distinct from now.{name}" for name in ("value", "status", "kpi_version"))
    return (
        f"{stamped} ({now}) as now where not exists (select 1 from ({last}) as known where {same} and {told}) order "
        f"by {order}"
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
