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
