"""Which file is newer, which files are parts of one export, and which instance a file belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sources.lake.receipts import Receipt
from sources.lake.settings import LakeSettings

DEFAULT_INSTANCE = "default"


@dataclass(frozen=True)
class Landed:
    """A received file as the active rule sees it. `window` is inclusive; None where nothing dated was found.

    `effective_at` is the export time, else the time received; `snapshot_date` the day a snapshot takes effect.
    `lists_open`: an open-item list, which keys leave by nature.
    """

    file_id: str
    name: str
    system: str
    dataset: str
    entity: str
    instance: str
    kind: str
    load_mode: str
    precedence: int
    exported_at: datetime | None
    effective_at: datetime
    snapshot_date: date
    received_seq: int
    partitions: tuple[str, ...]
    window: tuple[date, date] | None
    key_columns: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    lists_open: bool = False
    newness: int = 0
    archive: str | None = None
    also_in: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[datetime, int]:
        """Sort key: a larger one is newer."""
        return (self.effective_at, self.received_seq)

    @property
    def series(self) -> tuple[str, str, str]:
        """The files that replace one another as one product's exports: system, dataset, instance."""
        return (self.system, self.dataset, self.instance)


@dataclass(frozen=True)
class Unit:
    """One export: a file, or several parts that count together, oldest first.

    `again` are the ids of parts that belong to an earlier export too: a later archive brought the same bytes.
    """

    files: tuple[Landed, ...]
    again: frozenset[str] = frozenset()

    @property
    def fresh(self) -> tuple[Landed, ...]:
        """The parts that came with this export."""
        return tuple(file for file in self.files if file.file_id not in self.again)

    @property
    def newest(self) -> Landed:
        """The part that came last with this export; it ranks and dates the unit."""
        return self.fresh[-1]


def resolve_instances(
    receipts: Iterable[Receipt], settings: LakeSettings, ignored: frozenset[str] = frozenset()
) -> dict[str, str | None]:
    """Return the instance of each file id; None where several are known and nothing says which.

    The content decides, then the landing folder; a file with neither joins the only instance known of its system
    (from other files' content or folders, or settings), or `default` where none is known. Files in `ignored`
    (withdrawn) make no instance known.
    """
    told: dict[str, str | None] = {}
    known: defaultdict[str, set[str]] = defaultdict(set)
    receipts = list(receipts)
    for receipt in receipts:
        instance = receipt.instance or settings.folder_instance(receipt.name, receipt.system)
        told[receipt.file_id] = instance
        if instance and receipt.file_id not in ignored:
            known[receipt.system].add(instance)
    for receipt in receipts:
        if told[receipt.file_id] is None:
            choices = known[receipt.system] | settings.known_instances(receipt.system)
            if len(choices) <= 1:
                told[receipt.file_id] = next(iter(choices), DEFAULT_INSTANCE)
    return told


def landed(receipt: Receipt, instance: str, settings: LakeSettings, *, lists_open: bool = False) -> Landed:
    """Return the active rule's view of a receipt.

    A file without an export date takes the time it was received, at most the end of the as-of day: what was
    received must count in the night that runs for that day, whatever the wall clock says.
    """
    effective, day = receipt.exported_at, None
    if effective is None:
        zone = ZoneInfo(settings.company.time_zone)
        effective = receipt.received_at
        day = receipt.received_at.replace(tzinfo=UTC).astimezone(zone).date()
        as_of = settings.company.as_of
        if as_of is not None and as_of < day:
            day = as_of
            effective = datetime.combine(as_of, time.max)
    window = None
    if receipt.window_from is not None and receipt.window_to is not None:
        window = (receipt.window_from, receipt.window_to)
    return Landed(
        file_id=receipt.file_id,
        name=receipt.name,
        system=receipt.system,
        dataset=receipt.dataset,
        entity=receipt.entity,
        instance=instance,
        kind=receipt.kind,
        load_mode=receipt.load_mode,
        precedence=receipt.precedence,
        exported_at=receipt.exported_at,
        effective_at=effective,
        snapshot_date=receipt.snapshot_date or day or effective.date(),
        received_seq=receipt.received_seq,
        partitions=receipt.partitions,
        window=window,
        key_columns=receipt.key_columns,
        batches=receipt.batches,
        lists_open=lists_open,
        archive=receipt.archive,
        also_in=receipt.also_in,
    )


def ranks(files: Iterable[Landed]) -> Mapping[str, int]:
    """Return 1 (oldest) .. n per file id, over all files of a dataset whatever their instance."""
    by_dataset: defaultdict[tuple[str, str], list[Landed]] = defaultdict(list)
    for file in files:
        by_dataset[file.system, file.dataset].append(file)
    return {
        file.file_id: rank
        for members in by_dataset.values()
        for rank, file in enumerate(sorted(members, key=lambda item: item.order), start=1)
    }


Disjoint = Callable[[Landed, Landed], bool]


def units(files: Iterable[Landed], disjoint: Disjoint) -> list[Unit]:
    """Group the files of one series into exports, oldest first.

    Appended files are exports of their own. Others are parts of one export when they have no key in common and came in
    one archive or have the same export time; one that repeats a key is a new export. Members of an archive that say
    different times stay apart where they do not touch each other: each then ranks by its own time. A file that later
    archives bring again is a part of their exports too. `disjoint` is only asked about files that could be parts.
    """
    files = sorted(files, key=lambda item: item.order)
    grouped: list[list[Landed]] = []
    for file in files:
        home = None if file.load_mode == "append" else _home(file, file.archive, grouped, disjoint)
        if home is None and file.load_mode != "append" and grouped and _has_time_of(file, grouped[-1]):
            home = grouped[-1] if all(disjoint(other, file) for other in grouped[-1]) else None
        if home is None:
            grouped.append([file])
        else:
            home.append(file)
    again: dict[int, list[Landed]] = {id(group): [] for group in grouped}
    for file in files:
        for archive in file.also_in if file.load_mode != "append" else ():
            home = _home(file, archive, grouped, disjoint)
            if home is not None and file not in home and all(disjoint(other, file) for other in again[id(home)]):
                again[id(home)].append(file)
    found = [
        Unit(tuple(sorted([*group, *old], key=lambda item: item.order)), frozenset(item.file_id for item in old))
        for group in grouped
        for old in [again[id(group)]]
    ]
    return sorted(found, key=lambda unit: unit.newest.order)


def _home(file: Landed, archive: str | None, grouped: list[list[Landed]], disjoint: Disjoint) -> list[Landed] | None:
    """The newest export of the archive that a file is a part of; None where it starts one of its own."""
    for group in reversed(grouped if archive is not None else []):
        could_be = any(other.archive == archive for other in group) and any(_are_parts(other, file) for other in group)
        if could_be and all(disjoint(other, file) for other in group):
            return group
    return None


def _has_time_of(file: Landed, group: list[Landed]) -> bool:
    return file.exported_at is not None and group[0].exported_at == file.exported_at


def _are_parts(one: Landed, other: Landed) -> bool:
    """Whether members of one archive are parts: said at one time (or at none), or one would take from the other."""
    if one.exported_at == other.exported_at:
        return True
    if not set(one.partitions) & set(other.partitions):
        return False
    if one.kind == "keyed":
        return True
    if one.window is None or other.window is None:
        return False
    return one.window[0] <= other.window[1] and other.window[0] <= one.window[1]
