"""Whether a vector is a linear combination of others: exact, in fractions, and sparse."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Mapping
from fractions import Fraction

Vector = Mapping[Hashable, int]
_Sparse = dict[Hashable, Fraction]


class Span:
    """The span of named vectors, as rows of an elimination; each row remembers which combination of names it is.

    Vectors map coordinates to values; absent ones are 0. Short vectors should be added first: a unit's row is then what
    its sub-units leave of it.
    """

    def __init__(self) -> None:
        """Start with nothing known."""
        self._rows: list[tuple[Hashable, _Sparse, _Sparse]] = []
        self._pivots: dict[Hashable, int] = {}

    @property
    def rank(self) -> int:
        """The span's dimension."""
        return len(self._rows)

    def add(self, name: Hashable, vector: Vector) -> None:
        """Add a vector that is known."""
        rest, used = self._reduced(vector)
        if rest:
            pivot = next(iter(rest))
            scale = 1 / rest[pivot]
            combination = {key: -value * scale for key, value in used.items()}
            combination[name] = combination.get(name, Fraction(0)) + scale
            self._pivots[pivot] = len(self._rows)
            self._rows.append((pivot, {key: value * scale for key, value in rest.items()}, combination))

    def express(self, vector: Vector) -> dict[Hashable, Fraction] | None:
        """The combination of known vectors that gives this one, or None where there is none."""
        rest, used = self._reduced(vector)
        return None if rest else used

    def _reduced(self, vector: Vector) -> tuple[_Sparse, _Sparse]:
        """What the rows leave of a vector, and the combination of names that was taken off it.

        Rows are used in the order in which they were added: a row has no pivot of an earlier one, so each is used once.
        """
        rest: _Sparse = {key: Fraction(value) for key, value in vector.items() if value}
        used: _Sparse = {}
        waiting = [self._pivots[key] for key in rest if key in self._pivots]
        heapq.heapify(waiting)
        while waiting:
            place = heapq.heappop(waiting)
            pivot, row, combination = self._rows[place]
            factor = rest.get(pivot)
            if factor is None:
                continue
            for key, value in row.items():
                if key not in rest and key in self._pivots:
                    heapq.heappush(waiting, self._pivots[key])
                _subtract(rest, key, factor * value)
            for name, value in combination.items():
                _subtract(used, name, -factor * value)
        return rest, used


def _subtract(vector: _Sparse, key: Hashable, value: Fraction) -> None:
    left = vector.get(key, Fraction(0)) - value
    if left:
        vector[key] = left
    else:
        vector.pop(key, None)
