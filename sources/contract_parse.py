"""One ODCS document becomes a checked `Contract`; every complaint names the file and the field."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sources.cast.types import Kind, parse_type
from sources.contract import Cadence, Column, Contract, Lists, LoadMode
from sources.entities import Entity, EntityKind, load_entities
from sources.errors import ContractError
from sources.layout.grammar import LayoutKind, grammar_from
from sources.layout.json_records import WHOLE
from sources.layout.labels import is_telling
from sources.ledger_columns import ledger_from
from sources.raw_schema import SHARED
from sources.yaml_text import load_yaml

NAME = re.compile(r"[a-z][a-z0-9_]*")
LOGICAL = {"string", "date", "timestamp", "number", "integer", "boolean", "array", "object"}
MAX_BUDGET = 1.0
E_ = TypeVar("E_", bound=StrEnum)


def load_contract(path: Path, entities: dict[str, Entity] | None = None) -> Contract:
    """Read and check one contract.

    Raises:
        ContractError: naming the file and the field that is wrong.
    """
    import yaml
    from open_data_contract_standard.model import OpenDataContractStandard
    from pydantic import ValidationError

    try:
        document = OpenDataContractStandard.model_validate(load_yaml(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ContractError(first["msg"], "Correct this field (ODCS v3).", file=str(path), column=where) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContractError(f"cannot be read: {error}", "Write a YAML document of ODCS v3.", file=str(path)) from error
    return _Builder(path, document, entities or load_entities()).build()


class _Builder:
    """Consumes the custom properties one by one, so that an unknown one is noticed."""

    def __init__(self, path: Path, document: Any, entities: dict[str, Entity]) -> None:
        self.path, self.document, self.entities = path, document, entities
        self.custom = self.properties_of(document, "customProperties")

    def wrong(self, where: str, cause: str, expected: str | None = None) -> ContractError:
        return ContractError(cause, f"Correct `{where}`.", file=str(self.path), column=where, expected=expected)

    def properties_of(self, holder: Any, where: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for item in holder.customProperties or []:
            if item.property in found:
                raise self.wrong(f"{where}.{item.property}", "is given twice")
            found[str(item.property)] = item.value
        return found

    def take(self, name: str, kind: type, default: Any = None) -> Any:
        value = self.custom.pop(name, default)
        if value is None:
            raise self.wrong(f"customProperties.{name}", "is missing")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(f"customProperties.{name}", f"is {value!r}", kind.__name__)
        return value

    def member(self, kind: type[E_], name: str) -> E_:
        value = self.take(name, str)
        if value not in list(kind):
            raise self.wrong(f"customProperties.{name}", f"is {value!r}", " | ".join(kind))
        return kind(value)

    def lists(self) -> Lists:
        return self.member(Lists, "lists") if "lists" in self.custom else Lists.ALL

    def build(self) -> Contract:
        document = self.document
        if document.kind != "DataContract" or not str(document.apiVersion).startswith("v3"):
            raise self.wrong("apiVersion", f"is {document.kind} {document.apiVersion}", "DataContract v3")
        if document.status not in ("active", "draft"):
            raise self.wrong("status", f"is {document.status!r}", "active, or draft while no model reads the dataset")
        system, dataset = self.take("system", str), self.take("dataset", str)
        for where, value in (("system", system), ("dataset", dataset)):
            if not NAME.fullmatch(value):
                raise self.wrong(f"customProperties.{where}", f"is {value!r}", "snake_case")
        if document.id != f"{system}.{dataset}":
            raise self.wrong("id", f"is {document.id!r}", f"{system}.{dataset}")
        entity = self.take("entity", str)
        if entity not in self.entities:
            raise self.wrong("customProperties.entity", f"unknown entity {entity!r}", "one of entities.yaml")
        share, count = self.budget()
        purpose = document.description.purpose if document.description else None
        if not purpose:
            raise self.wrong("description.purpose", "is missing")
        columns = self.columns(dataset)
        parts = grammar_from(self.custom, {column.name for column in columns}, self.wrong)
        contract = Contract(
            system=system,
            dataset=dataset,
            name=document.name or dataset,
            version=str(document.version),
            is_draft=document.status == "draft",
            description=" ".join(purpose.split()),
            domain=document.domain or "",
            entity=self.entities[entity],
            precedence=self.take("precedence", int, 10),
            load_mode=self.member(LoadMode, "loadMode"),
            lists=self.lists(),
            cadence=self.member(Cadence, "cadence"),
            reject_share=share,
            reject_count=count,
            owner=self.take("owner", str),
            layout=parts.layout,
            dialect=parts.dialect,
            match=parts.match,
            instance=parts.instance,
            sign_pairs=parts.sign_pairs,
            ledger=ledger_from(self.custom, {column.name for column in columns}, self.wrong),
            columns=columns,
            digest=self.digest(self.entities[entity]),
            path=self.path,
        )
        if self.custom:
            name = sorted(self.custom)[0]
            raise self.wrong(f"customProperties.{name}", "is not a known property")
        self.check(contract)
        return contract

    def budget(self) -> tuple[float, int]:
        budget = self.take("rejectBudget", dict, {"share": 0.01, "count": 10})
        share, count = budget.get("share"), budget.get("count")
        if set(budget) != {"share", "count"} or not isinstance(share, int | float) or not isinstance(count, int):
            raise self.wrong("customProperties.rejectBudget", f"is {budget}", "{share: 0..1, count: integer}")
        if not 0 <= share <= MAX_BUDGET or count < 0:
            raise self.wrong("customProperties.rejectBudget", f"is {budget}", "a share 0..1 and a count >= 0")
        return float(share), count

    def digest(self, entity: Entity) -> str:
        document = self.document.model_dump(mode="json", by_alias=True, exclude_none=True)
        # The entity decides `_partition` and `_slice_date`: files read by other ones must be read again.
        content = [document, asdict(entity), [(column.name, column.sql_type) for column in SHARED]]
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def columns(self, dataset: str) -> tuple[Column, ...]:
        if not self.document.schema_ or len(self.document.schema_) != 1:
            raise self.wrong("schema", "must describe exactly one object")
        schema = self.document.schema_[0]
        if schema.name != dataset:
            raise self.wrong("schema.name", f"is {schema.name!r}", dataset)
        columns = tuple(self.column(item) for item in schema.properties or [])
        names = [column.name for column in columns]
        for name in names:
            if names.count(name) > 1:
                raise self.wrong(f"schema.properties.{name}", "is described twice")
        if not columns:
            raise self.wrong("schema.properties", "has no columns")
        return columns

    def column(self, item: Any) -> Column:
        where = f"schema.properties.{item.name}"
        if not item.name or not NAME.fullmatch(item.name):
            raise self.wrong(where, f"is named {item.name!r}", "snake_case")
        column_type = parse_type(item.physicalType or "")
        if column_type is None:
            raise self.wrong(f"{where}.physicalType", f"is {item.physicalType!r}", "a raw type")
        if item.logicalType not in LOGICAL:
            raise self.wrong(f"{where}.logicalType", f"is {item.logicalType!r}", " | ".join(sorted(LOGICAL)))
        if not item.description:
            raise self.wrong(f"{where}.description", "is missing")
        if item.classification not in (None, "personal", "internal"):
            raise self.wrong(f"{where}.classification", f"is {item.classification!r}", "personal | internal")
        custom = self.properties_of(item, where)

        def texts(name: str) -> tuple[str, ...]:
            value = custom.pop(name, None) or []
            if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
                raise self.wrong(f"{where}.{name}", f"is {value!r}", "a list of texts")
            return tuple(value)

        pattern = self.pattern(f"{where}.pattern", custom.pop("pattern", None))
        column = Column(
            name=item.name,
            type=column_type,
            required=bool(item.required),
            primary_key=bool(item.primaryKey),
            personal=item.classification == "personal",
            description=item.description,
            description_zh=custom.pop("description_zh", None),
            unit=custom.pop("unit", None),
            headers=texts("headers"),
            position=custom.pop("position", None),
            entity_column=custom.pop("entityColumn", item.name),
            constant=custom.pop("constant", None),
            title=self.title(f"{where}.title", custom.pop("title", None)),
            null_values=texts("null_values"),
            paths=texts("path"),
            repeat=bool(custom.pop("repeat", False)),
            separator=custom.pop("separator", None),
            wall_clock=custom.pop("zone", "utc") == "wall",
            pattern=pattern.pattern if pattern else None,
        )
        if custom:
            raise self.wrong(f"{where}.{sorted(custom)[0]}", "is not a known property")
        if column.pattern and column.type.kind is not Kind.STRING:
            raise self.wrong(f"{where}.pattern", "goes with string columns, and only with them")
        if column.repeat != (column.type.kind is Kind.STRINGS and not column.paths):
            raise self.wrong(f"{where}.repeat", "goes with string[] columns of tables, and only with them")
        return column

    def pattern(self, where: str, text: Any) -> re.Pattern[str] | None:
        try:
            return re.compile(text) if text is not None else None
        except (re.error, TypeError) as error:
            raise self.wrong(where, f"is no regular expression: {error}") from error

    def title(self, where: str, text: Any) -> re.Pattern[str] | None:
        found = self.pattern(where, text)
        if found and not found.groups:
            raise self.wrong(where, "has no group")
        return found

    def check(self, contract: Contract) -> None:
        kind, entity = contract.layout.kind, contract.entity
        for column in contract.columns:
            where = f"schema.properties.{column.name}"
            found: object = column.paths if kind is LayoutKind.JSON else column.headers
            if kind is LayoutKind.POSITIONAL:
                found = isinstance(column.position, int) and column.position > 0
            if not found and column.constant is None and not column.title and column.name not in contract.layout.made:
                raise self.wrong(f"{where}.headers", "the column has no headers, path, position, title or constant")
            if column.title and contract.layout.all_sheets:
                raise self.wrong(f"{where}.title", "stands above one sheet, but `all_sheets` reads several")
        if contract.layout.label_rows and not any(is_telling(column) for column in contract.columns):
            raise self.wrong("customProperties.layout.label_rows", "no required date or number column tells them")
        if contract.layout.records == WHOLE and not contract.match.all_headers:
            raise self.wrong("customProperties.match.all_headers", "is missing: nothing tells an array of records")
        if entity.date and not (contract.date_column and contract.date_column.required):
            raise self.wrong("schema.properties", f"no required column feeds {entity.name}.{entity.date}")
        if entity.kind is EntityKind.KEYED and contract.load_mode not in (LoadMode.FULL_SNAPSHOT, LoadMode.UPSERT):
            raise self.wrong("customProperties.loadMode", f"{contract.load_mode} does not fit a keyed entity")
        if entity.kind is EntityKind.LEDGER and contract.load_mode not in (LoadMode.REPLACE_SLICE, LoadMode.APPEND):
            raise self.wrong("customProperties.loadMode", f"{contract.load_mode} does not fit a ledger entity")
        if contract.lists is Lists.OPEN and contract.load_mode is not LoadMode.FULL_SNAPSHOT:
            raise self.wrong("customProperties.lists", "goes with the load mode full_snapshot, and only with it")
        if contract.ledger.counts and entity.kind is not EntityKind.LEDGER:
            raise self.wrong("customProperties.ledger.counts", "goes with ledger entities, and only with them")
        if contract.ledger.batch and contract.load_mode is not LoadMode.APPEND:
            raise self.wrong("customProperties.ledger.batch", "goes with the load mode append, and only with it")
