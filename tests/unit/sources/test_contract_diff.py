"""A file beside its contract: what is missing, new, renamed and moved, and the synonyms written into the YAML."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from sources.contract import Contract, load_contracts
from sources.errors import ContractError, UnknownExport
from sources.propose.diff import ContractDiff, Kinds, diff_contract
from sources.propose.synonyms import add_synonyms
from sources.reading import read_export

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)
CONTRACTS, land, read = exports.CONTRACTS, exports.land, exports.read

HEADER = "Company Code,Document Number,G/L Account,Posting Date,Amount in local currency,Local Currency\n"
RECORDS = "1000,1,4000,2025-01-13,10.00,EUR\n1000,2,4000,2025-01-14,12.50,EUR\n"


def told(diff: ContractDiff, kind: Kinds) -> list[str | None]:
    return [item.column or item.header for item in diff.differences if item.kind is kind and item.counts]


def ledger(folder: Path, old: str = "", new: str = "", records: str = RECORDS) -> Path:
    assert not old or old in HEADER
    return land(folder, "ledger.csv", HEADER.replace(old, new) + records)


def test_a_file_that_fits_has_nothing_to_decide(tmp_path: Path) -> None:
    diff = diff_contract(ledger(tmp_path), "ledger.csv", CONTRACTS)
    assert (diff.contract.key, diff.is_same, diff.synonyms) == ("sap.gl_line_items", True, {})


def test_a_renamed_column_is_found_by_its_name_and_its_values(tmp_path: Path) -> None:
    diff = diff_contract(ledger(tmp_path, "Posting Date", "Posting Dates"), "ledger.csv", CONTRACTS)
    assert diff.contract.key == "sap.gl_line_items"
    assert diff.synonyms == {"posting_date": "Posting Dates"}
    (edit,) = [item.edit for item in diff.differences if item.kind is Kinds.RENAMED]
    assert edit.startswith("posting_date: {property: headers, value: [Posting Date, ")
    assert edit.endswith("Posting Dates]}")


def test_a_column_whose_values_do_not_fit_is_not_taken_for_renamed(tmp_path: Path) -> None:
    path = ledger(tmp_path, "Posting Date", "Posting Dates", RECORDS.replace("2025-01-1", "week "))
    diff = diff_contract(path, "ledger.csv", CONTRACTS, "sap.gl_line_items")
    assert diff.synonyms == {}
    assert told(diff, Kinds.MISSING) == ["posting_date"]
    assert told(diff, Kinds.NEW) == ["Posting Dates"]


def test_the_name_of_another_contract_of_the_entity_counts(tmp_path: Path) -> None:
    # 制单日期 is no name of SAP's; other ledgers call their posting date so.
    diff = diff_contract(ledger(tmp_path, "Posting Date", "制单日期"), "ledger.csv", CONTRACTS, "sap.gl_line_items")
    assert diff.synonyms == {"posting_date": "制单日期"}


def test_new_and_moved_columns_are_told_and_only_new_ones_count(tmp_path: Path) -> None:
    path = land(
        tmp_path,
        "ledger.csv",
        "Posting Date,Company Code,Document Number,G/L Account,Amount in local currency,Local Currency,Mood\n"
        "2025-01-13,1000,1,4000,10.00,EUR,fine\n",
    )
    diff = diff_contract(path, "ledger.csv", CONTRACTS)
    assert told(diff, Kinds.NEW) == ["Mood"]
    assert [item.column for item in diff.differences if item.kind is Kinds.MOVED] == ["posting_date"]
    assert told(diff, Kinds.MOVED) == []


def test_json_fields_are_compared_by_path(tmp_path: Path) -> None:
    issue = {"id": "1", "key": "A-1", "colour": "red", "fields": {"summary": "x"}}
    path = land(tmp_path, "issues.json", json.dumps({"issues": [issue]}))
    diff = diff_contract(path, "issues.json", CONTRACTS, "jira.issues_json")
    assert told(diff, Kinds.NEW) == ["colour"]


def test_what_is_near_to_nothing_is_refused_and_an_unknown_dataset_too(tmp_path: Path) -> None:
    path = land(tmp_path, "colours.csv", "Hue,Lustre\n1,2\n")
    with pytest.raises(UnknownExport, match="near to no contract") as caught:
        diff_contract(path, "colours.csv", CONTRACTS)
    assert "--dataset" in caught.value.remedy
    with pytest.raises(ContractError, match="there is no contract") as wrong:
        diff_contract(path, "colours.csv", CONTRACTS, "sap.gl_line_item")
    assert "sap.gl_line_items" in wrong.value.remedy


@pytest.fixture
def own(tmp_path: Path) -> dict[str, Contract]:
    folder = tmp_path / "contracts"
    folder.mkdir()
    shutil.copy(CONTRACTS["sap.gl_line_items"].path, folder)
    return load_contracts(folder)


def test_synonyms_are_written_without_touching_anything_else(tmp_path: Path, own: dict[str, Contract]) -> None:
    contract = own["sap.gl_line_items"]
    text = "# A comment.\n" + contract.path.read_text(encoding="utf-8").replace("\n", "  # kept\n", 1)
    contract.path.write_text(text, encoding="utf-8")
    path = ledger(tmp_path, "Posting Date", '"Posted: on, Date"')
    add_synonyms(contract, {"posting_date": "Posted: on, Date"})
    after = contract.path.read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(text.splitlines(), after.splitlines(), strict=True) if a != b]
    assert len(changed) == 1
    assert after.replace(", 'Posted: on, Date'", "") == text
    again = load_contracts(contract.path.parent)["sap.gl_line_items"]
    assert read_export(path, path.name, again, tmp_path / "out" / "raw.parquet").rows_loaded == 2
    assert diff_contract(path, path.name, {again.key: again}).is_same


def test_a_list_of_names_with_one_a_line_gets_a_line(own: dict[str, Contract]) -> None:
    contract = own["sap.gl_line_items"]
    text = contract.path.read_text(encoding="utf-8")
    start = text.index("value: [Posting Date")
    end = text.index("]", start)
    depth = " " * (start - text.rindex("\n", 0, start) + 1)
    block = "value:\n" + f"{depth}- Posting Date\n{depth}- Buchungsdatum  # German"
    contract.path.write_text(text[:start] + block + text[end + 1 :], encoding="utf-8")
    add_synonyms(contract, {"posting_date": "Posted"})
    assert f"{depth}- Buchungsdatum  # German\n{depth}- Posted\n" in contract.path.read_text(encoding="utf-8")
    again = load_contracts(contract.path.parent)["sap.gl_line_items"]
    assert again.column("posting_date").headers == ("Posting Date", "Buchungsdatum", "Posted")


def test_the_command_tells_by_its_exit_code_and_needs_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    same = CliRunner().invoke(app, ["contract", "diff", str(ledger(tmp_path))])
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "nothing to decide: the file fits")
    path = ledger(tmp_path, "Posting Date", "Posting Dates")
    differs = CliRunner().invoke(app, ["contract", "diff", str(path)])
    assert differs.exit_code == 3
    assert "  renamed: `Posting Dates` looks like `posting_date` (96%)" in differs.stdout.splitlines()
    answer = CliRunner().invoke(app, ["contract", "diff", str(path), "--json"])
    (item,) = [item for item in json.loads(answer.stdout)["differences"] if item["counts"]]
    assert (item["kind"], item["column"], item["header"]) == ("renamed", "posting_date", "Posting Dates")


def test_a_written_synonym_makes_the_file_readable(
    tmp_path: Path, own: dict[str, Contract], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.contract.load_contracts", lambda: own)
    path = ledger(tmp_path, "Posting Date", "Posting Dates")
    answer = CliRunner().invoke(app, ["contract", "diff", str(path), "--write"])
    assert answer.exit_code == 0, answer.output
    assert "written to " in answer.stdout
    assert "Posting Dates" in load_contracts(tmp_path / "contracts")["sap.gl_line_items"].column("posting_date").headers


def test_the_project_reads_what_fits(tmp_path: Path) -> None:
    assert read(ledger(tmp_path), "sap.gl_line_items")[0].rows_loaded == 2
