"""Files of an invented lake for the tests of the active rule: rows are told as data, no Parquet is involved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sources.lake.newness import Landed

NOON = datetime(2026, 1, 1, 12)


@dataclass
class Memory:
    """Evidence from memory: rows per file as (partition, day, watch group), keys per file and partition."""

    ledger: dict[str, list[tuple[str, date, str]]] = field(default_factory=dict)
    keyed: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)

    def rows(self, file: Landed, partition: str, start: int, end: int) -> Counter[tuple[date, str]]:
        return Counter(
            (day.replace(day=1), watch)
            for of, day, watch in self.ledger.get(file.file_id, [])
            if of == partition and start <= day.toordinal() <= end
        )

    def keys(self, before: tuple[Landed, ...], after: tuple[Landed, ...], partition: str) -> tuple[int, int, int]:
        old, new = (
            set().union(*(self.keyed[file.file_id].get(partition, set()) for file in files))
            for files in (before, after)
        )
        return len(old), len(old & new), len(new)

    def disjoint(self, one: Landed, other: Landed) -> bool:
        def keys(file: Landed) -> set[str]:
            return self.ids.get(file.file_id, set()) | set().union(*self.keyed.get(file.file_id, {"": set()}).values())

        if one.kind == "ledger" and not (keys(one) and keys(other)):
            return False
        return not keys(one) & keys(other)


def ledger_file(
    file_id: str,
    window: tuple[date, date] | None,
    *,
    at: int = 0,
    seq: int | None = None,
    partitions: Iterable[str] = ("",),
    precedence: int = 10,
    dataset: str = "general_ledger",
    instance: str = "one",
    system: str = "quickbooks",
    load_mode: str = "replace_slice",
    batches: tuple[str, ...] = (),
    archive: str | None = None,
) -> Landed:
    """A general ledger exported `at` days after noon of New Year 2026; a year's rows unless `window` says otherwise."""
    exported = NOON + timedelta(days=at)
    return Landed(
        file_id=file_id, name=f"{file_id}.csv", system=system, dataset=dataset, entity="gl_entry", instance=instance,
        kind="ledger", load_mode=load_mode, batches=batches, precedence=precedence, exported_at=exported,
        effective_at=exported, snapshot_date=exported.date(), received_seq=seq if seq is not None else at,
        partitions=tuple(partitions), window=window, archive=archive,
    )  # fmt: skip


def snapshot(
    file_id: str,
    *,
    at: int,
    seq: int | None = None,
    partitions: Iterable[str] = ("",),
    load_mode: str = "full_snapshot",
    instance: str = "one",
    dataset: str = "employees",
    lists_open: bool = False,
    archive: str | None = None,
    also_in: tuple[str, ...] = (),
    is_dated: bool = True,
) -> Landed:
    """A snapshot exported (undated: received) `at` days after noon of New Year 2026."""
    exported = NOON + timedelta(days=at)
    return Landed(
        file_id=file_id, name=f"{file_id}.csv", system="bamboohr", dataset=dataset, entity="employee",
        instance=instance, kind="keyed", load_mode=load_mode, precedence=10, archive=archive, also_in=also_in,
        exported_at=exported if is_dated else None,
        effective_at=exported, snapshot_date=exported.date(), received_seq=seq if seq is not None else at,
        partitions=tuple(partitions), window=None, lists_open=lists_open,
    )  # fmt: skip
