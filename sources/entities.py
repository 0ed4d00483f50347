"""The entities of `entities.yaml`: one business thing each, whatever system it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from sources.errors import ContractError
from sources.yaml_text import load_yaml

ENTITIES_FILE = Path(__file__).with_name("entities.yaml")


class EntityKind(StrEnum):
    """How files of an entity replace each other."""

    LEDGER = "ledger"
    KEYED = "keyed"


@dataclass(frozen=True)
class Entity:
    """One business thing; column names are the entity's own (see `entityColumn` in contracts).

    `partition`: columns whose values together make a record's `_partition`; a dataset may lack some of them.
    """

    name: str
    kind: EntityKind
    date: str | None
    partition: tuple[str, ...]
    watch: str | None
    key: tuple[str, ...]


def load_entities(path: Path = ENTITIES_FILE) -> dict[str, Entity]:
    """Read and check the entity list.

    Raises:
        ContractError: naming the file, the entity and the field that is wrong.
    """
    try:
        content = load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContractError(f"cannot be read: {error}", "Correct the YAML.", file=str(path)) from error
    if not isinstance(content, dict) or not content:
        raise ContractError("is not a mapping of entity names", "Write one entry per entity.", file=str(path))
    return {str(name): _entity(str(name), fields, path) for name, fields in content.items()}


def _entity(name: str, fields: Any, path: Path) -> Entity:
    def wrong(field: str, cause: str) -> ContractError:
        return ContractError(cause, f"Correct `{name}.{field}`.", file=str(path), column=f"{name}.{field}")

    if not isinstance(fields, dict):
        raise wrong("kind", "an entity is a mapping")
    unknown = sorted(set(fields) - {"kind", "date", "partition", "watch", "key"})
    if unknown:
        raise wrong(unknown[0], "unknown field")
    if fields.get("kind") not in list(EntityKind):
        raise wrong("kind", f"unknown kind {fields.get('kind')!r}")
    kind = EntityKind(fields["kind"])

    def names(field: str) -> tuple[str, ...]:
        value = fields.get(field) or []
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise wrong(field, f"the {field} is a list of column names")
        return tuple(value)

    key, partition = names("key"), names("partition")
    if kind is EntityKind.LEDGER and not fields.get("date"):
        raise wrong("date", "a ledger entity needs its date column")
    if kind is EntityKind.KEYED and not key:
        raise wrong("key", "a keyed entity needs its key")
    return Entity(name, kind, fields.get("date"), partition, fields.get("watch"), key)
