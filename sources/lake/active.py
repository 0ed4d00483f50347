"""The active rule: which rows of which file count. Pure: no file is read and no clock is asked here.

Every decision is made in a fold over the files from the oldest to the newest, never in the order they arrived.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from sources.lake.hold import HoldReason, Loss, keyed_losses, ledger_losses
from sources.lake.newness import Landed, Unit, ranks, units
from sources.lake.spans import Span, SpanMap

FOREVER = date(9999, 12, 31)


class Evidence(Protocol):
    """What the fold asks about the content of files, from their profiles."""

    def rows(self, file: Landed, partition: str, start: int, end: int) -> Counter[tuple[date, str]]:
        """Loaded rows per (first day of month, watch group) on the days `start` to `end` (ordinals, inclusive)."""

    def keys(self, before: tuple[Landed, ...], after: tuple[Landed, ...], partition: str) -> tuple[int, int, int]:
        """Distinct keys of `before`, how many of them `after` has too, distinct keys of `after`."""

    def disjoint(self, one: Landed, other: Landed) -> bool:
        """Whether two files of one export time have no key in common."""


@dataclass(frozen=True)
class Active:
    """Rows of `file` in `partition` count from `date_from` to `date_to` (inclusive).

    Ledger-like: the rows of these days. Keyed: all rows, as the state of these days.
    """

    file: Landed
    partition: str
    date_from: date
    date_to: date
    is_newest: bool


@dataclass
class Verdict:
    """What counts, and which files are held with the counts that hold them."""

    active: list[Active] = field(default_factory=list)
    held: dict[str, list[Loss]] = field(default_factory=dict)
    newness: dict[str, int] = field(default_factory=dict)


def decide(files: Iterable[Landed], accepted: frozenset[str], withdrawn: frozenset[str], evidence: Evidence) -> Verdict:
    """Apply the active rule to all files of the lake (file ids in `accepted` and `withdrawn`)."""
    files = list(files)
    verdict = Verdict(newness=dict(ranks(files)))
    groups: defaultdict[tuple[str, str, str, str], list[Landed]] = defaultdict(list)
    for file in files:
        if file.file_id not in withdrawn:
            # An instance is an installation of one system: two systems' `default` are strangers to each other.
            groups[file.kind, file.entity, file.system, file.instance].append(
                replace(file, newness=verdict.newness[file.file_id])
            )
    for (kind, *_), members in sorted(groups.items()):
        (_ledger if kind == "ledger" else _keyed)(members, accepted, evidence, verdict)
    verdict.active.sort(key=_position)
    return verdict


def _position(item: Active) -> tuple[str, str, str, str, date, int]:
    file = item.file
    return (file.system, file.dataset, file.instance, item.partition, item.date_from, file.newness)


def _exports(members: list[Landed], evidence: Evidence) -> list[Unit]:
    series: defaultdict[tuple[str, str, str], list[Landed]] = defaultdict(list)
    for file in members:
        series[file.series].append(file)
    found = [unit for group in series.values() for unit in units(group, evidence.disjoint)]
    return sorted(found, key=lambda unit: unit.newest.order)


def _concerns(loss: Loss, file: Landed) -> bool:
    if loss.partition not in file.partitions:
        return False
    if loss.month is None or file.window is None:
        return True
    return file.window[0] <= _last_day(loss.month) and file.window[1] >= loss.month


def _not_held(unit: Unit, losses: list[Loss], accepted: frozenset[str], verdict: Verdict) -> Unit | None:
    """Hold the parts of an export that lose something; the others count as if they had come alone."""
    if not losses or any(file.file_id in accepted for file in unit.fresh):
        return unit
    told = {file.file_id: [loss for loss in losses if _concerns(loss, file)] for file in unit.files}
    verdict.held |= {file.file_id: told[file.file_id] for file in unit.fresh if told[file.file_id]}
    # A part that an earlier export has too counts there: it is not held, and alone it is no export.
    left = Unit(tuple(file for file in unit.files if not told[file.file_id]), unit.again)
    return left if left.fresh else None


def _ledger(members: list[Landed], accepted: frozenset[str], evidence: Evidence, verdict: Verdict) -> None:
    exports = _exports(_newest_of_batches(members, accepted, evidence, verdict), evidence)
    owned: defaultdict[str, SpanMap] = defaultdict(SpanMap)
    joint: dict[tuple[str, str, str], int] = {}
    for number, unit in enumerate(exports):
        takes = _takes(unit, exports, owned)
        # Appended files own their days together, so that a later one adds to the earlier ones and retires nothing.
        owner = joint.setdefault(unit.newest.series, number) if _is_appended(unit.newest) else number
        lost = {partition: [span for span in spans if span.owner != owner] for partition, spans in takes.items()}
        losses = _retired(unit, lost, exports, owned, evidence)
        left = _not_held(unit, losses, accepted, verdict)
        if left is None:
            if owner == number:
                joint.pop(unit.newest.series, None)
            continue
        exports[owner] = left if owner == number else Unit(exports[owner].files + left.files)
        for partition, spans in _takes(left, exports, owned).items():
            for span in spans:
                owned[partition].assign(span.start, span.end, owner)
    for partition, days in sorted(owned.items()):
        for span in days.spans():
            assert span.owner is not None
            for file in exports[span.owner].files:
                verdict.active.extend(_share(file, partition, span))


def _is_appended(file: Landed) -> bool:
    return file.load_mode == "append"


def _newest_of_batches(
    members: list[Landed], accepted: frozenset[str], evidence: Evidence, verdict: Verdict
) -> list[Landed]:
    """Leave out appended files whose batch a newer file has; such a file is held where it would lose something."""
    others = [file for file in members if not (_is_appended(file) and file.batches)]
    standing: list[Landed] = []
    for file in sorted((file for file in members if _is_appended(file) and file.batches), key=lambda item: item.order):
        repeated = [
            other for other in standing if other.series == file.series and set(other.batches) & set(file.batches)
        ]
        losses = [loss for other in repeated for loss in _batch_losses(other, file)]
        losses += _repeat_losses(repeated, file, evidence)
        if losses and file.file_id not in accepted:
            verdict.held[file.file_id] = losses
            continue
        standing = [other for other in standing if other not in repeated] + [file]
    return others + standing


def _batch_losses(before: Landed, after: Landed) -> list[Loss]:
    missing = [batch for batch in before.batches if batch not in after.batches]
    return [Loss(HoldReason.BATCH_GONE, before.partitions[0], None, batch, 1, 0) for batch in missing]


def _repeat_losses(before: list[Landed], after: Landed, evidence: Evidence) -> list[Loss]:
    """What is missing by partition and month in a file that takes the place of others with its batches."""
    losses: list[Loss] = []
    for partition in sorted({partition for file in before for partition in file.partitions}):
        retired, arriving = (_all_rows(files, partition, evidence) for files in (before, [after]))
        for month in sorted({month for month, _ in retired}):
            gone = {group: rows for (of, group), rows in retired.items() if of == month}
            come = {group: rows for (of, group), rows in arriving.items() if of == month}
            losses += ledger_losses(partition, month, gone, come, 0, 0)
    return losses


def _all_rows(files: list[Landed], partition: str, evidence: Evidence) -> Counter[tuple[date, str]]:
    found: Counter[tuple[date, str]] = Counter()
    for file in files:
        if file.window is not None and partition in file.partitions:
            found += evidence.rows(file, partition, *(day.toordinal() for day in file.window))
    return found


def _takes(unit: Unit, exports: list[Unit], owned: defaultdict[str, SpanMap]) -> dict[str, list[Span]]:
    """The days per partition that an export covers and no better one holds; everything owned is older."""
    return {
        partition: [
            span
            for start, end in ranges
            for span in owned[partition].within(start, end)
            if span.owner is None or exports[span.owner].newest.precedence >= unit.newest.precedence
        ]
        for partition, ranges in _coverage(unit).items()
    }


def _coverage(unit: Unit) -> dict[str, list[tuple[int, int]]]:
    """Return the day ranges per partition that an export covers, without overlaps."""
    covered: defaultdict[str, SpanMap] = defaultdict(SpanMap)
    for file in unit.files:
        if file.window is not None:
            for partition in file.partitions:
                covered[partition].assign(file.window[0].toordinal(), file.window[1].toordinal(), 0)
    return {partition: [(span.start, span.end) for span in days.spans()] for partition, days in sorted(covered.items())}


def _share(file: Landed, partition: str, span: Span) -> list[Active]:
    """Return the part of an export's span that one of its files covers."""
    if file.window is None or partition not in file.partitions:
        return []
    start, end = max(span.start, file.window[0].toordinal()), min(span.end, file.window[1].toordinal())
    if start > end:
        return []
    return [Active(file, partition, date.fromordinal(start), date.fromordinal(end), True)]


