"""Writes one template workbook from its contract: title, header, formats, closed lists, and a README sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from sources.contract import CONTRACTS_DIR, Column, Contract, load_contracts

SYSTEM = "template"
TITLE = "opsmart template: {dataset}"
CREATED = datetime(2025, 1, 1)
"""Written into every workbook, so that the same content gives the same bytes."""
FIRST_ROW = 2
FORMATTED_ROWS = 2000
"""Rows below the header that an empty template prepares with formats and lists."""

Cell = str | int | bool | Decimal | date | None
Row = Mapping[str, Cell]


def template_contracts(directory: Path = CONTRACTS_DIR) -> dict[str, Contract]:
    """The contracts of the template datasets, by dataset.

    Raises:
        ContractError: where a contract is wrong.
    """
    return {one.dataset: one for one in load_contracts(directory).values() if one.system == SYSTEM}


def write_all_templates(directory: Path) -> list[Path]:
    """Writes one empty workbook per template dataset into `directory` and returns their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for dataset, contract in template_contracts().items():
        paths.append(directory / f"opsmart_{dataset}.xlsx")
        write_template(contract, paths[-1])
    return paths


def write_template(contract: Contract, path: Path, rows: Iterable[Row] = ()) -> None:
    """Writes a workbook with the sheet of `contract` and its README.

    Args:
        contract: a table whose match asks for the template's title.
        path: the `.xlsx` to write; an existing one is replaced.
        rows: records by column name; missing names and None stay blank.

    Raises:
        ValueError: for a record that names a column which the contract does not have.
    """
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"title": TITLE.format(dataset=contract.dataset), "created": CREATED})
    closed = closed_sets(contract)
    _data_sheet(book, contract, closed, list(rows))
    _readme_sheet(book, contract, closed)
    book.close()


def closed_sets(contract: Contract) -> dict[str, list[str]]:
    """The values that a column may have, by column name, from the contract's `invalidValues` checks."""
    import yaml
    from open_data_contract_standard.model import OpenDataContractStandard

    document = OpenDataContractStandard.model_validate(yaml.safe_load(contract.path.read_text(encoding="utf-8")))
    sets: dict[str, list[str]] = {}
    for schema in document.schema_ or []:
        for item in schema.properties or []:
            for rule in item.quality or []:
                if rule.metric == "invalidValues" and rule.arguments:
                    sets[str(item.name)] = [str(value) for value in rule.arguments["validValues"]]
    return sets


def _data_sheet(book: Any, contract: Contract, closed: dict[str, list[str]], rows: list[Row]) -> None:
    sheet = book.add_worksheet(contract.dataset)
    title = book.add_format({"bold": True, "font_size": 14})
    header = book.add_format({"bold": True, "bg_color": "#DDE7F0", "bottom": 1, "text_wrap": True, "valign": "top"})
    required = book.add_format({"bold": True, "bg_color": "#F6D9C5", "bottom": 1, "text_wrap": True, "valign": "top"})
    names = [column.name for column in contract.columns]
    unknown = sorted({name for row in rows for name in row} - set(names))
    if unknown:
        raise ValueError(f"{contract.key} has no column {unknown[0]!r}")
    sheet.write_string(0, 0, TITLE.format(dataset=contract.dataset), title)
    sheet.freeze_panes(FIRST_ROW, 0)
    last = FIRST_ROW + max(FORMATTED_ROWS, len(rows)) - 1
    formats = [book.add_format(_number_format(column)) for column in contract.columns]
    for index, column in enumerate(contract.columns):
        sheet.set_column(index, index, max(12, len(column.headers[0]) + 2), formats[index])
        sheet.write_string(1, index, column.headers[0], required if column.required else header)
        allowed = closed.get(column.name) or (["TRUE", "FALSE"] if str(column.type.kind) == "boolean" else None)
        if allowed:
            sheet.data_validation(
                FIRST_ROW,
                index,
                last,
                index,
                {"validate": "list", "source": allowed, "ignore_blank": not column.required},
            )
    for offset, row in enumerate(rows):
        for index, name in enumerate(names):
            _write(sheet, FIRST_ROW + offset, index, row.get(name), formats[index])


def _number_format(column: Column) -> dict[str, str]:
    kind = str(column.type.kind)
    if kind == "date":
        return {"num_format": "yyyy-mm-dd"}
    if kind == "int":
        return {"num_format": "0"}
    if kind == "decimal":
        return {"num_format": "#,##0.00" if column.type.scale <= 4 else "0.######"}
    return {} if kind == "boolean" else {"num_format": "@"}


def _write(sheet: Any, row: int, column: int, value: Cell, cell_format: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, cell_format)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, float(value), cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), cell_format)
    else:
        sheet.write_string(row, column, value, cell_format)


def _readme_sheet(book: Any, contract: Contract, closed: dict[str, list[str]]) -> None:
    sheet = book.add_worksheet("README")
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, contract.name, bold)
    sheet.write_string(1, 0, contract.description)
    sheet.write_string(2, 0, f"Fill the sheet {contract.dataset} below its header row; orange columns must be filled.")
    sheet.write_string(3, 0, f"请在工作表 {contract.dataset} 的表头下方填写；橙色列为必填。")
    heads = (
        "Column",
        "列名",
        "Must be filled 必填",
        "Type 类型",
        "Unit 单位",
        "Allowed values 可选值",
        "Description",
        "说明",
    )
    for index, (head, width) in enumerate(zip(heads, (20, 16, 12, 14, 14, 30, 60, 44), strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(5, index, head, bold)
    for offset, column in enumerate(contract.columns):
        cells = (
            column.headers[0],
            column.headers[-1],
            "yes 是" if column.required else "no 否",
            _type_name(column),
            column.unit or "",
            ", ".join(closed.get(column.name, [])),
            column.description,
            column.description_zh or "",
        )
        for index, text in enumerate(cells):
            sheet.write_string(6 + offset, index, text, wrap)


def _type_name(column: Column) -> str:
    names = {"string": "text 文本", "date": "date 日期", "int": "whole number 整数", "decimal": "number 数字"}
    return names.get(str(column.type.kind), "TRUE or FALSE 是否")
