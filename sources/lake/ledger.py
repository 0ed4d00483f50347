"""The append-only ledger: what people decided about files, and what was published. Never rewritten, never derived."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from sources.errors import OpsmartError
from sources.lake.paths import SCHEMA_FILE, Lake, publish

DECISION_SCHEMA = pa.schema(
    [
        ("seq", pa.int64()),
        ("kind", pa.string()),
        ("sha256", pa.string()),
        ("name", pa.string()),
        ("at", pa.timestamp("us")),
        ("reason", pa.string()),
    ]
)
KEY_SCHEMA = [
    ("kpi_id", pa.string()),
    ("org_unit_id", pa.string()),
    ("segment", pa.string()),
    ("grain", pa.string()),
    ("time_window", pa.string()),
    ("period_start", pa.date32()),
]
"""The key of a KPI's cell, in the order of `mart_kpi`."""
CLOSE_SCHEMA = pa.schema(
    [
        ("seq", pa.int64()),
        ("action", pa.string()),
        ("period", pa.string()),
        ("reason", pa.string()),
        ("release_id", pa.string()),
        ("closed_at", pa.timestamp("us")),
        *KEY_SCHEMA,
        ("kpi_version", pa.int32()),
        ("value", pa.float64()),
        ("status", pa.string()),
    ]
)
SCHEMAS = {
    "decisions": DECISION_SCHEMA,
    "published": pa.schema(
        [
            ("release_id", pa.string()),
            ("published_at", pa.timestamp("us")),
            *KEY_SCHEMA,
            ("kpi_version", pa.int32()),
            ("value", pa.float64()),
            ("status", pa.string()),
            ("as_of", pa.date32()),
        ]
    ),
    "releases": pa.schema(
        [("release_id", pa.string()), ("action", pa.string()), ("at", pa.timestamp("us")), ("models", pa.string())]
    ),
    "closes": CLOSE_SCHEMA,
}
"""What dbt reads of the ledger, one folder a kind; an entry may lack columns that came later."""
SHA_PREFIX = re.compile(r"[0-9a-f]{6,64}")


class Named(Protocol):
    """What a person decides about: a received file, or a correction sheet."""

    @property
    def file_id(self) -> str: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


Item = TypeVar("Item", bound=Named)


class DecisionKind(StrEnum):
    """What a person decided about a file; the latest decision on a file holds."""

    ACCEPT = "accept"
    WITHDRAW = "withdraw"


class CloseAction(StrEnum):
    """What a person did to a period; the latest action on a period holds."""

    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True)
class CloseEntry:
    """One entry of the closes: a period frozen with the figures of a release, or opened again; `closed_at` is UTC."""

    seq: int
    action: CloseAction
    period: str
    grain: str
    period_start: date
    reason: str
    release_id: str
    closed_at: datetime


@dataclass(frozen=True)
class Decision:
    """One line of the ledger; `at` is UTC without zone."""

    seq: int
    kind: DecisionKind
    sha256: str
    name: str
    at: datetime
    reason: str


def decisions(lake: Lake) -> list[Decision]:
    """Return all decisions, oldest first."""
    found = [
        Decision(**{**row, "kind": DecisionKind(row["kind"])})
        for path in sorted((lake.ledger / "decisions").glob("[0-9]*.parquet"))
        for row in pq.read_table(path).to_pylist()
    ]
    return sorted(found, key=lambda item: item.seq)


def in_force(made: Iterable[Decision]) -> dict[str, DecisionKind]:
    """Return the latest decision per sha256."""
    return {item.sha256: item.kind for item in sorted(made, key=lambda item: item.seq)}


def decide(lake: Lake, receipt: Named, kind: DecisionKind, at: datetime, reason: str = "") -> bool:
    """Append a decision; False (and nothing written) where the latest one on this file already says so."""
    made = decisions(lake)
    if in_force(made).get(receipt.sha256) == kind:
        return False
    seq = max((item.seq for item in made), default=0) + 1
    if at.tzinfo is not None:
        at = at.astimezone(UTC).replace(tzinfo=None)
    decision = Decision(seq, kind, receipt.sha256, receipt.name, at, reason)
    table = pa.Table.from_pylist([asdict(decision)], schema=DECISION_SCHEMA)
    _append(lake, "decisions", f"{seq:08d}", table)
    return True


