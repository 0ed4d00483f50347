"""A tiny home whose warehouse is made by hand: two marts, three KPI rows. No dbt, no Dagster, no GX."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb

from orchestration.candidate import Candidate, start_candidate, write_candidate
from orchestration.clock import Clock
from orchestration.engine import Engine
from orchestration.gate import State, Verdict
from orchestration.home import Home
from orchestration.marts import Mart
from orchestration.publishing import build_release
from orchestration.release import free_release_id, publish
from orchestration.settings import Settings
from orchestration.warehouse import Warehouse

KPI_COLUMNS = {
    "kpi_id": "varchar",
    "kpi_version": "integer",
    "name_en": "varchar",
    "name_zh": "varchar",
    "domain": "varchar",
    "org_unit_id": "varchar",
    "segment": "varchar",
    "grain": "varchar",
    "time_window": "varchar",
    "period_start": "date",
    "period_end": "date",
    "is_complete": "boolean",
    "numerator": "double",
    "denominator": "double",
    "value": "double",
    "unit": "varchar",
    "is_partial": "boolean",
    "target": "double",
    "status": "varchar",
    "as_of": "date",
}
KPI_KEY = ["kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start"]
AS_OF = date(2025, 12, 19)
DIGEST = "0a1b2c3d" + "0" * 56
OTHER_DIGEST = "4e5f6071" + "0" * 56


def model(name: str, domain: str | None, columns: dict[str, str], key: list[str], **more: Any) -> dict[str, Any]:
    """A model as dbt's manifest has it."""
    meta: dict[str, Any] = {"key": key} if domain else {}
    if name.startswith("kpi__"):
        meta |= {"mart": "mart_kpi", "part": domain}
    return {
        "unique_id": f"model.opsmart.{name}",
        "resource_type": "model",
        "name": name,
        "fqn": ["opsmart", "marts", domain or "core", name],
        "alias": name,
        "schema": "kpi" if name.startswith("kpi__") else "mart",
        "description": f"About {name}.",
        "original_file_path": f"models/{name}.sql",
        "config": {
            "enabled": True,
            "materialized": "table",
            "contract": {"enforced": domain is not None},
            "meta": meta,
        },
        "constraints": [],
        "columns": {
            column: {
                "name": column,
                "data_type": data_type,
                "description": f"The {column}.",
                "meta": {},
                "constraints": [],
            }
            for column, data_type in columns.items()
        },
    } | more


def data_test(name: str, on: list[str], severity: str = "ERROR", attached: str | None = None) -> dict[str, Any]:
    """A data test as dbt's manifest has it."""
    return {
        "unique_id": f"test.opsmart.{name}.0123456789",
        "resource_type": "test",
        "name": name,
        "alias": name,
        "schema": "test_failures",
        "config": {"enabled": True, "severity": severity, "meta": {}},
        "attached_node": attached,
        "depends_on": {"nodes": on},
        "test_metadata": None,
        "column_name": None,
    }


def tiny_manifest() -> dict[str, Any]:
    """fct_sales -> kpi__finance (finance), dim_org_unit (core); fct_sales comes from the source erp.sales."""
    nodes = [
        model("fct_sales", None, {"amount": "decimal(28,4)"}, []),
        model("kpi__finance", "finance", KPI_COLUMNS, KPI_KEY),
        model("dim_org_unit", "core", {"org_unit_id": "varchar", "name": "varchar"}, ["org_unit_id"]),
        data_test("sales_are_positive", ["model.opsmart.fct_sales"], attached="model.opsmart.fct_sales"),
        data_test("units_have_names", ["model.opsmart.dim_org_unit"], severity="WARN"),
    ]
    return {
        "nodes": {node["unique_id"]: node for node in nodes},
        "sources": {"source.opsmart.erp.sales": {"source_name": "erp", "name": "sales"}},
        "parent_map": {
            "model.opsmart.fct_sales": ["source.opsmart.erp.sales"],
            "model.opsmart.kpi__finance": ["model.opsmart.fct_sales"],
            "model.opsmart.dim_org_unit": [],
        },
    }


def fill_warehouse(home: Home, november: float = 0.4) -> None:
    """Gross margin of the root: 0.5 in October, `november` in November, December running; a name like a formula."""
    rows = [
        ("gross_margin_pct", "2025-10-01", "2025-10-31", True, 50.0, 100.0, 0.5, "%", 0.45, "on_target"),
        ("gross_margin_pct", "2025-11-01", "2025-11-30", True, november * 100, 100.0, november, "%", 0.45, "at_risk"),
        ("gross_margin_pct", "2025-12-01", "2025-12-31", False, 1.0, 100.0, 0.01, "%", 0.45, "off_target"),
        ("net_revenue", "2025-11-01", "2025-11-30", True, 1234.5, None, 1234.5, "ccy", None, "no_target"),
    ]
    names = {"gross_margin_pct": ("Gross margin %", "毛利率"), "net_revenue": ("=Net revenue", "营业收入")}
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute("create schema if not exists kpi; create schema if not exists mart")
        columns = ", ".join(f"{name} {data_type}" for name, data_type in KPI_COLUMNS.items())
        con.execute(f"create or replace table kpi.kpi__finance ({columns})")
        for kpi, start, end, complete, num, den, value, unit, target, status in reversed(rows):
            english, chinese = names[kpi]
            con.execute(
                f"insert into kpi.kpi__finance values ({', '.join('?' * len(KPI_COLUMNS))})",
                [
                    *(kpi, 1, english, chinese, "finance", "MI", "total", "month", "period", start, end, complete),
                    *(num, den, value, unit, False, target, status, AS_OF),
                ],
            )
        con.execute("create or replace table mart.dim_org_unit as select 'MI' as org_unit_id, '@Meridian <b>' as name")


def make_candidate(home: Home, marts: tuple[Mart, ...], digest: str = DIGEST) -> Candidate:
    """Write the candidate of `digest` from the warehouse as it stands."""
    name = f"{AS_OF}-{digest[:8]}"
    start_candidate(home, name)
    warehouse = Warehouse(home, Engine.DUCKDB)
    return write_candidate(home, warehouse, name, digest, AS_OF, marts, [mart.node for mart in marts])


def make_release(home: Home, marts: tuple[Mart, ...], clock: Clock, digest: str = DIGEST) -> str:
    """Write a candidate and publish it, as a night does after the gate agreed."""
    candidate = make_candidate(home, marts, digest)
    verdict = Verdict(candidate.digest, {"core": State.RELEASED, "finance": State.RELEASED}, (), 5)
    release_id = free_release_id(home, candidate.id)
    settings = Settings.model_validate({"company": {"id": "MI", "name": "Meridian <Instruments>", "name_zh": "子午线"}})
    building = build_release(home, settings, clock, release_id, candidate, marts, verdict)
    publish(home, release_id, building, clock)
    return release_id
