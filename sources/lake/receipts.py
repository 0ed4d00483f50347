"""The receipt: what the lake knows of one landed file. Written last; a file without one was never received."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sources.lake.paths import Lake, publish_bytes
from sources.reader_version import UNKNOWN

VERSION = 1


@dataclass(frozen=True)
class Control:
    """A total that the file states beside the same total of its rows."""

    control: str
    key: str
    column_name: str
    stated: Decimal | None
    computed: Decimal | None
    ok: bool

    @property
    def difference(self) -> Decimal | None:
        """Stated minus computed; None where either is missing."""
        return None if self.stated is None or self.computed is None else self.stated - self.computed


@dataclass(frozen=True)
class RejectCount:
    """Rows of a file rejected for one reason in one column (None: the record as a whole)."""

    column_name: str | None
    reason: str
    rows: int


@dataclass(frozen=True)
class Receipt:
    """One received file.

    `exported_at` and `received_at` are UTC without zone. `instance` is what the content says (None: it does not);
    folder and settings are applied when the index is derived. `key_columns` tell the rows of parts apart.
    `partitions` and the window are what the file covers; `window_stated` says whether the window stands in the file
    or is its first to last date (inclusive). `batches` are those of an appended file, if it names them. `archive` is
    the SHA-256 of the archive that it came in (None: it landed by itself), `also_in` later ones with the same bytes.
    `reader_version` is that of the code that read it.
    """

    file_id: str
    sha256: str
    size: int
    name: str
    system: str
    dataset: str
    entity: str
    kind: str
    load_mode: str
    precedence: int
    contract_version: str
    contract_digest: str
    instance: str | None
    exported_at: datetime | None
    exported_at_source: str | None
    snapshot_date: date | None
    received_seq: int
    received_at: datetime
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    first_row: int
    key_columns: tuple[str, ...]
    partitions: tuple[str, ...]
    window_from: date | None
    window_to: date | None
    window_stated: bool
    controls: tuple[Control, ...] = ()
    rejects: tuple[RejectCount, ...] = ()
    warnings: tuple[str, ...] = ()
    hints: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    batches: tuple[str, ...] = ()
    reader_version: int = UNKNOWN
    archive: str | None = None
    also_in: tuple[str, ...] = ()
    version: int = VERSION

    @property
    def reading(self) -> str:
        """Digest of what else than its bytes decides the file's rows: contract, settings, corrections, readers."""
        told = json.dumps([self.contract_digest, self.hints, self.reader_version], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def to_json(receipt: Receipt) -> str:
    """Canonical text: the same receipt always gives the same bytes."""
    return json.dumps(asdict(receipt), ensure_ascii=False, indent=1, sort_keys=True, default=_encode) + "\n"


def _encode(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value)} has no place in a receipt")


def from_json(text: str) -> Receipt:
    """Read a receipt written by `to_json`; ignores fields that a later version added.

    Raises:
        ValueError: the text is no receipt.
    """
    told = json.loads(text)
    known = {item.name for item in fields(Receipt)}
    values = {name: value for name, value in told.items() if name in known}
    for name in ("exported_at", "received_at"):
        values[name] = values[name] and datetime.fromisoformat(values[name])
    for name in ("window_from", "window_to", "snapshot_date"):
        values[name] = values[name] and date.fromisoformat(values[name])
    for name in ("partitions", "key_columns", "warnings", "batches", "also_in"):
        values[name] = tuple(values.get(name, ()))
    values["controls"] = tuple(
        Control(**{**item, "stated": _decimal(item["stated"]), "computed": _decimal(item["computed"])})
        for item in told["controls"]
    )
    values["rejects"] = tuple(RejectCount(**item) for item in told["rejects"])
    return Receipt(**values)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def write(lake: Lake, receipt: Receipt) -> None:
    """Commit a file: from here on it is received."""
    aside = lake.aside / f"{receipt.file_id}.json"
    publish_bytes(to_json(receipt).encode(), aside, lake.receipt_of(receipt.file_id))


def load(lake: Lake) -> list[Receipt]:
    """Return all receipts in the order received."""
    return sorted((from_json(text) for text in texts(lake).values()), key=lambda item: item.received_seq)


def texts(lake: Lake) -> dict[Path, str]:
    """Text of every receipt, by path."""
    if not lake.receipts.is_dir():
        return {}
    return {path: path.read_text(encoding="utf-8") for path in sorted(lake.receipts.glob("*.json"))}
