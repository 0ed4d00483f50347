"""A published mart from its YAML, without dbt: the model and its `row_rules` test as dbt's manifest has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from orchestration.marts import Mart, published_marts

MARTS = Path(__file__).parents[3] / "dbt_project" / "models" / "marts"


def published(file: str, model: str) -> Mart:
    """The mart that `models/marts/<file>` describes as `model`."""
    document = yaml.safe_load((MARTS / file).read_text(encoding="utf-8"))
    told = next(entry for entry in document["models"] if entry["name"] == model)
    return published_marts({"nodes": nodes(told, file.split("/")[0]), "sources": {}, "parent_map": {}})[0]


def nodes(told: dict[str, Any], folder: str) -> dict[str, Any]:
    """A model's YAML as nodes of a manifest."""
    name = f"model.opsmart.{told['name']}"
    model = {
        "unique_id": name,
        "resource_type": "model",
        "name": told["name"],
        "fqn": ["opsmart", "marts", folder, told["name"]],
        "alias": told["name"],
        "schema": "mart",
        "description": told.get("description", ""),
        "config": {"enabled": True, **told["config"]},
        "constraints": [],
        "columns": {column["name"]: {"constraints": [], **column} for column in told["columns"]},
    }
    found = {name: model}
    for number, test in enumerate(test for test in told.get("data_tests", []) if "row_rules" in test):
        unique = f"test.opsmart.row_rules_{told['name']}.{number}"
        found[unique] = {
            "unique_id": unique,
            "resource_type": "test",
            "name": unique,
            "config": {"enabled": True, "severity": "ERROR", **test["row_rules"].get("config", {})},
            "attached_node": name,
            "column_name": None,
            "test_metadata": {"name": "row_rules", "kwargs": test["row_rules"]["arguments"]},
        }
    return found
