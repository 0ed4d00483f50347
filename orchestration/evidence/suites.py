"""One GX suite per published mart, generated from its dbt contract; plain data, so that nothing here imports GX."""

from __future__ import annotations

from typing import Any, TypedDict

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


class Rule(TypedDict):
    """One expectation: GX's class name and its arguments."""

    expectation: str
    arguments: dict[str, Any]


class Suite(TypedDict):
    """The expectations of one mart's file; `check` is the id of its evidence."""

    check: str
    path: str
    rules: list[Rule]


def suite_id(mart: Mart) -> str:
    """Id of the evidence that a mart's suite leaves."""
    return f"gx.{mart.id}"


def mart_suite(mart: Mart) -> Suite:
    """The suite of a mart: columns in order, types, keys present and unique, accepted values, ranges; all critical."""
    rules: list[Rule] = [
        {
            "expectation": "ExpectTableColumnsToMatchOrderedList",
            "arguments": {"column_list": [c.name for c in mart.columns]},
        },
        _unique(mart.key),
    ]
    for column in mart.columns:
        rules += _column_rules(column)
    return {"check": suite_id(mart), "path": mart.path, "rules": rules}


def _unique(key: tuple[str, ...]) -> Rule:
    if len(key) == 1:
        return {"expectation": "ExpectColumnValuesToBeUnique", "arguments": {"column": key[0]}}
    return {"expectation": "ExpectCompoundColumnsToBeUnique", "arguments": {"column_list": list(key)}}


def _column_rules(column: Column) -> list[Rule]:
    rules: list[Rule] = []
    python_type = PYTHON_TYPES.get(column.data_type.split("(")[0].strip())
    if python_type:
        rules.append(
            {"expectation": "ExpectColumnValuesToBeOfType", "arguments": {"column": column.name, "type_": python_type}}
        )
    if column.not_null:
        rules.append({"expectation": "ExpectColumnValuesToNotBeNull", "arguments": {"column": column.name}})
    if column.accepted:
        rules.append(
            {
                "expectation": "ExpectColumnValuesToBeInSet",
                "arguments": {"column": column.name, "value_set": list(column.accepted)},
            }
        )
    if column.minimum is not None or column.maximum is not None:
        bounds = {"min_value": column.minimum, "max_value": column.maximum}
        rules.append({"expectation": "ExpectColumnValuesToBeBetween", "arguments": {"column": column.name, **bounds}})
    return rules
