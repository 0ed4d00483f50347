"""No published column descends from a personal one: the trace through dbt's models, and the columns' names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from orchestration.evidence.privacy.rules import ALSO_PERSONAL, GENERIC_NAMES, PERSONAL_WORDS
from orchestration.marts import STAMPED, Mart

if TYPE_CHECKING:
    from orchestration.evidence.privacy.lineage import Lineage


def is_personal(system: str, dataset: str, column: str, about: Mapping[str, Any]) -> bool:
    """Whether a source column is followed."""
    return bool(about.get("personal")) or column in ALSO_PERSONAL


def personal_columns(manifest: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(system, dataset, column) of the columns that the contracts classify as personal, in the manifest's order.

    Datasets that no model reads are left out: nothing of them can come here, and their names and free texts (`title`,
    `cause`, a comment of one word) would forbid much that is about no person.
    """
    read = {parent for node in manifest["nodes"].values() for parent in node.get("depends_on", {}).get("nodes", ())}
    found = []
    for unique_id, source in manifest["sources"].items():
        if unique_id not in read:
            continue
        for name, column in source["columns"].items():
            about = {**(column.get("meta") or {}), **(column.get("config", {}).get("meta") or {})}
            if about.get("personal"):
                found.append((str(source["source_name"]), str(source["name"]), name))
    return found


def column_leaks(mart: Mart, lineage: Lineage, personal_names: frozenset[str]) -> list[str]:
    """What is wrong with a mart's columns, one line each.

    Args:
        mart: the mart, with the columns that are published.
        lineage: the trace of the models.
        personal_names: names of the personal source columns.

    Raises:
        UnresolvedError: the origin of a column cannot be told, so nothing is proved.
    """
    return [*_named(mart, personal_names), *_descended(mart, lineage)]


def _named(mart: Mart, personal_names: frozenset[str]) -> Iterator[str]:
    forbidden = personal_names - GENERIC_NAMES
    for column in mart.columns:
        if column.name.lower() in forbidden or PERSONAL_WORDS.search(column.name.lower()):
            yield f"column {column.name} is named like a personal one"


def _descended(mart: Mart, lineage: Lineage) -> Iterator[str]:
    from orchestration.evidence.privacy.flow import UnresolvedError

    traced = lineage.columns(mart.node)
    for column in mart.columns:
        origins = traced.columns.get(column.name.lower())
        if origins is None:
            if column.name in STAMPED:
                continue  # written by the release, not by the model
            raise UnresolvedError(f"{mart.id}: column {column.name} is not among the model's")
        if origins:
            yield f"column {column.name} holds values of {', '.join(sorted(origins))}"
