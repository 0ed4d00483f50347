"""When a file that replaces others is held until someone accepts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SMALL = 50
"""Below this many retired rows a share says nothing; only a vanished group holds."""


class HoldReason(StrEnum):
    """Why a replacement is held."""

    FEWER_ROWS = "fewer_rows"
    GROUP_GONE = "group_gone"
    MONTH_GONE = "month_gone"
    KEYS_GONE = "keys_gone"
    SNAPSHOT_EMPTY = "snapshot_empty"
    BATCH_GONE = "batch_gone"


@dataclass(frozen=True)
class Loss:
    """One finding. `month` is its first day (None for snapshots); `group` is set for GROUP_GONE and BATCH_GONE.

    `before` counts the rows (keys) that would be retired, `after` those that stand in their place (keys: remain).
    """

    reason: HoldReason
    partition: str
    month: date | None
    group: str | None
    before: int
    after: int

    def sentence(self) -> str:
        """Say it to a person."""
        where = f" of {self.month:%Y-%m}" if self.month else ""
        where += f" in partition {self.partition}" if self.partition else ""
        match self.reason:
            case HoldReason.FEWER_ROWS:
                return f"{self.after} rows{where} would replace {self.before}"
            case HoldReason.GROUP_GONE:
                return f"no row{where} for '{self.group}', which had {self.before}"
            case HoldReason.MONTH_GONE:
                return f"nothing would be left{where} of {self.before} rows"
            case HoldReason.KEYS_GONE:
                return f"{self.before - self.after} of {self.before} keys{where} are missing"
            case HoldReason.SNAPSHOT_EMPTY:
                return f"no row{where} where there were {self.before}"
            case HoldReason.BATCH_GONE:
                return f"the batch '{self.group}'{where} stands in the file that it repeats in part, and not in it"


def ledger_losses(
    partition: str,
    month: date,
    retired: Mapping[str, int],
    arriving: Mapping[str, int],
    retired_of_others: int,
    remaining: int,
) -> list[Loss]:
    """Judge one partition and month of a ledger-like replacement.

    Args:
        partition: partition value.
        month: first day of the month.
        retired: rows per watch group that the file takes the place of, of its own dataset.
        arriving: the file's rows per watch group on the days that it takes.
        retired_of_others: rows of lower-ranked datasets that it takes the place of. Products count lines
            differently, so these are only asked whether the month vanishes.
        remaining: rows of the month on days that the file does not take.
    """
    before, after = sum(retired.values()), sum(arriving.values())
    losses: list[Loss] = []
    if before + retired_of_others > 0 and after + remaining == 0:
        losses.append(Loss(HoldReason.MONTH_GONE, partition, month, None, before + retired_of_others, 0))
    elif before >= SMALL and too_few(before, after):
        losses.append(Loss(HoldReason.FEWER_ROWS, partition, month, None, before, after))
    losses.extend(
        Loss(HoldReason.GROUP_GONE, partition, month, group, rows, 0)
        for group, rows in sorted(retired.items())
        if rows > 0 and arriving.get(group, 0) == 0
    )
    return losses


def keyed_losses(partition: str, before: int, kept: int, after: int) -> list[Loss]:
    """Judge one partition of a snapshot: `kept` of the `before` keys are among the `after` keys."""
    if before > 0 and after == 0:
        return [Loss(HoldReason.SNAPSHOT_EMPTY, partition, None, None, before, 0)]
    if before >= SMALL and too_few(before, kept):
        return [Loss(HoldReason.KEYS_GONE, partition, None, None, before, kept)]
    return []


def too_few(before: int, after: int) -> bool:
    """Whether more than 10 % are missing (exactly 10 % is not)."""
    return 10 * (before - after) > before


def detail(losses: list[Loss], name: str, shown: int = 5) -> str:
    """Return the index's detail of a held file: the counts, then the remedy."""
    told = "; ".join(loss.sentence() for loss in losses[:shown])
    more = f"; and {len(losses) - shown} more" if len(losses) > shown else ""
    return f"{told}{more}. If that is right: opsmart accept '{name}'"
