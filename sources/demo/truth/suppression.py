"""Which units hide their people KPIs (RULES 1.2, rule 5), per fiscal year.

A unit resting on fewer than ``min_group`` people is hidden, and so many of its siblings that nobody can subtract it
from the parent: in the order (hidden first, then people, id; empty ones last) the first two, and on until the
hidden ones together have ``min_group`` people. The people who sit directly at the parent are published nowhere: they
stand among the hidden ones as a sibling with an empty id, and where they are few, a sibling is hidden with them: else
parent minus children would give their figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

MIN_GROUP = 5
DIRECT = ""
"""Id of a parent's direct members among its children."""


def hidden_units(
    parents: Mapping[str, str | None],
    people: Mapping[str, int],
    direct: Mapping[str, int],
    min_group: int = MIN_GROUP,
) -> frozenset[str]:
    """Hidden units of one tree.

    ``people`` counts everybody at or below a unit, ``direct`` those at the unit itself; missing = 0.
    """
    children: dict[str, list[str]] = defaultdict(list)
    hidden: set[str] = set()
    level: list[str] = []
    for unit, parent in parents.items():
        if parent is None:
            level.append(unit)
            if 0 < people.get(unit, 0) < min_group:
                hidden.add(unit)
        else:
            children[parent].append(unit)
    while level:
        below: list[str] = []
        for unit in level:
            if unit in hidden:
                hidden.update(children[unit])
            else:
                hidden |= _hidden_children(children[unit], people, direct.get(unit, 0), min_group)
            below += children[unit]
        level = below
    return frozenset(hidden)


def _hidden_children(children: list[str], people: Mapping[str, int], direct: int, min_group: int) -> set[str]:
    counts = {child: people.get(child, 0) for child in children}
    if direct:
        counts[DIRECT] = direct
    small = {child for child, count in counts.items() if 0 < count < min_group}
    if not small:
        return set()
    unpublished = small | {DIRECT}
    order = sorted(counts, key=lambda child: (child not in unpublished, counts[child] == 0, counts[child], child))
    hidden, before = set(small), 0
    for rank, child in enumerate(order):
        if rank < 2 or before < min_group:
            hidden.add(child)
        before += counts[child]
    return hidden - {DIRECT}
