"""One GX suite per published mart, generated from its dbt contract; plain data, so that nothing here imports GX.

Each rule is GX's own expectation with GX's own severity: critical rules hold (`gx.<mart>`), warnings warn
(`gx.<mart>.warnings`). A relation between columns is the SQL condition that dbt's `row_rules` test states: it becomes a
column of that name, computed on the candidate's own file, of which every value has to be true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypedDict

from orchestration.evidence.records import Expected, Kind, Severity
from orchestration.marts import Column, Mart

# GX names the Python type of a pyarrow-backed pandas column.
PYTHON_TYPES = {
    "varchar": "str",
    "string": "str",
    "text": "str",
    "boolean": "bool",
    "integer": "int",
    "int": "int",
    "smallint": "int",
    "bigint": "int",
    "double": "float",
    "float": "float",
    "decimal": "Decimal",
    "numeric": "Decimal",
    "date": "date",
    "timestamp": "datetime",
}
AS_OF = "as_of"
AS_OF_IS_TONIGHT = "as_of is the night's"
# Days after which a dataset is late: 1.5 x its cadence, as the stocks' own rule has it; a quarter has 91 days.
LATE_AFTER = {"daily": 1.5, "weekly": 10.5, "monthly": 46.5, "quarterly": 136.5, "yearly": 547.5}


class Grade(StrEnum):
    """GX's severities."""

    CRITICAL = "critical"
    WARNING = "warning"


class Rule(TypedDict):
    """One expectation: GX's class name, its arguments, its severity."""

    expectation: str
    arguments: dict[str, Any]
    severity: str


class Input(TypedDict):
    """An entity that a mart needs fresh from a system, whichever of its datasets brings it, and when that is late."""

    system: str
    entity: str
    allowed_days: float


class Suite(TypedDict):
    """The expectations of one mart's file.

    `check` is the id of the evidence of its critical rules, `warnings` that of the others (empty: there are none);
    `computed` holds the SQL condition behind each column that a relation adds to the file's.
    """

    check: str
    warnings: str
    path: str
    as_of: str
    key: list[str]
    columns: list[str]
    computed: dict[str, str]
    rules: list[Rule]
    inputs: list[Input]


def suite_id(mart: Mart) -> str:
    """Id of the evidence that the critical rules of a mart's suite leave."""
    return f"gx.{mart.id}"


def warnings_id(mart: Mart) -> str:
    """Id of the evidence that the warning rules of a mart's suite leave."""
    return f"gx.{mart.id}.warnings"


def expected(marts: Iterable[Mart]) -> list[Expected]:
    """The checks of all suites; one of warnings only where the mart has rules that warn."""
    checks = []
    for mart in marts:
        remedy = f"compare {mart.id} with its contract in dbt_project; the failing rows are in the evidence's rows/"
        checks.append(Expected(suite_id(mart), Kind.GX, Severity.ERROR, (mart.domain,), remedy))
        if _warns(mart):
            late = f"land the newest export of what {mart.id} is made of, or run the night for another as-of date"
            checks.append(Expected(warnings_id(mart), Kind.GX, Severity.WARN, (mart.domain,), late))
    return checks


def mart_suite(mart: Mart, as_of: date, manifest: Mapping[str, Any]) -> Suite:
    """The suite of a mart.

    Critical: columns in order, types, keys present and unique, accepted values, ranges, relations. Warnings: relations
    of tests that only warn, an as-of date that is not the night's, inputs that are late.

    Args:
        mart: the mart, or one domain's part of it.
        as_of: the night's as-of date.
        manifest: dbt's manifest, whose sources know entity and cadence of each dataset from its contract.
    """
    names = [column.name for column in mart.columns]
    computed = {relation.name: relation.condition for relation in mart.relations}
    soft = {relation.name for relation in mart.relations if relation.only_warns}
    if AS_OF in names:
        computed[AS_OF_IS_TONIGHT] = f"{AS_OF} = date '{as_of.isoformat()}'"
        soft.add(AS_OF_IS_TONIGHT)
    rules = [_rule("ExpectTableColumnsToMatchOrderedList", column_list=[*names, *computed]), _unique(mart.key)]
    for column in mart.columns:
        rules += _column_rules(column)
    for name in computed:
        grade = Grade.WARNING if name in soft else Grade.CRITICAL
        rules.append(_rule("ExpectColumnValuesToBeInSet", grade, column=name, value_set=[True]))
    return {
        "check": suite_id(mart),
        "warnings": warnings_id(mart) if _warns(mart) else "",
        "path": mart.path,
        "as_of": as_of.isoformat(),
        "key": list(mart.key),
        "columns": names,
        "computed": computed,
        "rules": rules,
        "inputs": _inputs(mart, manifest),
    }


def input_rules() -> list[Rule]:
    """The rules of the inputs behind a mart, a row each: none is older than it may be."""
    return [
        _rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            Grade.WARNING,
            column_A="allowed_days",
            column_B="days",
            or_equal=True,
        )
    ]


def _warns(mart: Mart) -> bool:
    return (
        bool(mart.fresh)
        or any(column.name == AS_OF for column in mart.columns)
        or any(relation.only_warns for relation in mart.relations)
    )


def _inputs(mart: Mart, manifest: Mapping[str, Any]) -> list[Input]:
    """What the mart needs fresh, as far as the contracts state a cadence; of several datasets the slowest counts."""
    found: dict[tuple[str, str], float] = {}
    for source in manifest["sources"].values():
        meta = {**(source.get("meta") or {}), **((source.get("config") or {}).get("meta") or {})}
        if meta.get("entity") in mart.fresh and meta.get("cadence") in LATE_AFTER:
            origin = (source["source_name"], meta["entity"])
            found[origin] = max(found.get(origin, 0), LATE_AFTER[meta["cadence"]])
    return [
        {"system": system, "entity": entity, "allowed_days": days} for (system, entity), days in sorted(found.items())
    ]


def _rule(expectation: str, severity: Grade = Grade.CRITICAL, **arguments: Any) -> Rule:
    return {"expectation": expectation, "arguments": arguments, "severity": str(severity)}


def _unique(key: tuple[str, ...]) -> Rule:
    if len(key) == 1:
        return _rule("ExpectColumnValuesToBeUnique", column=key[0])
    return _rule("ExpectCompoundColumnsToBeUnique", column_list=list(key))


def _column_rules(column: Column) -> list[Rule]:
    rules: list[Rule] = []
    python_type = PYTHON_TYPES.get(column.data_type.split("(")[0].strip())
    if python_type:
        rules.append(_rule("ExpectColumnValuesToBeOfType", column=column.name, type_=python_type))
    if column.not_null:
        rules.append(_rule("ExpectColumnValuesToNotBeNull", column=column.name))
    if column.accepted:
        rules.append(_rule("ExpectColumnValuesToBeInSet", column=column.name, value_set=list(column.accepted)))
    if column.minimum is not None or column.maximum is not None:
        low, high = column.minimum, column.maximum
        rules.append(_rule("ExpectColumnValuesToBeBetween", column=column.name, min_value=low, max_value=high))
    return rules