def _rows(
    unit: Unit, partition: str, spans: Iterable[tuple[int, int]], evidence: Evidence
) -> Counter[tuple[date, str]]:
    found: Counter[tuple[date, str]] = Counter()
    for start, end in spans:
        for file in unit.files:
            for share in _share(file, partition, Span(start, end, None)):
                found += evidence.rows(file, partition, share.date_from.toordinal(), share.date_to.toordinal())
    return found


def _retired(
    unit: Unit,
    takes: dict[str, list[Span]],
    exports: list[Unit],
    owned: dict[str, SpanMap],
    evidence: Evidence,
) -> list[Loss]:
    losses: list[Loss] = []
    for partition, spans in takes.items():
        own: Counter[tuple[date, str]] = Counter()
        others: Counter[date] = Counter()
        for span in spans:
            if span.owner is None:
                continue
            rows = _rows(exports[span.owner], partition, [(span.start, span.end)], evidence)
            if exports[span.owner].newest.series == unit.newest.series:
                own += rows
            else:
                for (month, _), count in rows.items():
                    others[month] += count
        months = sorted({month for month, _ in own} | set(others))
        if not months:
            continue
        arriving = _rows(unit, partition, [(span.start, span.end) for span in spans], evidence)
        for month in months:
            before = {group: rows for (of, group), rows in own.items() if of == month}
            after = {group: rows for (of, group), rows in arriving.items() if of == month}
            remaining = 0 if after else _remaining(month, partition, spans, exports, owned, evidence)
            losses += ledger_losses(partition, month, before, after, others[month], remaining)
    return losses


