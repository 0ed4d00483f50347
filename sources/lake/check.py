"""`opsmart check FILE`: what would happen if the file were landed. Reads, writes nothing in the lake."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sources.contract import Contract, load_contracts
from sources.lake import ledger, receipts
from sources.lake.originals import sha256_of
from sources.lake.outcomes import FileState, conclude
from sources.lake.paths import Lake, file_id_of
from sources.lake.profile import Profiles
from sources.lake.receipts import Receipt
from sources.lake.receive import read_aside
from sources.lake.settings import LakeSettings


@dataclass(frozen=True)
class CheckReport:
    """A file's would-be receipt and outcome. `is_known`: the same bytes were received before."""

    receipt: Receipt
    state: FileState
    is_known: bool

    def lines(self) -> list[str]:
        """Say it to a person."""
        verb = "was received and is" if self.is_known else "would be"
        told = [*describe(self.receipt), f"outcome: {verb} {self.state.outcome}"]
        return told + ([f"note: {self.state.detail}"] if self.state.detail else [])


def check_file(
    path: Path,
    lake_root: Path,
    settings: LakeSettings,
    now: datetime,
    contracts: Mapping[str, Contract] | None = None,
    name: str | None = None,
) -> CheckReport:
    """Identify and read a file aside, and say what it would do to the lake.

    Args:
        path: the file, anywhere.
        lake_root: the home's lake folder; may not exist yet.
        settings: what the lake must know of the home's settings.
        now: the clock; the file counts as received now.
        contracts: by `system.dataset`; the project's own where not given.
        name: path below landing where it would land (its sub-folder may name the instance); else its base name.

    Raises:
        OpsmartError: what is wrong with the file, and the remedy.
    """
    contracts = load_contracts() if contracts is None else contracts
    if now.tzinfo is not None:
        now = now.astimezone(UTC).replace(tzinfo=None)
    lake = Lake(lake_root)
    sha256 = sha256_of(path)
    file_id = file_id_of(sha256)
    found = {receipt.file_id: receipt for receipt in receipts.load(lake)}
    decided = ledger.in_force(ledger.decisions(lake))
    if file_id in found:
        state = conclude(found.values(), decided, settings, contracts, Profiles(lake))
        return CheckReport(found[file_id], _of(state.files, file_id), True)
    with tempfile.TemporaryDirectory(prefix="opsmart-check-") as folder:
        aside = Lake(Path(folder))
        aside.prepare()
        seq = max((receipt.received_seq for receipt in found.values()), default=0) + 1
        receipt = read_aside(aside, path, name or path.name, sha256, seq, now, contracts, settings)
        evidence = Profiles(
            lake,
            elsewhere={file_id: aside.aside / f"profile-{file_id}.parquet"},
            raw_elsewhere={file_id: aside.aside / f"raw-{file_id}.parquet"},
        )
        state = conclude([*found.values(), receipt], decided, settings, contracts, evidence)
        return CheckReport(receipt, _of(state.files, file_id), False)


def _of(files: list[FileState], file_id: str) -> FileState:
    return next(item for item in files if item.receipt.file_id == file_id)


def describe(receipt: Receipt) -> list[str]:
    """Return a receipt's lines for a person: what it is, what it covers, what was read and rejected."""
    told = [
        f"file: {receipt.name} ({receipt.file_id})",
        f"dataset: {receipt.system}.{receipt.dataset} (contract {receipt.contract_version}), feeds {receipt.entity}",
        f"instance: {receipt.instance or 'not named by the file'}",
    ]
    if receipt.exported_at:
        told.append(f"exported: {receipt.exported_at:%Y-%m-%d %H:%M} (from the {receipt.exported_at_source})")
    else:
        told.append("exported: the file does not say")
    if receipt.window_from and receipt.window_to:
        source = "stated" if receipt.window_stated else "first to last date"
        told.append(f"covers: {receipt.window_from} to {receipt.window_to} ({source})")
    partitions = [partition for partition in receipt.partitions if partition]
    if partitions:
        told.append(f"partitions: {', '.join(partitions)}")
    told.append(f"rows: {receipt.rows_read} read, {receipt.rows_loaded} loaded, {receipt.rows_rejected} rejected")
    told += [f"rejected: {item.rows} × {item.column_name or 'record'}: {item.reason}" for item in receipt.rejects]
    matching = sum(control.ok for control in receipt.controls)
    if receipt.controls:
        told.append(f"control totals: {matching} of {len(receipt.controls)} match")
    told += [
        f"control total '{item.key or item.control}' of {item.column_name}: stated {item.stated}, "
        f"rows give {item.computed}"
        for item in receipt.controls
        if not item.ok
    ]
    return told + [f"warning: {text}" for text in receipt.warnings]
