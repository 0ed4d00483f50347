"""The list of checks that a night must leave evidence of, from dbt's manifest, the marts and the lake's index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orchestration.engine import Engine, engine_place
from orchestration.evidence import contracts, drift, identities, privacy, suites
from orchestration.evidence.records import Expected, Kind, Severity
from orchestration.home import Home
from orchestration.marts import Mart, descendant_domains

BUILT = frozenset({"model", "seed", "snapshot"})


def expected_checks(home: Home, engine: Engine, manifest: Mapping[str, Any], marts: Sequence[Mart]) -> list[Expected]:
    """All expected checks with the domains that each can hold."""
    domains = descendant_domains(manifest, marts)
    checks = [*_models(manifest, domains), *_tests(manifest, domains, engine_place(home, engine))]
    checks += [*suites.expected(marts), *drift.expected(marts), *privacy.expected(marts)]
    checks += contracts.expected(home, _source_domains(manifest, domains))
    checks += identities.expected(home, _ledger_domains(manifest, domains))
    return checks


def node_check(node: Mapping[str, Any]) -> str:
    """Id of the evidence of a dbt node: `dbt.test.<name>`, `dbt.model.<name>`."""
    return f"dbt.{node['resource_type']}.{node['name']}"


def _models(manifest: Mapping[str, Any], domains: Mapping[str, tuple[str, ...]]) -> Iterable[Expected]:
    for unique_id, node in manifest["nodes"].items():
        if (
            node["resource_type"] in BUILT
            and node["config"].get("enabled", True)
            and node["config"].get("materialized") != "ephemeral"
        ):
            where = node["original_file_path"]
            yield Expected(
                node_check(node),
                Kind.DBT,
                Severity.ERROR,
                domains.get(unique_id, ()),
                f"correct {where}, or the input named",
            )


def _tests(manifest: Mapping[str, Any], domains: Mapping[str, tuple[str, ...]], place: str) -> Iterable[Expected]:
    for node in manifest["nodes"].values():
        if node["resource_type"] != "test" or not node["config"].get("enabled", True):
            continue
        tested = [node["attached_node"]] if node.get("attached_node") else node["depends_on"]["nodes"]
        touched = sorted({domain for parent in tested for domain in domains.get(parent, ())})
        severity = Severity.WARN if str(node["config"].get("severity", "error")).lower() == "warn" else Severity.ERROR
        meta = {**(node.get("meta") or {}), **(node["config"].get("meta") or {})}
        rows = f"the failing rows are in {node['schema']}.{node['alias']} of {place}"
        yield Expected(node_check(node), Kind.DBT, severity, tuple(touched), str(meta.get("remedy") or rows))


def _source_domains(
    manifest: Mapping[str, Any], domains: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (source["source_name"], source["name"]): domains.get(unique_id, ())
        for unique_id, source in manifest["sources"].items()
    }


def _ledger_domains(manifest: Mapping[str, Any], domains: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    for unique_id, node in manifest["nodes"].items():
        if node["name"] == identities.FACT:
            return domains.get(unique_id, ())
    return ()
