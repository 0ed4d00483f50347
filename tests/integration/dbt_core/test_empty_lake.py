"""Models resolve without a single file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tiny_lake import TinyLake


def test_every_core_model_builds_on_an_empty_lake(warehouse_at: Callable[..., Any], tmp_path: Path) -> None:
    warehouse = warehouse_at(TinyLake(tmp_path / "lake").write(), tmp_path / "warehouse")
    warehouse.dbt("seed")
    warehouse.dbt("run", "--select", "+path:models/intermediate", "+path:models/marts/core")
    assert warehouse.rows("select org_unit_id, parent_id from core.dim_org_unit order by level") == [
        ("AC", None),
        ("unassigned", "AC"),
    ]
    assert warehouse.rows("select count(*) from core.fct_gl_entry") == [(0,)]


def test_a_view_takes_the_place_of_a_table_and_of_an_older_view(
    warehouse_at: Callable[..., Any], tmp_path: Path
) -> None:
    warehouse = warehouse_at(TinyLake(tmp_path / "lake").write(), tmp_path / "warehouse")
    kinds = (
        "select 'view', view_name from duckdb_views() where schema_name = 'staging' union all "
        "select 'table', table_name from duckdb_tables() where schema_name = 'staging' order by all"
    )
    warehouse.rows("create schema staging; create table staging.stg_template__sop as select 1 as old")
    warehouse.rows("create view staging.stg_template__drill as select 1 as old")
    warehouse.dbt("run", "--select", "stg_template__sop", "stg_template__drill")
    assert warehouse.rows(kinds) == [("view", "stg_template__drill"), ("view", "stg_template__sop")]
    assert warehouse.rows(
        "select count(*) from staging.stg_template__sop join staging.stg_template__drill on true"
    ) == [(0,)]
