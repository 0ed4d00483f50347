"""The rank proof: no suppressed figure, and no handful of people, can be computed from the figures that are shown.

**What is published.** Let x(g, s, d) be a measure of the people who sit directly in unit g, in segment leaf s, on
day d. A published figure that adds up (a numerator, a denominator, a headcount) of unit u, segment S and window W
is f = sum over days d of W of sum over g below u in the tree of day d of sum over s in S of x(g, s, d): a linear
functional of x. A ratio is published with both its components and adds nothing. Terms with coefficients or offsets
only change the weights of the days. Distinct counts do not add up; but each is a sum over finer atoms (a key and
the set of units that have it) which, looked at only where the set is one unit, is again f: a combination that gives
a hidden count would give it there as well.

**The argument.** Fix a fiscal year and a stretch of it with one tree (a *block*), and set x to 0 on all other days.
Every published functional becomes a (x) b, where a weighs the block's days and b is the indicator of (groups below
u) x (leaves of S); it vanishes if the window does not touch the block. If a hidden functional h is a combination of
published ones, then so are their restrictions: a_h (x) b_h lies in R^days (x) span{b : shown by a cell that touches
the block}. Where a_h is not 0 that means that b_h lies in the span of the b. So h cannot be computed if in one
block that its window touches b_h is not in that span: a small rank computation, done exactly in fractions, without
sampling and whatever the days are.

The other direction holds for the masks in use, which treat all windows of a year alike: if b_h is in the span in
all blocks, the same combination of figures of the same window gives h away. Where only other windows are shown, it
may be an alarm without a leak; the message names the units so that a person can see.

**What is known besides.** Groups where nobody sits in the whole year are known to be 0 and are left out. For a
segment type, figures of another type count as totals: that is what they become on any one leaf of the other type.

**What is proved for each block**, with "shown" taken from the candidate's own figures, tree and groups from the
warehouse: no suppressed cell, no unit with fewer people than min_group, and no group of direct members smaller than
that lies in the span; and what a shown unit has beyond the shown ones below it is not fewer than min_group people
throughout the year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from orchestration.evidence.privacy.span import Span

if TYPE_CHECKING:
    from collections.abc import Hashable

TOTAL = "total"
Place = tuple[str, str]
"""A unit and a segment."""


@dataclass(frozen=True)
class Leak:
    """Something that can be computed: what, from which figures, how many cells it touches."""

    what: str
    how: str
    cells: int = 1


@dataclass(frozen=True)
class Block:
    """A stretch of a fiscal year with one tree.

    Args:
        name: for messages.
        below: units at or below each unit (itself included).
        direct: people sitting directly in each unit on each check day of the year; units without any are left out.
        shown: unit and segment of every cell that shows a figure and touches the block.
    """

    name: str
    below: Mapping[str, frozenset[str]]
    direct: Mapping[str, tuple[int, ...]]
    shown: frozenset[Place]


@dataclass(frozen=True)
class Hidden:
    """Suppressed cells of one place whose windows touch the same blocks; `example` is one of them."""

    place: Place
    blocks: frozenset[str]
    cells: int
    example: str


@dataclass
class _Spans:
    """The spans of a block, one for each segment type."""

    block: Block
    leaves: Mapping[str, tuple[str, ...]]
    known: dict[str, Span] = field(default_factory=dict)

    def vector(self, place: Place, kind: str) -> dict[Hashable, int]:
        """A place's indicator over groups and leaves of a segment type."""
        unit, segment = place
        leaves = (segment,) if segment in self.leaves[kind] else self.leaves[kind]
        groups = [group for group in self.block.below.get(unit, ()) if group in self.block.direct]
        return {(group, leaf): 1 for group in groups for leaf in leaves}

    def span(self, kind: str) -> Span:
        """What is shown, as a span; small units first."""
        if kind not in self.known:
            span = Span()
            vectors = {place: self.vector(place, kind) for place in self.block.shown}
            for place in sorted(vectors, key=lambda place: (len(vectors[place]), place)):
                span.add(place, vectors[place])
            self.known[kind] = span
        return self.known[kind]

    def computed(self, place: Place) -> dict[Hashable, Fraction] | None:
        """The combination of shown figures that gives a place's, or None; an empty one where there is nobody."""
        kinds = [kind for kind in self.leaves if place[1] in self.leaves[kind]] or list(self.leaves)
        found: dict[Hashable, Fraction] | None = None
        for kind in kinds:
            found = self.span(kind).express(self.vector(place, kind))
            if found is None:
                return None
        return found


def leaks(blocks: Iterable[Block], hidden: Iterable[Hidden], min_group: int) -> list[Leak]:
    """Everything that the shown figures of one `min_group` give away."""
    known = list(blocks)
    waiting = list(hidden)
    leaves = _leaves(known, waiting)
    spans = {block.name: _Spans(block, leaves) for block in known}
    found = [leak for cell in waiting if (leak := _cell_leak(cell, spans)) is not None]
    for each in spans.values():
        found += _group_leaks(each, min_group)
    return found


