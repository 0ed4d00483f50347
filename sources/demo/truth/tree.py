"""The dated org tree: who is above whom on a day.

A fact counts at its unit and at all units above it on the day of the event. A unit's first position also holds
before it, its last one after it. An unknown unit is ``unassigned``, a child of the root; every fact counts at the root.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sources.demo.events import OrgPosition
from sources.demo.truth.periods import DAY

UNASSIGNED = "unassigned"


class OrgTree:
    """Ancestors of units by day; between two dates of change the tree is constant (an epoch)."""

    def __init__(self, positions: Sequence[OrgPosition], root: str) -> None:
        """``positions`` of the units below the root and of the root itself (which may be missing)."""
        self.root = root
        self._positions: dict[str, list[OrgPosition]] = defaultdict(list)
        for position in sorted(positions, key=lambda one: one.valid_from):
            self._positions[position.org_unit_id].append(position)
        changes = {position.valid_from for dated in self._positions.values() for position in dated[1:]}
        self.changes: list[date] = sorted(changes)
        """Days on which the tree differs from the day before."""
        self._known: dict[tuple[str | None, int], tuple[str, ...]] = {}

    def above(self, unit: str | None, day: date) -> tuple[str, ...]:
        """The unit and everything above it on a day, up to the root."""
        key = (unit, bisect_right(self.changes, day))
        if key not in self._known:
            self._known[key] = self._climb(unit, day)
        return self._known[key]

    def _climb(self, unit: str | None, day: date) -> tuple[str, ...]:
        if unit == self.root:
            return (self.root,)
        if unit is None or unit not in self._positions:
            return (UNASSIGNED, self.root)
        path: list[str] = []
        step: str | None = unit
        while step is not None and step != self.root and step not in path:
            position = self._position(step, day)
            if position is None:
                break
            path.append(step)
            step = position.parent_id
        return (*path, self.root)

    def _position(self, unit: str, day: date) -> OrgPosition | None:
        dated = self._positions.get(unit)
        if dated is None:
            return None
        return next((position for position in reversed(dated) if position.valid_from <= day), dated[0])

    def parents(self, day: date) -> dict[str, str | None]:
        """The whole tree as it stands on a day; the root has no parent."""
        parents: dict[str, str | None] = {self.root: None, UNASSIGNED: self.root}
        for unit in self._positions:
            if unit != self.root:
                parents[unit] = self.above(unit, day)[1]
        return parents

    def stretches(self, start: date, end: date) -> list[tuple[date, date]]:
        """[start, end] cut where the tree changes."""
        starts = [start, *(day for day in self.changes if start < day <= end)]
        return list(zip(starts, [*(day - DAY for day in starts[1:]), end], strict=True))
