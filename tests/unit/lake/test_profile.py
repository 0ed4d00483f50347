"""Profiles: what the active rule asks of a file, counted from its raw rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invented_lake import ledger_file, snapshot

from sources.lake.newness import Landed
from sources.lake.paths import Lake
from sources.lake.profile import Coverage, Profiles, write_keyed, write_ledger

MARCH = (date(2025, 3, 1), date(2025, 3, 31))


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    found = Lake(tmp_path / "lake")
    found.prepare()
    return found


def raw(path: Path, rows: list[tuple[Any, ...]]) -> Path:
    """Write raw rows (account, document, partition, day, reject)."""
    names = ["account", "document", "_partition", "_slice_date", "_reject"]
    schema = pa.schema([(name, pa.date32() if name == "_slice_date" else pa.string()) for name in names])
    table = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path)
    return path


def test_a_ledger_profile_counts_loaded_rows_per_partition_day_and_watch_group(lake: Lake, tmp_path: Path) -> None:
    rows = raw(
        tmp_path / "raw.parquet",
        [
            ("4000", "1", "1000", date(2025, 3, 2), None),
            ("4000", "2", "1000", date(2025, 3, 2), None),
            ("5000", "3", "1000", date(2025, 3, 9), None),
            ("4000", "4", "2000", date(2025, 4, 1), None),
            ("4000", "5", "3000", date(2025, 9, 9), '{"reasons":[]}'),
            ("4000", "6", "1000", None, '{"reasons":[]}'),
        ],
    )
    found = write_ledger(rows, "account", lake.profile_of("f"))
    assert found == Coverage(("1000", "2000"), date(2025, 3, 2), date(2025, 4, 1))
    file = ledger_file("f", MARCH, partitions=("1000", "2000"))
    counted = Profiles(lake).rows(file, "1000", date(2025, 3, 1).toordinal(), date(2025, 3, 31).toordinal())
    assert counted == {(date(2025, 3, 1), "4000"): 2, (date(2025, 3, 1), "5000"): 1}
    first_week = Profiles(lake).rows(file, "1000", date(2025, 3, 1).toordinal(), date(2025, 3, 7).toordinal())
    assert first_week == {(date(2025, 3, 1), "4000"): 2}


def test_a_file_whose_rows_were_all_rejected_covers_nothing(lake: Lake, tmp_path: Path) -> None:
    rows = raw(tmp_path / "raw.parquet", [("4000", "1", "1000", date(2025, 3, 2), "{}")])
    assert write_ledger(rows, "account", lake.profile_of("f")) == Coverage((), None, None)


def test_snapshots_are_compared_by_distinct_key_within_a_partition(lake: Lake, tmp_path: Path) -> None:
    def write(name: str, keys: list[tuple[str, str]]) -> Landed:
        rows = raw(tmp_path / f"{name}.parquet", [("a", key, partition, None, None) for partition, key in keys])
        write_keyed(rows, ["document"], lake.profile_of(name))
        return snapshot(name, at=1)

    old = write("old", [("A", "1"), ("A", "2"), ("A", "2"), ("A", "3"), ("B", "9")])
    new = write("new", [("A", "2"), ("A", "4"), ("B", "9")])
    assert Profiles(lake).keys((old,), (new,), "A") == (3, 1, 2)
    assert Profiles(lake).keys((old,), (new,), "B") == (1, 1, 1)
    assert Profiles(lake).keys((old,), (new,), "C") == (0, 0, 0)
    assert not Profiles(lake).disjoint(old, new)
    assert Profiles(lake).disjoint(old, write("other", [("A", "7")]))


def test_keys_of_several_columns_do_not_run_together(lake: Lake, tmp_path: Path) -> None:
    pairs = [("a", "bc"), ("ab", "c"), ("", "x"), (None, "x")]
    rows = raw(tmp_path / "raw.parquet", [(*pair, "", None, None) for pair in pairs])
    write_keyed(rows, ["account", "document"], lake.profile_of("f"))
    assert duckdb.read_parquet(str(lake.profile_of("f"))).aggregate("count(distinct key)").fetchone() == (4,)


@pytest.mark.parametrize(("second", "parts"), [("12", True), ("11", False)])
def test_parts_of_a_ledger_are_told_apart_by_their_key_on_the_days_they_share(
    lake: Lake, second: str, parts: bool
) -> None:
    def write(name: str, document: str, window: tuple[date, date]) -> Landed:
        raw(lake.raw_of("quickbooks", "general_ledger", name), [("4000", document, "", date(2025, 3, 15), None)])
        told = ledger_file(name, window)
        return Landed(**{**vars(told), "key_columns": ("document",)})

    one = write("one", "11", (date(2025, 3, 1), date(2025, 3, 15)))
    other = write("two", second, (date(2025, 3, 15), date(2025, 3, 31)))
    assert Profiles(lake).disjoint(one, other) is parts


def test_a_ledger_without_a_key_has_parts_only_where_the_days_differ(lake: Lake) -> None:
    one = ledger_file("one", (date(2025, 3, 1), date(2025, 3, 15)))
    assert not Profiles(lake).disjoint(one, ledger_file("two", (date(2025, 3, 15), date(2025, 3, 31))))
    assert Profiles(lake).disjoint(one, ledger_file("two", (date(2025, 3, 16), date(2025, 3, 31))))