def append_published(lake: Lake, release_id: str, rows: Path) -> bool:
    """Append a release's published values (a Parquet file); False where this release is in the ledger already."""
    if (lake.ledger / "published" / f"{release_id}.parquet").exists():
        return False
    _append(lake, "published", release_id, pq.read_table(rows))
    return True


def append(lake: Lake, kind: str, key: str, rows: pa.Table) -> bool:
    """Append rows of another kind (closes, forecast snapshots) once per key."""
    if (lake.ledger / kind / f"{key}.parquet").exists():
        return False
    _append(lake, kind, key, rows)
    return True


def close_entries(lake: Lake) -> list[CloseEntry]:
    """Return all closes and re-openings, oldest first."""
    return [read_close(path) for path in sorted((lake.ledger / "closes").glob("[0-9]*.parquet"))]


def read_close(path: Path) -> CloseEntry:
    """Read what one file of the closes says of its period."""
    names = list(CloseEntry.__dataclass_fields__)
    (row,) = pq.read_table(path, columns=names).slice(0, 1).to_pylist()
    return CloseEntry(**{**row, "action": CloseAction(row["action"])})


def append_close(lake: Lake, entry: CloseEntry, cells: pa.Table) -> None:
    """Append an entry in one step: a row for each of `cells` (key, kpi_version, value, status).

    A re-opening freezes nothing: without cells there is one row, which names none.
    """
    told = asdict(entry)
    rows = cells if cells.num_rows else pa.Table.from_pylist([{"kpi_id": None}])
    columns = [
        pa.array([told[name]] * rows.num_rows, type=kind) if name in told else _column(rows, name, kind)
        for name, kind in zip(CLOSE_SCHEMA.names, CLOSE_SCHEMA.types, strict=True)
    ]
    _append(lake, "closes", f"{entry.seq:08d}", pa.Table.from_arrays(columns, schema=CLOSE_SCHEMA))


def _column(rows: pa.Table, name: str, kind: pa.DataType) -> pa.Array:
    return rows.column(name).cast(kind) if name in rows.column_names else pa.nulls(rows.num_rows, kind)


def write_schemas(lake: Lake) -> None:
    """Write the zero-row file of every kind, so that models resolve before the first entry."""
    for kind, schema in SCHEMAS.items():
        write_schema(lake, kind, schema)


def write_schema(lake: Lake, kind: str, schema: pa.Schema) -> None:
    """Write the zero-row file of a kind, so that models resolve before the first entry."""
    target = lake.ledger / kind / SCHEMA_FILE
    if not target.exists() or not pq.read_schema(target).equals(schema):
        _append(lake, kind, SCHEMA_FILE.removesuffix(".parquet"), schema.empty_table())


def _append(lake: Lake, kind: str, key: str, rows: pa.Table) -> None:
    lake.aside.mkdir(parents=True, exist_ok=True)
    aside = lake.aside / f"{kind}-{key}.parquet"
    pq.write_table(rows, aside, compression="zstd")
    publish(aside, lake.ledger / kind / f"{key}.parquet")


def find(receipts: Iterable[Item], wanted: str, preferred: frozenset[str] = frozenset()) -> Item:
    """Return the receipt that a person means by a file name, a path or the first digits of a sha256.

    Args:
        receipts: all receipts (and correction sheets).
        wanted: name below landing, base name, path of a file with the same bytes, or at least 6 digits of the sha256.
        preferred: file ids to choose from where a name fits several files.

    Raises:
        OpsmartError: nothing fits, or several files do.
    """
    receipts = list(receipts)
    fits = [item for item in receipts if item.name == wanted]
    if not fits and Path(wanted).is_file():
        with Path(wanted).open("rb") as handle:
            sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
        fits = [item for item in receipts if item.sha256 == sha256]
    if not fits:
        fits = [item for item in receipts if PurePosixPath(item.name).name == PurePosixPath(wanted).name]
    if not fits and SHA_PREFIX.fullmatch(wanted.lower()):
        fits = [item for item in receipts if item.sha256.startswith(wanted.lower())]
    if not fits:
        raise OpsmartError("no such file was received", "`opsmart status` lists the received files", file=wanted)
    chosen = [item for item in fits if item.file_id in preferred] if len(fits) > 1 and preferred else fits
    if len(chosen) != 1:
        listed = ", ".join(f"{item.file_id} ({item.name})" for item in chosen or fits)
        raise OpsmartError(f"{len(chosen or fits)} received files fit: {listed}", "name one by its id", file=wanted)
    return chosen[0]
