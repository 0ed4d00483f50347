"""One file into the lake: identified, read and profiled aside, then published with its receipt last."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sources.contract import Contract
from sources.entities import EntityKind
from sources.errors import ExportError
from sources.lake import originals, profile, receipts
from sources.lake.corrections import Corrections, of_file
from sources.lake.paths import Lake, file_id_of, publish
from sources.lake.receipts import Control, Receipt, RejectCount
from sources.lake.settings import LakeSettings
from sources.landing import LandedFile, unchanged
from sources.layout.grammar import DateOrder
from sources.reader_version import READER_VERSION

if TYPE_CHECKING:
    from sources.reading import ReadResult


def receive(
    lake: Lake,
    item: LandedFile,
    sha256: str,
    seq: int,
    now: datetime,
    contracts: Mapping[str, Contract],
    settings: LakeSettings,
    archive: str | None = None,
) -> Receipt:
    """Receive a landed file (or a member of `archive`, a SHA-256) whose bytes are new and return its receipt.

    The original is compressed in a thread beside the reading, which leaves a core idle most of the time.

    Raises:
        OpsmartError: the file cannot be identified or read, or it changed meanwhile. Nothing of it stays.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="original") as beside:
        packing = beside.submit(originals.pack, lake, item.path, sha256)
        try:
            receipt = read_aside(lake, item.path, item.name, sha256, seq, now, contracts, settings)
        except BaseException:
            if packed := packing.result():
                packed.unlink()
            _drop_aside(lake, file_id_of(sha256))
            raise
        packed = packing.result()
    if packed is None or not unchanged(item):
        _drop_aside(lake, receipt.file_id)
        raise ChangedMeanwhile.of(item.name)
    publish(packed, lake.original_of(sha256))
    receipt = replace(receipt, archive=archive)
    _publish_rows(lake, receipt)
    receipts.write(lake, receipt)
    return receipt


class ChangedMeanwhile(ExportError):
    """The file was written to while it was read; the next run tries again."""

    @classmethod
    def of(cls, name: str) -> ChangedMeanwhile:
        """The failure of the file of this name."""
        return cls("changed while it was read", "nothing to do: the next night reads it", file=name)


def is_stale(
    receipt: Receipt, contracts: Mapping[str, Contract], settings: LakeSettings, sheets: Sequence[Corrections] = ()
) -> bool:
    """Whether a file may be read differently now: readers, contract, corrections or what settings say changed."""
    contract = contracts.get(f"{receipt.system}.{receipt.dataset}")
    if contract is None:
        return False
    told = hints(contract, receipt.name, settings, of_file(receipt.sha256, sheets)[0])
    read_by = (receipt.reader_version, receipt.contract_digest, receipt.hints)
    return read_by != (READER_VERSION, contract.digest, told)


def read_again(
    lake: Lake,
    receipt: Receipt,
    contracts: Mapping[str, Contract],
    settings: LakeSettings,
    sheets: Sequence[Corrections] = (),
) -> Receipt:
    """Read a received file again from its original; it keeps its name, archives, receive sequence and time.

    `sheets`: the correction sheets in force.

    Raises:
        OpsmartError: it cannot be read any more; what was read before stays as it is.
    """
    with tempfile.TemporaryDirectory(prefix="again-", dir=lake.aside) as folder:
        source = Path(folder) / PurePosixPath(receipt.name).name
        originals.restore(lake, receipt.sha256, source)
        try:
            seq, at = receipt.received_seq, receipt.received_at
            fresh = read_aside(lake, source, receipt.name, receipt.sha256, seq, at, contracts, settings, sheets)
        except BaseException:
            _drop_aside(lake, receipt.file_id)
            raise
    fresh = replace(fresh, archive=receipt.archive, also_in=receipt.also_in)
    _publish_rows(lake, fresh)
    receipts.write(lake, fresh)
    if (fresh.system, fresh.dataset) != (receipt.system, receipt.dataset):
        lake.raw_of(receipt.system, receipt.dataset, receipt.file_id).unlink(missing_ok=True)
    return fresh


