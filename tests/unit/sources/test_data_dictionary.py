"""The data dictionary is that of the contracts, in both languages, in pages that can be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.contract import load_contracts
from sources.data_dictionary import LIMIT, main, pages

CONTRACTS = load_contracts()


def test_the_pages_are_those_of_the_contracts() -> None:
    assert main(["--check"]) == 0


def test_every_column_is_told_with_its_facts() -> None:
    text = "\n".join(page for name, page in pages(CONTRACTS).items() if not name.endswith(".zh.md"))
    for contract in CONTRACTS.values():
        section = text.split(f"### {contract.key}\n")[1].split("\n### ")[0]
        assert section.count("\n| `") == len(contract.columns)
    section = text.split("### bamboohr.employees\n")[1]
    assert "\n| `employee_number` | string | yes | yes |  | Employee number, the key. |\n" in section
    assert "\n| `first_name` | string |  |  | yes | First name. |\n" in section


def test_the_chinese_pages_have_the_chinese_descriptions() -> None:
    text = "\n".join(page for name, page in pages(CONTRACTS).items() if name.endswith(".zh.md"))
    assert "\n| `employee_number` | string | 是 | 是 |  | 员工编号(主键)。 |\n" in text


def test_a_bar_in_a_description_ends_no_cell() -> None:
    for page in pages(CONTRACTS).values():
        for line in page.splitlines():
            if line.startswith("| `"):
                assert line.replace("\\|", "").count("|") == 7, line


def test_a_page_too_large_to_be_shown_is_split_by_system() -> None:
    for limit in (LIMIT, 10_000, 100_000_000):
        found = pages(CONTRACTS, limit)
        assert len(found) > 2 or limit >= max(len(page.encode()) for page in found.values())
    split = pages(CONTRACTS, 10_000)
    assert "- [`sap`](data-dictionary/sap.md): " in split["data-dictionary.md"]
    assert "../../sources/contracts/sap/gl_line_items.odcs.yaml" in split["data-dictionary/sap.zh.md"]
    assert max(len(page.encode()) for page in pages(CONTRACTS).values()) <= LIMIT


def test_a_page_that_differs_or_is_left_over_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    page = tmp_path / "data-dictionary.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Data dictionary", "Words"), encoding="utf-8")
    (tmp_path / "data-dictionary").mkdir(exist_ok=True)
    (tmp_path / "data-dictionary" / "gone.md").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert main(["--check"], tmp_path) == 1
    assert capsys.readouterr().err.splitlines() == [
        "differs: data-dictionary.md",
        "left over: data-dictionary/gone.md",
    ]
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
