"""The published marts, read from dbt's manifest: their contract, key, gating domain, and what descends from what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sources.errors import ContractError

KPI_MART = "mart_kpi"
STAMPED = ("data_release_id", "is_stale")
Node = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A published column as its contract describes it; `minimum` and `maximum` are inclusive."""

    name: str
    data_type: str
    description: str
    description_zh: str
    unit: str
    not_null: bool
    accepted: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Mart:
    """One published table, or one domain's part of it."""

    name: str
    part: str | None
    node: str
    schema: str
    table: str
    domain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    description: str
    description_zh: str = ""

    @property
    def path(self) -> str:
        """Where its file lies below `parquet/`."""
        return f"{self.name}/part={self.part}/data.parquet" if self.part else f"{self.name}/data.parquet"

    @property
    def relation(self) -> str:
        """Its table in the warehouse."""
        return f'"{self.schema}"."{self.table}"'

    @property
    def id(self) -> str:
        """Name for checks and messages: `mart_kpi.finance`."""
        return f"{self.name}.{self.part}" if self.part else self.name


STAMPS = (
    Column("data_release_id", "varchar", "Release that computed the row.", "计算该行的发布版本。", "", True),
    Column(
        "is_stale",
        "boolean",
        "Carried over from an earlier release because its domain was held.",
        "因所属领域被拦截而沿用旧版本。",
        "",
        True,
    ),
)


def published_marts(manifest: Mapping[str, Any]) -> tuple[Mart, ...]:
    """All models below marts/ with an enforced contract, by name; the KPI parts make up `mart_kpi`.

    A mart's gating domain is its part, else the folder that it lies in, unless its meta names one (`gating_domain`).

    Raises:
        ContractError: a published model has no key.
    """
    rules = _rules(manifest)
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model" and _is_published(node)]
    marts = [_mart(node, rules.get(node["unique_id"], _Rules())) for node in models]
    return tuple(sorted(marts, key=lambda mart: (mart.name, mart.part or "")))


def descendant_domains(manifest: Mapping[str, Any], marts: Iterable[Mart]) -> dict[str, tuple[str, ...]]:
    """For each node and source: the gating domains of the published marts that descend from it (itself included)."""
    domains: dict[str, set[str]] = {}
    parents: Mapping[str, list[str]] = manifest["parent_map"]
    for mart in marts:
        waiting, seen = [mart.node], set[str]()
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                domains.setdefault(node, set()).add(mart.domain)
                waiting.extend(parents.get(node, []))
    return {node: tuple(sorted(found)) for node, found in domains.items()}


def _meta(node: Node) -> dict[str, Any]:
    return {**(node.get("meta") or {}), **(node.get("config", {}).get("meta") or {})}


@dataclass
class _Rules:
    """What dbt's tests say of a model: its key, filled columns, accepted values and ranges by column."""

    key: tuple[str, ...] = ()
    not_null: set[str] = field(default_factory=set)
    accepted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)


def _is_published(node: Node) -> bool:
    contract = node["config"].get("contract") or {}
    return bool(contract.get("enforced")) and "marts" in node["fqn"] and node["config"].get("enabled", True)


def _mart(node: Node, rules: _Rules) -> Mart:
    name, meta = str(node["name"]), _meta(node)
    key = _key(node, meta) or rules.key
    if not key:
        raise ContractError(f"model {name} is published without a key", f"give {name} a row_rules test with its key")
    part = str(meta["part"]) if meta.get("part") else None
    columns = tuple(_column(column, rules, key) for column in node["columns"].values())
    if part:
        columns = tuple(column for column in columns if column.name not in STAMPED) + STAMPS
    folder = node["fqn"][node["fqn"].index("marts") + 1]
    return Mart(
        name=str(meta.get("mart") or name),
        part=part,
        node=str(node["unique_id"]),
        schema=str(node["schema"]),
        table=str(node["alias"]),
        domain=str(meta.get("gating_domain") or part or folder),
        key=key,
        columns=columns,
        description=" ".join(str(node.get("description") or "").split()),
        description_zh=str(meta.get("description_zh") or ""),
    )


def _key(node: Node, meta: Mapping[str, Any]) -> tuple[str, ...]:
    told = meta.get("key")
    if told:
        return tuple([told] if isinstance(told, str) else told)
    for constraint in node.get("constraints") or []:
        if constraint["type"] in ("primary_key", "unique"):
            return tuple(constraint["columns"])
    return tuple(name for name, column in node["columns"].items() if "primary_key" in _constraints(column))


def _constraints(column: Mapping[str, Any]) -> set[str]:
    return {str(constraint["type"]) for constraint in column.get("constraints") or []}


def _column(column: Mapping[str, Any], rules: _Rules, key: tuple[str, ...]) -> Column:
    meta, name = _meta(column), str(column["name"])
    minimum, maximum = rules.ranges.get(name, (None, None))
    filled = bool(_constraints(column) & {"not_null", "primary_key"})
    return Column(
        name=name,
        data_type=str(column.get("data_type") or "").lower(),
        description=" ".join(str(column.get("description") or "").split()),
        description_zh=str(meta.get("description_zh") or ""),
        unit=str(meta.get("unit") or ""),
        not_null=filled or name in key or name in rules.not_null,
        accepted=tuple(str(value) for value in meta.get("accepted_values") or ()) or rules.accepted.get(name, ()),
        minimum=minimum,
        maximum=maximum,
    )


def _rules(manifest: Mapping[str, Any]) -> dict[str, _Rules]:
    """The rules that error-severity tests state, by model: the project's row_rules and dbt's own column tests."""
    found: dict[str, _Rules] = {}
    for node in manifest["nodes"].values():
        told = node.get("test_metadata")
        if node["resource_type"] != "test" or not told or str(node["config"].get("severity", "")).lower() == "warn":
            continue
        rules, arguments = found.setdefault(node.get("attached_node") or "", _Rules()), told["kwargs"]
        if told["name"] == "row_rules":
            rules.key = rules.key or tuple(arguments["key"])
            rules.not_null.update(arguments.get("not_null") or ())
            rules.accepted.update({name: tuple(values) for name, values in (arguments.get("accepted") or {}).items()})
            for bounds in arguments.get("ranges") or ():
                rules.ranges[bounds["column"]] = (_number(bounds.get("min")), _number(bounds.get("max")))
        elif told["name"] == "not_null":
            rules.not_null.add(node["column_name"])
        elif told["name"] == "accepted_values":
            rules.accepted[node["column_name"]] = tuple(arguments["values"])
    return found


def _number(value: Any) -> float | None:
    """A bound as a number; other SQL literals (dates) stay with dbt's test."""
    try:
        return None if value is None else float(value)
    except (TypeError, ValueError):
        return None
