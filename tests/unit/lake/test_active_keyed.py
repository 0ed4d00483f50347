"""Keyed entities: which snapshot stands for which days."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from invented_lake import Memory, snapshot

from sources.lake.active import FOREVER, decide
from sources.lake.newness import Landed

NONE: frozenset[str] = frozenset()


def run(*files: Landed, evidence: Memory | None = None, withdrawn: set[str] | None = None) -> list[tuple[object, ...]]:
    keyed = {file.file_id: {partition: {"k"} for partition in file.partitions} for file in files}
    verdict = decide(files, NONE, frozenset(withdrawn or ()), evidence or Memory(keyed=keyed))
    return [(i.file.file_id, i.partition, i.date_from, i.date_to, i.is_newest) for i in verdict.active]


def test_a_snapshot_stands_until_the_day_before_the_next_one() -> None:
    assert run(snapshot("a", at=0), snapshot("b", at=10), snapshot("c", at=31)) == [
        ("a", "", date(2026, 1, 1), date(2026, 1, 10), False),
        ("b", "", date(2026, 1, 11), date(2026, 1, 31), False),
        ("c", "", date(2026, 2, 1), FOREVER, True),
    ]


def test_of_two_snapshots_of_one_day_only_the_later_counts() -> None:
    assert run(snapshot("a", at=0, seq=1), snapshot("b", at=0, seq=2)) == [("b", "", date(2026, 1, 1), FOREVER, True)]


def test_withdrawing_the_newest_snapshot_makes_the_one_before_it_the_newest() -> None:
    files = snapshot("a", at=0), snapshot("b", at=10)
    assert run(*files, withdrawn={"b"}) == [("a", "", date(2026, 1, 1), FOREVER, True)]


def test_a_snapshot_of_one_project_leaves_the_other_projects_alone() -> None:
    assert run(snapshot("all", at=0, partitions=("OPS", "WEB")), snapshot("ops", at=5, partitions=("OPS",))) == [
        ("all", "OPS", date(2026, 1, 1), date(2026, 1, 5), False),
        ("ops", "OPS", date(2026, 1, 6), FOREVER, True),
        ("all", "WEB", date(2026, 1, 1), FOREVER, True),
    ]


def test_snapshots_of_two_instances_or_datasets_stand_side_by_side() -> None:
    found = run(snapshot("a", at=0), snapshot("b", at=1, instance="two"), snapshot("c", at=2, dataset="staff"))
    assert {(item[0], item[4]) for item in found} == {("a", True), ("b", True), ("c", True)}


def test_parts_of_one_snapshot_stand_together() -> None:
    evidence = Memory(keyed={"old": {"": {"1", "2"}}, "p1": {"": {"1"}}, "p2": {"": {"2"}}})
    files = snapshot("old", at=0), snapshot("p1", at=9, seq=8), snapshot("p2", at=9, seq=9)
    assert run(*files, evidence=evidence) == [
        ("old", "", date(2026, 1, 1), date(2026, 1, 9), False),
        ("p1", "", date(2026, 1, 10), FOREVER, True),
        ("p2", "", date(2026, 1, 10), FOREVER, True),
    ]


def test_every_upsert_goes_on_counting() -> None:
    assert run(snapshot("a", at=0, load_mode="upsert"), snapshot("b", at=10, load_mode="upsert")) == [
        ("a", "", date(2026, 1, 1), FOREVER, True),
        ("b", "", date(2026, 1, 11), FOREVER, True),
    ]


@given(
    told=st.lists(st.tuples(st.integers(0, 20), st.sampled_from([("A",), ("B",), ("A", "B")])), min_size=1, max_size=8),
    data=st.data(),
)
def test_on_every_day_the_newest_snapshot_so_far_stands_for_each_partition(
    told: list[tuple[int, tuple[str, ...]]], data: st.DataObject
) -> None:
    files = [snapshot(f"f{n}", at=at, seq=n, partitions=parts) for n, (at, parts) in enumerate(told)]
    found = run(*data.draw(st.permutations(files)))
    for partition in ("A", "B"):
        for offset in range(25):
            day = date.fromordinal(date(2026, 1, 1).toordinal() + offset)
            so_far = [file for file in files if partition in file.partitions and file.snapshot_date <= day]
            expected = [max(so_far, key=lambda file: file.order).file_id] if so_far else []
            assert [item[0] for item in found if item[1] == partition and item[2] <= day <= item[3]] == expected
