"""Evidence from dbt's own results: a node that did not run leaves none, and the gate finds it missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orchestration.evidence.expectations import node_check
from orchestration.evidence.records import Evidence, Expected, crashed, outcome
from orchestration.warehouse import NodeResult

PASSED = frozenset({"success", "pass"})
FOUND = frozenset({"fail", "warn"})


def dbt_evidence(
    results: Iterable[NodeResult], manifest: Mapping[str, Any], expected: Mapping[str, Expected], candidate: str
) -> list[Evidence]:
    """Turn results of build and test into evidence on the candidate."""
    found = []
    for result in results:
        node = manifest["nodes"].get(result.unique_id)
        check = expected.get(node_check(node)) if node else None
        if check is not None:
            found.append(_evidence(result, check, candidate))
    return found


def _evidence(result: NodeResult, check: Expected, candidate: str) -> Evidence:
    if result.status in PASSED:
        return outcome(check, candidate, 0)
    if result.status in FOUND:
        return outcome(check, candidate, max(result.failures, 1), result.message)
    return crashed(check, candidate, f"{result.status}: {result.message}" if result.message else result.status)