def hints(
    contract: Contract, name: str, settings: LakeSettings, sheets: Sequence[str] = ()
) -> dict[str, str | list[str]]:
    """Return what else than its content decides how a file is read.

    That is what the settings say of the instance that its folder (or its system's only instance) stands for, and the
    correction sheets in force, by SHA-256.
    """
    told = settings.instance(contract.system, settings.folder_instance(name, contract.system))
    found: dict[str, str | list[str]] = {"corrections": list(sheets)} if sheets else {}
    return found if told is None or told.date_order is None else found | {"date_order": told.date_order}


def read_aside(
    lake: Lake,
    source: Path,
    name: str,
    sha256: str,
    seq: int,
    now: datetime,
    contracts: Mapping[str, Contract],
    settings: LakeSettings,
    sheets: Sequence[Corrections] = (),
) -> Receipt:
    """Identify and read `source`, write its rows and profile aside (`raw-…`, `profile-…`), and return its receipt.

    Raises:
        OpsmartError: no contract describes the file, or it is bad.
    """
    from sources.identify import identify
    from sources.reading import ReadHints, read_export

    file_id = file_id_of(sha256)
    contract = identify(source, name, dict(contracts)).contract
    raw = lake.aside / f"raw-{file_id}.parquet"
    used, cells = of_file(sha256, sheets)
    told = hints(contract, name, settings, used)
    order = DateOrder(str(told["date_order"])) if "date_order" in told else None
    result = read_export(source, name, contract, raw, ReadHints(file_id, cells, order))
    ledger = contract.entity.kind is EntityKind.LEDGER
    out = lake.aside / f"profile-{file_id}.parquet"
    if ledger:
        watch = contract.watch_column
        coverage = profile.write_ledger(raw, watch.name if watch else None, out)
        key = tuple(column.name for column in contract.columns if column.primary_key)
    else:
        key = tuple(column.name for column in contract.key_columns)
        coverage = profile.write_keyed(raw, key, out)
    # Without partition columns the whole instance is one partition, which an empty file empties too.
    partitions = set(coverage.partitions) if contract.partition_columns else {""}
    stated = result.window_from is not None and result.window_to is not None
    return Receipt(
        file_id=file_id,
        sha256=sha256,
        size=source.stat().st_size,
        name=name,
        system=contract.system,
        dataset=contract.dataset,
        entity=contract.entity.name,
        kind=str(contract.entity.kind),
        load_mode=str(contract.load_mode),
        precedence=contract.precedence,
        contract_version=contract.version,
        contract_digest=contract.digest,
        instance=result.instance,
        exported_at=result.exported_at and result.exported_at.astimezone(UTC).replace(tzinfo=None),
        exported_at_source=result.exported_at_source,
        snapshot_date=None,
        received_seq=seq,
        received_at=now,
        rows_read=result.rows_read,
        rows_loaded=result.rows_loaded,
        rows_rejected=result.rows_rejected,
        first_row=result.first_row,
        key_columns=key,
        partitions=tuple(sorted(partitions)),
        window_from=result.window_from if stated else coverage.first,
        window_to=result.window_to if stated else coverage.last,
        window_stated=stated,
        controls=tuple(
            Control(item.control, item.key, item.column_name, item.stated, item.computed, item.ok)
            for item in result.controls
        ),
        rejects=tuple(RejectCount(item.column_name, item.reason, item.rows) for item in result.rejects),
        warnings=(*result.warnings, *_outside(result, coverage)),
        hints=told,
        facts=dict(result.facts),
        batches=profile.batches(raw, contract.ledger.batch),
        reader_version=READER_VERSION,
    )


def _outside(result: ReadResult, coverage: profile.Coverage) -> list[str]:
    """Warn of rows that the period in the file's own title leaves out: they do not count."""
    start, end, first, last = result.window_from, result.window_to, coverage.first, coverage.last
    if not (start and end and first and last) or (start <= first and last <= end):
        return []
    return [f"rows are dated {first} to {last}; those outside the stated period {start} to {end} do not count"]


def _publish_rows(lake: Lake, receipt: Receipt) -> None:
    raw = lake.raw_of(receipt.system, receipt.dataset, receipt.file_id)
    publish(lake.aside / f"raw-{receipt.file_id}.parquet", raw)
    publish(lake.aside / f"profile-{receipt.file_id}.parquet", lake.profile_of(receipt.file_id))


def _drop_aside(lake: Lake, file_id: str) -> None:
    for path in lake.aside.glob(f"*{file_id}*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
