"""A contract proposed from a sample loads, and reads the sample without a reject."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from orchestration.cli import app
from sources.contract import load_contracts
from sources.contract_parse import load_contract
from sources.entities import load_entities
from sources.errors import ContractError, ExportError, OpsmartError
from sources.propose.new import Proposal, contract_text, personal_reason, propose, write_proposal
from sources.reading import read_export

CONTRACTS, ENTITIES = load_contracts(), load_entities()
QUICKBOOKS = """Books US
Payments by Date
January 2025

Date,Transaction Type,Num,Name,Account,Amount
01/13/2025,Bill,0101,Acme,Cash,"1,200.50"
01/14/2025,Bill,0102,Bolt,Cash,30.00
01/31/2025,Bill,0103,Acme,Cash,-5.25
TOTAL,,,,,"1,225.25"
"Tuesday, January 6, 2026 10:01 AM GMT-8"
"""
GERMAN = """Personalnummer;Vorname;E-Mail;Eintrittsdatum;Gehalt;Aktiv
007;Änne;aenne@firma.de;13.01.2020;1.234,56;ja
008;Jörg;joerg@firma.de;01.02.2021;999,00;nein
"""
CHINESE = """员工编号,姓名,部门,入职日期,手机
A1,张三,销售部门,2020-01-05,13800000001
A2,李四,财务部门,2021-03-06,13800000002
"""


def proposal(path: Path, entity: str | None = None) -> Proposal:
    """The proposal, written; its test passes, and the contract reads the sample."""
    found = propose(path, path.name, CONTRACTS, ENTITIES, system="acme", dataset="sample", entity=entity)
    folder = path.parent / "acme.sample"
    names = [item.name for item in write_proposal(found, folder)]
    assert names == ["sample.odcs.yaml", "stg_acme__sample.sql", "test_acme_sample.py"]
    contract = load_contract(folder / "sample.odcs.yaml")
    assert contract.is_draft
    result = read_export(path, path.name, contract, path.parent / "out" / "raw.parquet")
    assert (result.rows_loaded, result.rows_rejected) == (found.rows, 0)
    spec = importlib.util.spec_from_file_location("proposed", folder / "test_acme_sample.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (path.parent / "proposed").mkdir()
    module.test_the_sample_is_read_without_rejects(path.parent / "proposed")
    return found


def written(path: Path) -> str:
    return (path.parent / "acme.sample" / "test_acme_sample.py").read_text(encoding="utf-8")


def types(found: Proposal) -> dict[str, str]:
    return {column.name: str(column.type) for column in found.columns}


def test_a_report_with_titles_a_total_and_a_footer(tmp_path: Path) -> None:
    path = tmp_path / "qb.csv"
    path.write_text(QUICKBOOKS, encoding="utf-8")
    found = proposal(path)
    assert (found.sample.header_row, found.sample.total_label, found.rows) == (5, "TOTAL", 3)
    assert found.entity.name == "gl_entry"
    assert "a row `TOTAL` states totals of Amount (fits)" in found.notes
    assert types(found) == {
        "date": "date", "transaction_type": "string", "num": "string", "name": "string", "account": "string",
        "amount": "decimal(20,2)",
    }  # fmt: skip
    assert [column.entity_column for column in found.columns if column.name == "date"] == ["posting_date"]
    assert "Books US" not in written(path)


def test_a_german_text_with_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "leute.csv"
    path.write_bytes(GERMAN.encode("cp1252"))
    found = proposal(path, "employee")
    assert (found.sample.encoding, found.sample.delimiter) == ("cp1252", ";")
    assert types(found) == {
        "personalnummer": "string", "vorname": "string", "e_mail": "string", "eintrittsdatum": "date",
        "gehalt": "decimal(20,2)", "aktiv": "boolean",
    }  # fmt: skip
    assert [column.name for column in found.columns if column.key] == ["personalnummer"]
    assert [column.name for column in found.columns if column.personal] == ["vorname", "e_mail"]
    assert not {"Änne", "aenne@firma.de"} & set(written(path).split("'"))
    assert "person1@example.com" in written(path)
    model = (tmp_path / "acme.sample" / "stg_acme__sample.sql").read_text(encoding="utf-8")
    assert "vorname" not in model and "eintrittsdatum as hire_date," in model


def test_a_workbook_with_a_total_row(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    book = Workbook()
    assert book.active
    book.active.title = "Orders"
    for row in (
        ["Order", "Day", "Customer", "Pieces", "Amount"],
        ["A-1", date(2025, 1, 2), "Acme", 3, 10.5],
        ["A-2", date(2025, 1, 3), "Bolt", 4, 20],
        ["Total", None, None, 7, 30.5],
    ):
        book.active.append(row)
    book.save(path)
    found = proposal(path, "customer")
    assert (found.sample.sheet, found.rows) == ("Orders", 2)
    assert "a row `Total` states totals of Pieces (fits), Amount (fits)" in found.notes
    assert types(found) | {"order": "string", "day": "date", "amount": "decimal(20,2)"} == types(found)


def test_a_chinese_text_in_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "人员.csv"
    path.write_bytes(CHINESE.encode("gb18030"))
    found = proposal(path, "employee")
    assert found.sample.encoding == "gb18030"
    assert "employee" in [entity for entity, _ in found.guesses]
    assert types(found) | {"employee_number": "string", "hire_date": "date"} == types(found)
    assert [column.header for column in found.columns if column.personal] == ["姓名", "手机"]
    assert "张三" not in written(path) and "13800000001" not in written(path)


@pytest.mark.parametrize("key", [None, "items"])
def test_a_json_array(tmp_path: Path, key: str | None) -> None:
    rows = [
        {"id": 1, "owner": {"email": "a@firma.de"}, "amount": 12.5, "open": True, "at": "2025-01-02T10:00:00Z"},
        {"id": 2, "owner": {"email": "b@firma.de"}, "amount": 3, "open": False, "at": "2025-01-03T11:30:00Z"},
    ]
    path = tmp_path / "items.json"
    path.write_text(json.dumps({key: rows} if key else rows), encoding="utf-8")
    found = proposal(path, "customer")
    assert found.sample.json_records == (key or "$")
    assert types(found) == {
        "id": "string", "owner_email": "string", "amount": "decimal(20,2)", "open": "boolean", "at": "timestamp"
    }  # fmt: skip
    assert "a@firma.de" not in written(path)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Account,Jan 2025,Feb 2025,Mar 2025\nRent,1,2,3\n", "wide"),
        ("!TRNS,DATE,AMOUNT\nTRNS,2025-01-02,3\n", "tagged"),
        ("1,2025-01-02,10.50\n2,2025-01-03,11.50\n", "positional"),
        ("Date,Name,Amount\nCash\n2025-01-02,a,1\nBank\n2025-01-03,b,2\n", "report"),
    ],
)
def test_what_a_table_cannot_say_is_left_to_a_person(tmp_path: Path, text: str, kind: str) -> None:
    path = tmp_path / "sample.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExportError) as caught:
        propose(path, path.name, CONTRACTS, ENTITIES)
    assert f"layout kind `{kind}`" in caught.value.remedy


def test_personal_values_are_seen_without_a_telling_header() -> None:
    assert personal_reason("contact", ["a@b.de", "c@d.org", None]) == "e-mail"
    assert personal_reason("c", ["+49 30 1234567"]) == "phone"
    assert personal_reason("c", ["11010519491231002X"]) == "ID card"
    assert personal_reason("Geburtsdatum", []) == "header"
    assert personal_reason("Amount", ["12.50"]) is None


def test_nothing_is_overwritten_and_wrong_words_are_told(tmp_path: Path) -> None:
    path = tmp_path / "qb.csv"
    path.write_text(QUICKBOOKS, encoding="utf-8")
    found = proposal(path)
    with pytest.raises(ContractError, match="nothing is overwritten"):
        write_proposal(found, tmp_path / "acme.sample")
    with pytest.raises(ContractError, match="unknown entity"):
        propose(path, path.name, CONTRACTS, ENTITIES, entity="no_such")
    with pytest.raises(OpsmartError, match="has a contract"):
        propose(path, path.name, CONTRACTS, ENTITIES, system="sap", dataset="gl_line_items")


def test_the_command_writes_into_the_named_folder_and_needs_no_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("qb.csv").write_text(QUICKBOOKS, encoding="utf-8")
    answer = CliRunner().invoke(app, ["contract", "new", "qb.csv", "--system", "acme", "--json"])
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    assert (told["contract"], told["entity"], told["guesses"][0]["share"]) == ("acme.qb", "gl_entry", 1.0)
    assert Path("acme.qb/qb.odcs.yaml").is_file()
    shown = CliRunner().invoke(app, ["contract", "new", "qb.csv", "--out", "other"])
    assert "3 records read without a reject; feeds gl_entry" in shown.stdout


def test_a_proposal_that_would_lose_a_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "qb.csv"
    path.write_text(QUICKBOOKS.replace("Bolt,Cash,30.00", "Bolt,Cash,30.00,surplus"), encoding="utf-8")
    with pytest.raises(ExportError, match="the proposal reads 2 of 3 records"):
        propose(path, path.name, CONTRACTS, ENTITIES)


def test_an_array_of_records_must_say_what_tells_it(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    path.write_text('[{"id": 1, "at": "2025-01-02"}]', encoding="utf-8")
    found = propose(path, path.name, CONTRACTS, ENTITIES, dataset="items", entity="customer")
    text = contract_text(found)
    target = tmp_path / "items.odcs.yaml"
    target.write_text(text.replace("all_headers", "any_header"), encoding="utf-8")
    with pytest.raises(ContractError, match="nothing tells an array of records"):
        load_contract(target)
