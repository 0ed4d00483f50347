"""The published marts, read from dbt's manifest: their contract, key, gating domain, and what descends from what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from orchestration.gate import CORE, DOMAINS, STRATEGY, TRUST
from sources.errors import ContractError

KPI_MART = "mart_kpi"
DIMENSION = "dim_"
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
class Relation:
    """A relation between a mart's columns: its name in words and the SQL condition that no row breaks (NULL passes)."""

    name: str
    condition: str
    only_warns: bool = False


@dataclass(frozen=True)
class Mart:
    """One published table, or one domain's part of it; `where` is the condition of a part that shares a table.

    `relations` are the rules of its `row_rules` tests; `fresh` names the entities whose datasets must arrive in time
    (meta `fresh`); `drift` changes how it is compared with the last release (meta `drift`), None leaves that out.
    """

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
    contract_version: str = "1.0"
    where: str = ""
    relations: tuple[Relation, ...] = ()
    fresh: tuple[str, ...] = ()
    drift: Mapping[str, Any] | None = field(default_factory=dict, hash=False)

    @property
    def is_dimension(self) -> bool:
        """Whether facts point at it: released dimensions keep every key that a carried part uses."""
        return self.name.startswith(DIMENSION)

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

    A mart's gating domain is its part, else the folder that it lies in, unless its meta names one (`gating_domain`). A
    model whose rows belong to several domains names the column that says which (`split_by`): each domain is a part.

    Raises:
        ContractError: a published model has no key.
    """
    rules = _rules(manifest)
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model" and _is_published(node)]
    marts = [mart for node in models for mart in _marts(node, rules.get(node["unique_id"], _Rules()))]
    return tuple(sorted(marts, key=lambda mart: (mart.name, mart.part or "")))


def descendant_domains(manifest: Mapping[str, Any], marts: Iterable[Mart]) -> dict[str, tuple[str, ...]]:
    """For each node and source: the gating domains of the published marts that descend from it (itself included).

    The marts of trust tell of files, changes and origins, most of all when a figure is wrong: a failed check upstream
    does not hold them, one on themselves does. So with a table that is split by domain: it is made of all of them.
    """
    domains: dict[str, set[str]] = {}
    for mart in marts:
        tells = mart.domain == TRUST or mart.where
        for node in {mart.node} if tells else _ancestors(manifest, mart.node):
            domains.setdefault(node, set()).add(mart.domain)
    return {node: tuple(sorted(found)) for node, found in domains.items()}


def inputs_of_strategy(manifest: Mapping[str, Any], marts: Iterable[Mart]) -> tuple[str, ...]:
    """The domains whose published figures goals are measured with; core holds everything by itself."""
    published = {mart.node: mart.domain for mart in marts}
    own = [node for node, domain in published.items() if domain == STRATEGY]
    found = {published[node] for mart in own for node in _ancestors(manifest, mart) if node in published}
    return tuple(sorted(found - {STRATEGY, CORE}))


def _ancestors(manifest: Mapping[str, Any], node: str) -> set[str]:
    """A node and all that it is made from."""
    parents: Mapping[str, list[str]] = manifest["parent_map"]
    waiting, seen = [node], set[str]()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(parents.get(one, []))
    return seen


def _meta(node: Node) -> dict[str, Any]:
    return {**(node.get("meta") or {}), **(node.get("config", {}).get("meta") or {})}


@dataclass
class _Rules:
    """What dbt's tests say of a model: its key, filled columns, accepted values, ranges, relations of columns."""

    key: tuple[str, ...] = ()
    not_null: set[str] = field(default_factory=set)
    accepted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)


def _is_published(node: Node) -> bool:
    contract = node["config"].get("contract") or {}
    return bool(contract.get("enforced")) and "marts" in node["fqn"] and node["config"].get("enabled", True)


def _marts(node: Node, rules: _Rules) -> list[Mart]:
    """A model as one mart, or as one part for each domain."""
    mart, column = _mart(node, rules), _meta(node).get("split_by")
    if not column:
        return [mart]
    return [
        replace(mart, part=domain, domain=domain, where=f"{column} = '{domain}'")
        for domain in DOMAINS
        if domain not in (CORE, TRUST)
    ]


def _mart(node: Node, rules: _Rules) -> Mart:
    name, meta = str(node["name"]), _meta(node)
    key = _key(node, meta) or rules.key
    if not key:
        raise ContractError(f"model {name} is published without a key", f"give {name} a row_rules test with its key")
    part = str(meta["part"]) if meta.get("part") else None
    columns = tuple(_column(column, rules, key) for column in node["columns"].values())
    if not name.startswith(DIMENSION):
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
        contract_version=str(meta.get("contract_version") or "1.0"),
        relations=tuple(rules.relations),
        fresh=tuple(meta.get("fresh") or ()),
        drift=None if meta.get("drift") is False else dict(meta.get("drift") or {}),
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
    """The rules that tests state, by model: the project's row_rules and dbt's own column tests.

    Of tests that only warn, the relations are kept (they warn); the rest is not part of the contract.
    """
    found: dict[str, _Rules] = {}
    for node in manifest["nodes"].values():
        told = node.get("test_metadata")
        if node["resource_type"] != "test" or not told:
            continue
        rules, arguments = found.setdefault(node.get("attached_node") or "", _Rules()), told["kwargs"]
        only_warns = str(node["config"].get("severity", "")).lower() == "warn"
        if told["name"] == "row_rules":
            rules.relations += [
                Relation(name, str(condition), only_warns) for name, condition in (arguments.get("rules") or {}).items()
            ]
        if only_warns:
            continue
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
