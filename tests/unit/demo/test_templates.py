from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sources.demo.events import Company
from sources.demo.exports.workbooks import template_rows
from sources.templates import template_contracts, write_all_templates, write_template
from sources.templates.workbook import closed_sets


def test_one_template_per_dataset_with_title_header_and_readme(tmp_path: Path) -> None:
    paths = write_all_templates(tmp_path / "templates")
    assert [path.stem for path in paths] == [f"opsmart_{dataset}" for dataset in template_contracts()]
    assert len(paths) == len(template_contracts())
    book = openpyxl.load_workbook(tmp_path / "templates/opsmart_risk.xlsx")
    assert book.sheetnames == ["risk", "README"]
    sheet = book["risk"]
    assert sheet["A1"].value == "opsmart template: risk"
    assert [cell.value for cell in sheet[2]][:4] == ["Risk ID", "Title", "Category", "Org unit ID"]
    lists = {str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists["C3"] == '"financial,legal,market,technical,people"'
    readme = {row[0]: row for row in book["README"].iter_rows(min_row=7, values_only=True)}
    assert readme["Category"][1] == "类别"
    assert readme["Category"][2] == "yes 是"
    assert readme["Closed on"][6:] == ("Day of closing", "关闭的日期")


def test_written_records_are_read_back(tmp_path: Path) -> None:
    contract = template_contracts()["fx_rate"]
    row = {"from_currency": "EUR", "to_currency": "USD", "rate_date": date(2025, 1, 3), "rate_type": "closing",
           "rate": Decimal("1.08512")}  # fmt: skip
    write_template(contract, tmp_path / "fx.xlsx", [row])
    cells = [cell.value for cell in openpyxl.load_workbook(tmp_path / "fx.xlsx")["fx_rate"][3]]
    assert cells[:2] == ["EUR", "USD"]
    assert cells[2].date() == date(2025, 1, 3)
    assert cells[3:] == ["closing", 1.08512, None]


def test_a_record_with_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no column 'colour'"):
        write_template(template_contracts()["goal"], tmp_path / "goal.xlsx", [{"colour": "red"}])


def test_headers_and_descriptions_are_in_both_languages() -> None:
    for contract in template_contracts().values():
        for column in contract.columns:
            assert any("一" <= letter <= "鿿" for letter in column.headers[-1]), (contract.key, column.name)
            assert column.description and column.description_zh, (contract.key, column.name)
        plain = [
            "".join(ch for ch in head.lower() if ch.isalnum()) for column in contract.columns for head in column.headers
        ]
        assert len(plain) == len(set(plain)), contract.key


def test_the_demo_fills_templates_within_their_closed_sets(small: Company) -> None:
    contracts = template_contracts()
    rows = template_rows(small)
    assert set(rows) <= set(contracts)
    for dataset, records in rows.items():
        required = {column.name for column in contracts[dataset].columns if column.required}
        bad = [row for row in records if any(row.get(name) is None for name in required)]
        assert len(bad) == (1 if dataset == "survey_response" else 0), dataset
        for name, allowed in closed_sets(contracts[dataset]).items():
            assert {row.get(name) for row in records} <= {*allowed, None}, (dataset, name)
