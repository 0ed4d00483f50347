"""The suppression mask on random trees: no hidden headcount can be computed from the shown ones (a rank proof)."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import numpy
import pytest

TREES = 150
DAY = "date '2025-01-31'"


class Tree:
    """A random tree: parents and the people sitting directly at each unit."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.parents: dict[str, str | None] = {f"{number}": None}
        for unit in range(chance.randint(3, 25)):
            shallow = [name for name in self.parents if name.count(".") < 4]
            parent = chance.choice(shallow)
            self.parents[f"{parent}.{unit}"] = parent
        self.direct = {unit: chance.choice([0, 0, 1, 2, 3, 4, 5, 6, 9, 15]) for unit in self.parents}

    def below(self, unit: str) -> list[str]:
        return [other for other in self.parents if other == unit or other.startswith(f"{unit}.")]

    def people(self, unit: str) -> int:
        return sum(self.direct[other] for other in self.below(unit))


@pytest.fixture(scope="module")
def masked(kernel_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Tree], dict[str, bool]]:
    """All trees in one run of the compiled kpi_mask."""
    chance = random.Random(7)
    trees = [Tree(number, chance) for number in range(TREES)]
    compiled = next((kernel_home / "target").rglob("run/**/kpi_mask.sql")).read_text(encoding="utf-8")
    query = compiled[compiled.index("with run as") : compiled.rindex(")")]
    connection = duckdb.connect(str(tmp_path_factory.mktemp("mask") / "opsmart.duckdb"))
    connection.execute("create schema kpi; create schema core; create schema seed")
    connection.execute(f"create table kpi.kpi_run as select {DAY} as as_of, date '2025-01-01' as reach_from")
    connection.execute(
        f"create table core.dim_date as select {DAY} as day, date '2025-01-01' as month_start,"
        " date '2025-01-01' as fiscal_year_start"
    )
    connection.execute("create table seed.kpi_catalog as select 'k' as kpi_id, 5 as min_group")
    connection.execute(
        "create table kpi.kpi_position (org_unit_id varchar, parent_id varchar, valid_from date, valid_to date);"
        "create table kpi.kpi_headcount (org_unit_id varchar, day date, n_people bigint, n_direct bigint)"
    )
    for tree in trees:
        for unit, parent in tree.parents.items():
            connection.execute(
                "insert into kpi.kpi_position values (?, ?, date '1900-01-01', date '9999-12-31')", [unit, parent]
            )
            if tree.people(unit):
                connection.execute(
                    f"insert into kpi.kpi_headcount values (?, {DAY}, ?, ?)",
                    [unit, tree.people(unit), tree.direct[unit]],
                )
    rows = connection.execute(f"select org_unit_id, is_hidden from ({query})").fetchall()
    connection.close()
    return trees, dict(rows)


def test_every_unit_is_judged(masked: tuple[list[Tree], dict[str, bool]]) -> None:
    trees, hidden = masked
    assert set(hidden) == {unit for tree in trees for unit in tree.parents}
    small = [unit for tree in trees for unit in tree.parents if 0 < tree.people(unit) < 5]
    assert len(small) > 500 and all(hidden[unit] for unit in small)


def test_no_handful_of_direct_members_can_be_computed_either(masked: tuple[list[Tree], dict[str, bool]]) -> None:
    """People who sit directly at a unit are no published cell, but parent minus children would give their figures."""
    trees, hidden = masked
    checked = 0
    for tree in trees:
        groups = [unit for unit in tree.parents if tree.direct[unit]]
        shown = [[int(group in set(tree.below(unit))) for group in groups] for unit in tree.parents if not hidden[unit]]
        rank = numpy.linalg.matrix_rank(numpy.array(shown or [[0] * len(groups)]))
        for place, unit in enumerate(groups):
            if tree.direct[unit] < 5:
                alone = [int(place == other) for other in range(len(groups))]
                assert numpy.linalg.matrix_rank(numpy.array([*shown, alone])) > rank, unit
                checked += 1
    assert checked > 500


def test_no_hidden_headcount_can_be_computed_from_shown_ones(masked: tuple[list[Tree], dict[str, bool]]) -> None:
    trees, hidden = masked
    checked = 0
    for tree in trees:
        groups = [unit for unit in tree.parents if tree.direct[unit]]  # where nobody sits is taken as known

        def row(unit: str, tree: Tree = tree, groups: list[str] = groups) -> list[int]:
            below = set(tree.below(unit))
            return [int(group in below) for group in groups]

        shown = numpy.array([row(unit) for unit in tree.parents if not hidden[unit]] or [[0] * len(groups)])
        rank = numpy.linalg.matrix_rank(shown)
        for unit in tree.parents:
            if hidden[unit] and tree.people(unit):
                assert numpy.linalg.matrix_rank(numpy.vstack([shown, row(unit)])) > rank, unit
                checked += 1
    assert checked > 700
