"""What the lake must know of a home's settings; orchestration reads opsmart.toml and builds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Company:
    """The company. `as_of` is the night's as-of date: undated files never count as newer than it."""

    company_id: str = "company"
    name: str = ""
    name_zh: str = ""
    base_currency: str = "USD"
    fiscal_start_month: int = 1
    as_of: date | None = None
    default_calendar: str = "default"
    time_zone: str = "UTC"
    root_org_unit_id: str = "company"


@dataclass(frozen=True)
class Book:
    """The ledger of an entity: a whole instance, or one company code of it."""

    system: str
    instance: str
    company_code: str | None = None


@dataclass(frozen=True)
class LegalEntity:
    """A legal entity with its currency, fiscal calendar, site and books."""

    entity_id: str
    name: str = ""
    currency: str = "USD"
    fiscal_start_month: int = 1
    org_unit_id: str = ""
    time_zone: str = "UTC"
    calendar: str = "default"
    books: tuple[Book, ...] = ()


@dataclass(frozen=True)
class InstanceSetting:
    """What an instance's exports leave unsaid; None where nothing is set.

    `account_segment`, `cost_center_segment`: which segment of an account combination (counted from 1) they are.
    `key_events`: names of web events that the property counts as key events, in lower case.
    """

    system: str
    instance: str
    time_zone: str | None = None
    currency: str | None = None
    date_order: str | None = None
    account_segment: int | None = None
    cost_center_segment: int | None = None
    key_events: tuple[str, ...] = ()


@dataclass(frozen=True)
class LakeSettings:
    """Company, entities, instances and the landing sub-folders (`folder` -> `system:instance`)."""

    company: Company = field(default_factory=Company)
    entities: tuple[LegalEntity, ...] = ()
    instances: tuple[InstanceSetting, ...] = ()
    folders: Mapping[str, str] = field(default_factory=dict)

    def digest(self) -> str:
        """SHA-256 over every field."""
        told = asdict(replace(self, folders=dict(self.folders)))
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()

    def folder_instance(self, name: str, system: str) -> str | None:
        """Instance that the landing sub-folder of `name` (path below landing) stands for; the deepest folder wins."""
        for folder in PurePosixPath(name).parents:
            mapped = self.folders.get(str(folder))
            if mapped is not None:
                of_system, _, instance = mapped.partition(":")
                return instance if of_system == system else None
        return None

    def known_instances(self, system: str) -> frozenset[str]:
        """Instances of a system that the settings name anywhere."""
        folders = (value.partition(":") for value in self.folders.values())
        return frozenset(
            [item.instance for item in self.instances if item.system == system]
            + [book.instance for entity in self.entities for book in entity.books if book.system == system]
            + [instance for of_system, _, instance in folders if of_system == system]
        )

    def instance(self, system: str, instance: str | None) -> InstanceSetting | None:
        """Settings of an instance; of the system's only one where the file does not say which."""
        ours = [item for item in self.instances if item.system == system]
        if instance is None:
            return ours[0] if len(ours) == 1 else None
        return next((item for item in ours if item.instance == instance), None)
