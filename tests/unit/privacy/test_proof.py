"""The rank proof: against a brute force on random trees, and on masks that were weakened on purpose."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction

import pytest

from orchestration.evidence.privacy.proof import TOTAL, Block, Hidden, Leak, Place, leaks
from orchestration.evidence.privacy.span import Span

YEAR = "2025"


def tree(parents: dict[str, str | None]) -> dict[str, frozenset[str]]:
    """Units at or below each unit."""
    below: dict[str, set[str]] = {unit: {unit} for unit in parents}
    for unit in parents:
        above = parents[unit]
        while above is not None:
            below[above].add(unit)
            above = parents[above]
    return {unit: frozenset(units) for unit, units in below.items()}


def block(
    parents: dict[str, str | None], direct: dict[str, int], shown: Iterable[str | Place], name: str = YEAR
) -> Block:
    """A block with the same people on one check day."""
    places = {(place, TOTAL) if isinstance(place, str) else place for place in shown}
    return Block(name, tree(parents), {unit: (n,) for unit, n in direct.items() if n}, frozenset(places))


def found(known: Block | list[Block], hidden: Iterable[str | Place], min_group: int = 5) -> list[Leak]:
    """Leaks where each hidden place has one cell in all blocks."""
    blocks = known if isinstance(known, list) else [known]
    names = frozenset(each.name for each in blocks)
    cells = [Hidden((place, TOTAL) if isinstance(place, str) else place, names, 1, f"cell {place}") for place in hidden]
    return leaks(blocks, cells, min_group)


def rank(rows: list[list[int]]) -> int:
    """Rank by plain elimination over the rationals."""
    left = [[Fraction(value) for value in row] for row in rows]
    count = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[count:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(count, pivot)
        for place in range(count + 1, len(left)):
            factor = left[place][column] / pivot[column]
            left[place] = [a - factor * b for a, b in zip(left[place], pivot, strict=True)]
        count += 1
    return count


@pytest.mark.parametrize("seed", range(200))
def test_a_unit_can_be_computed_exactly_where_a_brute_force_says_so(seed: int) -> None:
    chance = random.Random(seed)
    parents: dict[str, str | None] = {"0": None}
    for number in range(1, chance.randint(2, 9)):
        parents[str(number)] = chance.choice(list(parents))
    direct = {unit: chance.choice([0, 1, 3, 6]) for unit in parents}
    shown = [unit for unit in parents if chance.random() < 0.5]
    below, groups = tree(parents), [unit for unit in parents if direct[unit]]

    def row(unit: str) -> list[int]:
        return [int(group in below[unit]) for group in groups]

    known = [row(unit) for unit in shown]
    told = {leak.what for leak in found(block(parents, direct, shown), parents) if leak.what.startswith("cell")}
    expected = {
        f"cell {unit}" for unit in parents if any(row(unit)) and rank([*known, row(unit)]) == rank(known or [[0]])
    }
    assert told == expected


@pytest.mark.parametrize("seed", range(100))
def test_a_span_gives_the_combination_that_makes_the_vector(seed: int) -> None:
    chance = random.Random(seed)
    width = chance.randint(2, 6)
    vectors = [[chance.randint(-2, 2) for _ in range(width)] for _ in range(chance.randint(1, 6))]
    target = [chance.randint(-2, 2) for _ in range(width)]
    span = Span()
    for name, vector in enumerate(vectors):
        span.add(name, dict(enumerate(vector)))
    assert span.rank == rank(vectors)
    combination = span.express(dict(enumerate(target)))
    assert (combination is None) == (rank([*vectors, target]) > rank(vectors))
    if combination is not None:
        made = [
            sum(combination.get(n, Fraction(0)) * v[column] for n, v in enumerate(vectors)) for column in range(width)
        ]
        assert made == target


TEAMS: dict[str, str | None] = {"P": None, "A": "P", "B": "P"}


def test_hiding_only_the_small_team_is_found_with_the_subtraction() -> None:
    """A mask that hides the team of 3 but not its sibling of 6: parent minus sibling is the team."""
    leaked = found(block(TEAMS, {"A": 3, "B": 6}, ["P", "B"]), ["A"])
    assert leaked[0] == Leak("cell A", "A = P - B in 2025")


def test_hiding_both_teams_is_safe() -> None:
    assert found(block(TEAMS, {"A": 3, "B": 6}, ["P"]), ["A", "B"]) == []


def test_four_direct_members_protect_the_team_of_three() -> None:
    """The example of docs/privacy.md: 4 direct, teams of 3 and 6; the team of 6 is shown."""
    assert found(block(TEAMS, {"P": 4, "A": 3, "B": 6}, ["P", "B"]), ["A"]) == []


def test_a_handful_of_direct_members_is_found() -> None:
    leaked = found(block(TEAMS, {"P": 2, "A": 7, "B": 6}, ["P", "A", "B"]), [])
    assert [(leak.what, leak.how) for leak in leaked] == [("the people directly in P", "P - A - B in 2025")]


def test_a_small_unit_that_has_no_cell_is_found_all_the_same() -> None:
    leaked = found(block(TEAMS, {"A": 3, "B": 6}, ["P", "B"]), [])
    assert [leak.what for leak in leaked] == ["A, a unit of fewer than 5 people"]


def test_two_hidden_teams_that_are_few_together_are_found() -> None:
    """Neither team can be told apart, but their sum of 3 people can: the mask must go on until there are 5."""
    parents: dict[str, str | None] = {**TEAMS, "C": "P"}
    assert [leak.how for leak in found(block(parents, {"A": 1, "B": 2, "C": 9}, ["P", "C"]), ["A", "B"])] == [
        "P - C in 2025"
    ]
    assert found(block(parents, {"A": 1, "B": 4, "C": 9}, ["P", "C"]), ["A", "B"]) == []


def test_an_empty_sibling_protects_nobody() -> None:
    leaked = found(block(TEAMS, {"A": 3}, ["P"]), ["A", "B"])
    assert leaked[0].how == "A = P in 2025"
    assert not any(leak.what == "cell B" for leak in leaked)  # nobody there: nothing to hide


def test_a_cell_is_safe_where_one_block_of_its_window_is() -> None:
    """In the second half a third team hides them: the year stays hidden, a window in the first half does not."""
    half = block(TEAMS, {"A": 6, "B": 6}, ["P", "B"], "h1")
    other = block({**TEAMS, "C": "P"}, {"A": 6, "B": 6, "C": 6}, ["P", "B"], "h2")
    year = Hidden(("A", TOTAL), frozenset({"h1", "h2"}), 1, "year")
    spring = Hidden(("A", TOTAL), frozenset({"h1"}), 1, "spring")
    assert [leak.what for leak in leaks([half, other], [year, spring], 5)] == ["spring"]


def test_segments_are_siblings_under_their_total() -> None:
    """Unit P with segments kind=x and kind=y: x is hidden, total minus y gives it; across units as well."""
    one: dict[str, str | None] = {"P": None}
    assert [leak.how for leak in found(block(one, {"P": 9}, ["P", ("P", "kind=y")]), [("P", "kind=x")])] == [
        "P[kind=x] = P - P[kind=y] in 2025"
    ]
    assert found(block(one, {"P": 9}, ["P"]), [("P", "kind=x"), ("P", "kind=y")]) == []
    # P and A show x: B's x is their difference although B's total and y are hidden
    leaked = found(
        block(TEAMS, {"A": 6, "B": 6}, ["P", ("P", "kind=x"), ("A", "kind=x")]), ["B", ("B", "kind=x"), ("B", "kind=y")]
    )
    assert [leak.what for leak in leaked] == ["cell ('B', 'kind=x')"]


def test_another_segment_type_counts_as_a_total() -> None:
    """On one leaf of `site` the figure site=s is a total: with kind=y it gives kind=x there, so no proof is claimed."""
    leaked = found(block({"P": None}, {"P": 9}, [("P", "site=s"), ("P", "kind=y")]), [("P", "kind=x")])
    assert [leak.what for leak in leaked] == ["cell ('P', 'kind=x')"]


def test_a_large_tree_is_proved_fast() -> None:
    import time

    parents: dict[str, str | None] = {"0": None}
    for number in range(1, 1500):
        parents[str(number)] = str((number - 1) // 6)
    direct = dict.fromkeys(parents, 6)
    start = time.process_time()
    assert found(block(parents, direct, parents), []) == []
    assert time.process_time() - start < 2
