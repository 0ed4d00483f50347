"""Members of one archive are parts of one export; the archive of a later day takes the place of an earlier one."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from exports import month, sap, staff
from invented_lake import Memory, ledger_file, snapshot

from sources.contract import Contract, load_contracts
from sources.ingest import ingest_landing
from sources.lake import receipts
from sources.lake.active import FOREVER, decide
from sources.lake.newness import Landed, units
from sources.lake.paths import Lake
from sources.lake.settings import LakeSettings

NONE: frozenset[str] = frozenset()
JAN1, JAN9, JAN16 = date(2026, 1, 1), date(2026, 1, 9), date(2026, 1, 16)


def grouped(files: list[Landed], evidence: Memory) -> list[set[str]]:
    return [{file.file_id for file in unit.files} for unit in units(files, evidence.disjoint)]


def run(
    files: list[Landed], evidence: Memory, accepted: frozenset[str] = NONE
) -> tuple[list[tuple[object, ...]], set[str]]:
    verdict = decide(files, accepted, NONE, evidence)
    found = [(i.file.file_id, i.date_from, i.date_to) for i in verdict.active]
    return sorted(found, key=str), set(verdict.held)


def keys(**told: str) -> Memory:
    return Memory(keyed={file: {"": set(letters)} for file, letters in told.items()})


def part(name: str, at: int, archive: str | None, seq: int | None = None, also_in: tuple[str, ...] = ()) -> Landed:
    return snapshot(name, at=at, seq=seq, archive=archive, also_in=also_in, is_dated=False)


def test_undated_members_with_disjoint_keys_count_together_and_the_next_archive_replaces_them_as_one() -> None:
    files = [part("a1", 0, "x", 1), part("b1", 0, "x", 2), part("a2", 8, "y", 3), part("b2", 8, "y", 4)]
    evidence = keys(a1="12", b1="34", a2="15", b2="34")
    assert run(files, evidence) == (
        [("a1", JAN1, date(2026, 1, 8)), ("a2", JAN9, FOREVER), ("b1", JAN1, date(2026, 1, 8)), ("b2", JAN9, FOREVER)],
        set(),
    )


def test_without_an_archive_undated_files_replace_one_another() -> None:
    files = [part("a", 0, None, 1), part("b", 1, None, 2)]
    assert grouped(files, keys(a="12", b="34")) == [{"a"}, {"b"}]
    assert grouped([part("a", 0, "x", 1), part("b", 1, "y", 2)], keys(a="12", b="34")) == [{"a"}, {"b"}]


def test_a_member_that_repeats_a_key_is_an_export_of_its_own() -> None:
    """Two weeks in one archive, each in two parts, in the order of their names: every export is whole."""
    files = [part(name, 0, "x", seq) for seq, name in enumerate(("a_1", "a_2", "b_1", "b_2"))]
    assert grouped(files, keys(a_1="12", a_2="12", b_1="34", b_2="34")) == [{"a_2", "b_1"}, {"a_1", "b_2"}]


def test_members_exported_minutes_apart_are_parts_where_one_would_take_from_the_other() -> None:
    evidence = keys(a="12", b="34")
    files = [snapshot("a", at=0, seq=1, archive="x"), snapshot("b", at=1, seq=2, archive="x")]
    assert grouped(files, evidence) == [{"a", "b"}]
    year = [(date(2025, 1, 1), date(2025, 1, 31)), (date(2025, 2, 1), date(2025, 2, 28))]
    ledger = [ledger_file(f"m{n}", window, at=n * 9, seq=n, archive="x") for n, window in enumerate(year)]
    late = ledger_file("corrected", year[0], at=4, seq=9)
    memory = Memory(ids={"m0": {"1"}, "m1": {"2"}, "corrected": {"1"}})
    assert grouped([*ledger, late], memory) == [{"m0"}, {"corrected"}, {"m1"}]  # January's correction is newer than it


def test_parts_of_a_ledger_by_account_count_together_without_a_time() -> None:
    window = (date(2025, 1, 1), date(2025, 1, 31))
    files = [ledger_file(name, window, at=0, seq=seq, archive="x") for seq, name in enumerate(("low", "high"))]
    undated = [file.__class__(**{**file.__dict__, "exported_at": None}) for file in files]
    day = date(2025, 1, 15)
    memory = Memory(ledger={"low": [("", day, "4")], "high": [("", day, "6")]}, ids={"low": {"1"}, "high": {"2"}})
    assert run(undated, memory) == ([("high", *window), ("low", *window)], set())


def test_a_part_that_a_later_archive_brings_unchanged_counts_in_both() -> None:
    """The same bytes have one receipt: without its second mark the new archive would lose the keys 1 and 2."""
    files = [part("a", 0, "x", 1, also_in=("y",)), part("b1", 0, "x", 2), part("b2", 8, "y", 3)]
    between = snapshot("between", at=4, seq=9)
    evidence = keys(a="12", b1="34", b2="345", between="1234")
    assert run([*files, between], evidence) == (
        [
            ("a", JAN1, date(2026, 1, 4)),
            ("a", JAN9, FOREVER),
            ("b1", JAN1, date(2026, 1, 4)),
            ("b2", JAN9, FOREVER),
            ("between", date(2026, 1, 5), date(2026, 1, 8)),
        ],
        set(),
    )


def test_a_held_archive_leaves_its_unchanged_part_where_it_counted() -> None:
    many = {str(number) for number in range(60)}
    files = [part("a", 0, "x", 1, also_in=("y",)), part("b1", 0, "x", 2), part("b2", 8, "y", 3)]
    evidence = Memory(keyed={"a": {"": {"k"}}, "b1": {"": many}, "b2": {"": {"0"}}})
    before = [("a", JAN1, FOREVER), ("b1", JAN1, FOREVER)]
    assert run(files, evidence) == (before, {"b2"})
    assert run(files, evidence, frozenset({"a"})) == (before, {"b2"})  # accepted once, in the archive of that day
    assert run(files, evidence, frozenset({"b2"}))[1] == set()


def test_an_archive_that_lands_only_what_was_there_changes_nothing() -> None:
    files = [part("a", 0, "x", 1, also_in=("y",)), part("b", 0, "x", 2)]
    assert run(files, keys(a="12", b="34"))[0] == [("a", JAN1, FOREVER), ("b", JAN1, FOREVER)]


@pytest.fixture(scope="module")
def contracts() -> dict[str, Contract]:
    names = ("sap.gl_line_items", "bamboohr.employees")
    return {name: contract for name, contract in load_contracts().items() if name in names}


def test_zipped_parts_count_together_from_landing_to_index(tmp_path: Path, contracts: dict[str, Contract]) -> None:
    """A month of a ledger by company; people in two parts, weekly, of which the first never changes."""

    def pack(name: str, **members: Path) -> None:
        (tmp_path / "landing").mkdir(exist_ok=True)
        with zipfile.ZipFile(tmp_path / "landing" / name, "w") as archive:
            for member, path in members.items():
                archive.write(path, f"{member}.csv")

    def night(day: int) -> list[tuple[object, ...]]:
        now = datetime(2026, 2, day, 3, tzinfo=UTC)
        ingest_landing(tmp_path / "lake", tmp_path / "landing", LakeSettings(), now, contracts)
        query = (
            "select dataset, name, rows_loaded, date_from, outcome from read_parquet($i || '/active.parquet') "
            "join read_parquet($i || '/files.parquet') as files using (file_id, dataset) where is_newest order by all"
        )
        return duckdb.execute(query, {"i": str(tmp_path / "lake" / "index")}).fetchall()

    low, high = (
        sap(tmp_path / "low", month("1000", 1, 60, "4000")),
        sap(tmp_path / "high", month("2000", 1, 60, "6000")),
    )
    one, two = staff(tmp_path / "one", range(1, 61)), staff(tmp_path / "two", range(61, 121))
    pack("w1.zip", people_one=one, people_two=two, low=low, high=high)
    first, ledger_from = date(2026, 2, 1), date(2025, 1, 13)
    expected = [
        ("gl_line_items", "w1.zip/high.csv", 60, ledger_from, "loaded"),
        ("gl_line_items", "w1.zip/low.csv", 60, ledger_from, "loaded"),
    ]
    assert night(1) == [
        ("employees", "w1.zip/people_one.csv", 60, first, "loaded"),
        ("employees", "w1.zip/people_two.csv", 60, first, "loaded"),
        *expected,
    ]
    pack("w2.zip", people_one=one, people_two=staff(tmp_path / "two", range(61, 123)))
    assert night(8) == [
        ("employees", "w1.zip/people_one.csv", 60, date(2026, 2, 8), "loaded"),
        ("employees", "w2.zip/people_two.csv", 62, date(2026, 2, 8), "loaded"),
        *expected,
    ]
    marks = {item.name: (bool(item.archive), len(item.also_in)) for item in receipts.load(Lake(tmp_path / "lake"))}
    assert marks["w1.zip/people_one.csv"] == (True, 1) and marks["w2.zip/people_two.csv"] == (True, 0)
    assert receipts.from_json(receipts.to_json(item := receipts.load(Lake(tmp_path / "lake"))[0])) == item