def _remaining(
    month: date, partition: str, taken: list[Span], exports: list[Unit], owned: dict[str, SpanMap], evidence: Evidence
) -> int:
    """Rows of the month that count on days that are not taken."""
    first, last = month.toordinal(), _last_day(month).toordinal()
    free = SpanMap()
    free.assign(first, last, 0)
    for span in taken:
        free.assign(span.start, span.end, 1)
    return sum(
        _rows(exports[span.owner], partition, [(span.start, span.end)], evidence).total()
        for left in free.within(first, last)
        if left.owner == 0
        for span in owned[partition].within(left.start, left.end)
        if span.owner is not None
    )


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _by_partition(unit: Unit) -> dict[str, tuple[Landed, ...]]:
    return {
        partition: tuple(file for file in unit.files if partition in file.partitions)
        for partition in sorted({partition for file in unit.files for partition in file.partitions})
    }


def _keyed(members: list[Landed], accepted: frozenset[str], evidence: Evidence, verdict: Verdict) -> None:
    history: defaultdict[tuple[tuple[str, str, str], str], list[tuple[date, tuple[Landed, ...]]]] = defaultdict(list)
    for unit in _exports(members, evidence):
        series, upsert = unit.newest.series, unit.newest.load_mode == "upsert"
        losses: list[Loss] = []
        for partition, files in _by_partition(unit).items():
            earlier = history[series, partition]
            if earlier and not upsert:
                before, kept, after = evidence.keys(earlier[-1][1], files, partition)
                kept = before if unit.newest.lists_open else kept  # what is missing was closed
                losses += keyed_losses(partition, before, kept, after)
        left = _not_held(unit, losses, accepted, verdict)
        if left is None:
            continue
        for partition, files in _by_partition(left).items():
            history[series, partition].append((left.newest.snapshot_date, files))
    for (_, partition), snapshots in sorted(history.items()):
        for position, (start, files) in enumerate(snapshots):
            last = position == len(snapshots) - 1
            # `upsert`: every file goes on counting, the newest row of a key wins in the models.
            forever = last or files[0].load_mode == "upsert"
            end = FOREVER if forever else snapshots[position + 1][0] - timedelta(days=1)
            if start <= end:
                verdict.active.extend(Active(file, partition, start, end, forever) for file in files)