def _leaves(blocks: Iterable[Block], hidden: Iterable[Hidden]) -> dict[str, tuple[str, ...]]:
    """Segments by type; a family without segments has one leaf."""
    segments = {segment for block in blocks for _, segment in block.shown} | {cell.place[1] for cell in hidden}
    by_type: dict[str, list[str]] = defaultdict(list)
    for segment in sorted(segments - {TOTAL}):
        by_type[segment.split("=", 1)[0]].append(segment)
    return {kind: tuple(values) for kind, values in by_type.items()} or {TOTAL: (TOTAL,)}


def _cell_leak(cell: Hidden, spans: Mapping[str, _Spans]) -> Leak | None:
    """A leak, if in every block that the cell touches and where it has people it is in the span."""
    last: tuple[str, dict[Hashable, Fraction]] | None = None
    for name in sorted(cell.blocks):
        combination = spans[name].computed(cell.place)
        if combination is None:
            return None
        if combination:
            last = name, combination
    if last is None:
        return None
    how = f"{_told(cell.place)} = {combination_text(last[1])} in {last[0]}"
    if set(last[1]) == {cell.place}:
        how = f"{_told(cell.place)} is shown by other cells in {last[0]}"
    return Leak(cell.example, how, cell.cells)


def _group_leaks(spans: _Spans, min_group: int) -> list[Leak]:
    """Small units without a shown cell, small groups of direct members, small remainders."""
    block, found = spans.block, []
    shown = {unit for unit, segment in block.shown if segment == TOTAL}
    for unit, below in sorted(block.below.items()):
        if unit not in shown and 0 < _fewest(block, below) < min_group:
            found += _given(spans, (unit, TOTAL), f"{unit}, a unit of fewer than {min_group} people")
    for group in sorted(block.direct):
        if _fewest(block, {group}) < min_group and block.below.get(group) != frozenset({group}):
            found += _given_alone(spans, group)
    return found + _remainders(block, min_group)


def _given_alone(spans: _Spans, group: str) -> list[Leak]:
    combination: Mapping[Hashable, Fraction] | None = None
    for kind, leaves in spans.leaves.items():
        combination = spans.span(kind).express({(group, leaf): 1 for leaf in leaves})
        if combination is None:
            return []
    return [Leak(f"the people directly in {group}", f"{combination_text(combination or {})} in {spans.block.name}")]


def _given(spans: _Spans, place: Place, what: str) -> list[Leak]:
    combination = spans.computed(place)
    return (
        [Leak(what, f"{_told(place)} = {combination_text(combination)} in {spans.block.name}")] if combination else []
    )


def _remainders(block: Block, min_group: int) -> list[Leak]:
    """What a shown unit has beyond the shown ones below it, where that never reaches min_group people in the year."""
    shown = {unit for unit, segment in block.shown if segment == TOTAL and unit in block.below}
    peopled = frozenset(block.direct)
    judged = {below & peopled for below in block.below.values()} | {frozenset({group}) for group in peopled}
    found = []
    for unit in sorted(shown):
        inner = {other for other in shown if other != unit and other in block.below[unit]}
        covered = frozenset[str]().union(*(block.below[other] for other in inner))
        rest = (block.below[unit] - covered) & peopled
        if not rest or rest in judged:
            continue  # nobody, a unit, or direct members: judged as such
        most = max(map(sum, zip(*(block.direct[group] for group in rest), strict=True)))
        if 0 < most < min_group:
            outer = [other for other in inner if not any(other in block.below[one] for one in inner - {other})]
            how = " - ".join([unit, *sorted(outer)])
            found.append(
                Leak(f"{len(rest)} hidden groups in {unit} with never {min_group} people", f"{how} in {block.name}")
            )
    return found


def _fewest(block: Block, groups: Iterable[str]) -> int:
    """The smallest positive number of people in the groups together; 0 where there never was anyone."""
    days = zip(*(block.direct[group] for group in groups if group in block.direct), strict=True)
    return min((total for day in days if (total := sum(day)) > 0), default=0)


def combination_text(combination: Mapping[Hashable, Fraction], shown: int = 8) -> str:
    """A combination as a person writes it: `MI-FIN - MI-FIN-ACC`."""
    terms = sorted(combination.items(), key=lambda item: (item[1] < 0, str(item[0])))
    told = " ".join(
        f"{_sign(factor, first=place == 0)}{_told(name)}" for place, (name, factor) in enumerate(terms[:shown])
    )
    return told + (f" and {len(terms) - shown} more" if len(terms) > shown else "")


def _sign(factor: Fraction, *, first: bool) -> str:
    sign = ("-" if first else "- ") if factor < 0 else ("" if first else "+ ")
    return sign if abs(factor) == 1 else f"{sign}{abs(factor)} x "


def _told(place: Hashable) -> str:
    if isinstance(place, tuple) and len(place) == 2:
        unit, segment = place
        return str(unit) if segment == TOTAL else f"{unit}[{segment}]"
    return str(place)
