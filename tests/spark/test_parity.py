"""The comparison sees what it must see, on hand-written tables of both sides."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from parity import differences, release_differences

SAME = (
    "select 1 as id, cast(1.5 as decimal(18, 2)) as amount, cast(0.1 as double) as share, cast(null as varchar) as note"
)


def _compare(folder: Path, duck: str, spark: str) -> list[str]:
    files = folder / "tables" / "mart" / "m"
    files.mkdir(parents=True)
    with duckdb.connect(str(folder / "w.duckdb")) as con:
        con.execute(f"create schema mart; create table mart.m as {duck}")
        con.execute(f"copy ({spark}) to '{files}/part-0.parquet' (format parquet)")
    return [str(one) for one in differences(folder / "w.duckdb", folder / "tables")]


@pytest.mark.parametrize(
    "spark",
    [
        SAME,
        SAME.replace("1 as id", "cast(1 as bigint) as id"),
        SAME.replace("0.1 as double", "0.1000000000001 as double"),
        f"select note, share, amount, id from ({SAME})",
    ],
)
def test_equal_tables_are_equal(tmp_path: Path, spark: str) -> None:
    assert _compare(tmp_path, SAME, spark) == []


@pytest.mark.parametrize(
    ("spark", "told"),
    [
        (SAME.replace("1.5 as", "1.51 as"), "1 rows only"),
        (SAME.replace("18, 2", "18, 3"), "columns"),
        (SAME.replace("0.1 as double", "0.100000002 as double"), "share differs"),
        (SAME.replace("0.1 as double", "null as double"), "share differs"),
        (SAME.replace("null as varchar", "'' as varchar"), "1 rows only"),
        (f"{SAME} union all {SAME}", "1 rows only Spark"),
        (f"{SAME} limit 0", "1 rows only DuckDB"),
        (f"select * exclude (note) from ({SAME})", "columns"),
    ],
)
def test_what_differs_is_told(tmp_path: Path, spark: str, told: str) -> None:
    assert told in "".join(_compare(tmp_path, SAME, spark))


def test_a_table_that_spark_lacks_is_told(tmp_path: Path) -> None:
    _compare(tmp_path, SAME, SAME)
    with duckdb.connect(str(tmp_path / "w.duckdb")) as con:
        con.execute("create table mart.n as select 1 as id")
    assert [str(one) for one in differences(tmp_path / "w.duckdb", tmp_path / "tables")] == [
        "mart.n: only DuckDB has it"
    ]


def test_an_empty_warehouse_is_no_success(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "w.duckdb")).close()
    with pytest.raises(ValueError, match="no tables"):
        differences(tmp_path / "w.duckdb", tmp_path)


RELEASED = "select 'id' as data_release_id, cast(1 as integer) as id, cast(0.1 as double) as share"


def _release(folder: Path, rows: str) -> Path:
    file = folder / "mart_kpi" / "part=finance" / "data.parquet"
    file.parent.mkdir(parents=True)
    duckdb.sql(rows).write_parquet(str(file))
    return folder


@pytest.mark.parametrize(
    ("spark", "told"),
    [
        (RELEASED.replace("'id'", "'other'"), ""),
        (RELEASED.replace("as integer", "as bigint"), "columns"),
        (
            RELEASED.replace("as data_release_id, cast(1 as integer) as id", "as data_release_id, 2::integer as id"),
            "only",
        ),
        (RELEASED.replace("0.1", "0.2"), "share differs"),
        (f"select id, data_release_id, share from ({RELEASED})", "columns"),
    ],
)
def test_releases_are_the_same_but_for_their_id(tmp_path: Path, spark: str, told: str) -> None:
    one, two = _release(tmp_path / "one", RELEASED), _release(tmp_path / "two", spark)
    found = "".join(map(str, release_differences(one, two)))
    assert (told in found) if told else found == ""
    assert "files" in str(release_differences(one, tmp_path / "none")[0])
