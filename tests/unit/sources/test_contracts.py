"""Contracts and entities: what is written is what is loaded, and a mistake names file and field."""

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from sources.contract import CONTRACTS_DIR, load_contracts
from sources.contract_parse import load_contract
from sources.dbt_sources import main as dbt_sources
from sources.entities import load_entities
from sources.errors import ContractError
from sources.layout.moments import moment_of_name, slug
from sources.layout.period import parse_period
from sources.raw_schema import raw_columns
from sources.reading import write_schemas

CONTRACTS = load_contracts()
STAGING = Path(__file__).parents[3] / "dbt_project" / "models" / "staging"
ORIGINAL = CONTRACTS_DIR / "quickbooks" / "chart_of_accounts.odcs.yaml"


def test_a_dataset_is_active_as_soon_as_a_model_reads_it() -> None:
    staged = {path.stem for path in STAGING.rglob("stg_*.sql")}
    told = {key: f"stg_{contract.system}__{contract.dataset}" in staged for key, contract in CONTRACTS.items()}
    assert told == {key: not contract.is_draft for key, contract in CONTRACTS.items()}


def test_a_ledger_contract_says_what_the_lake_needs() -> None:
    contract = CONTRACTS["sap.gl_line_items"]
    assert (contract.entity.name, contract.precedence, str(contract.load_mode)) == ("gl_entry", 10, "replace_slice")
    assert contract.date_column and contract.date_column.name == "posting_date"
    assert [column.name for column in contract.partition_columns] == ["company_code"]
    assert contract.watch_column and contract.watch_column.name == "gl_account"
    assert {column.name for column in contract.columns if column.personal} == {"user_name"}


def test_a_partition_is_made_of_the_entitys_columns_that_a_dataset_has() -> None:
    names = {
        key: [column.name for column in CONTRACTS[key].partition_columns]
        for key in ("template.budget", "quickbooks.budget", "jira.issues_csv", "template.fx_rate", "template.goal")
    }
    assert names == {
        "template.budget": ["entity_id", "budget_version"],
        "quickbooks.budget": ["budget_version"],
        "jira.issues_csv": ["project_key"],
        "template.fx_rate": ["rate_type"],
        "template.goal": [],
    }


def test_lists_of_open_items_say_so() -> None:
    told = {key for key, contract in CONTRACTS.items() if str(contract.lists) == "open"}
    assert told == {"sap.customer_open_items", "sap.vendor_open_items"}


def test_every_column_is_described_in_both_languages() -> None:
    for contract in CONTRACTS.values():
        for column in contract.columns:
            assert column.description and column.description_zh, f"{contract.key}.{column.name}"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("physicalType: boolean", "physicalType: bool", "is_locked.physicalType"),
        ("value: gl_account", "value: gl_acount", "entity"),
        ("value: full_snapshot", "value: snapshot", "loadMode"),
        ("value: full_snapshot", "value: replace_slice", "loadMode"),
        ("value: full_snapshot", "value: full_snapshot\n  - property: lists\n    value: closed", "lists"),
        ("value: full_snapshot", "value: upsert\n  - property: lists\n    value: open", "lists"),
        ("property: owner", "property: ouner", "owner"),
        ("kind: table", "kind: tabel", "layout.kind"),
        ("kind: table", "kind: table\n      sections: x", "layout.sections"),
        ("kind: table", "kind: wide\n      value: account\n      header: '(?P<month>.+)'", "unknown column 'month'"),
        ("kind: table", "kind: wide\n      value: account", "either `month`, `header` or `name`"),
        (
            "kind: table",
            "kind: wide\n      value: account\n      month: account\n      name: account",
            "either `month`",
        ),
        ("kind: table", "kind: json\n      records: a\n      joins: {b: {records: b, own: x}}", "layout.joins.b.other"),
        ("kind: table", "kind: table\n      blocks: {mark: '#', fields: {}, day: account}", "layout.blocks.start"),
        ("property: description_zh", "property: pattern", "is_locked.pattern"),
        ("kind: table", "kind: table\n      header_rows: 3", "layout.header_rows"),
        ("kind: table", "kind: table\n      label_rows: 1", "layout.label_rows"),
        ("property: headers", "property: title", "title"),
        ("property: headers", "property: header", "header"),
        ("id: quickbooks.chart_of_accounts", "id: quickbooks.accounts", "id"),
        ("{share: 0.01, count: 2}", "{share: 2, count: 2}", "rejectBudget"),
        ("any_header: [Detail type", "any_headers: [Detail type", "match.any_headers"),
        ("status: active", "status: [", "cannot be read"),
        ("kind: DataContract", "kind: DataContract\nkindd: x", "kindd"),
    ],
)
def test_a_mistake_names_file_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    text = ORIGINAL.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "x.odcs.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContractError) as caught:
        load_contracts(tmp_path)
    assert "x.odcs.yaml" in str(caught.value)
    assert field in str(caught.value)
    assert caught.value.remedy


def test_two_contracts_of_one_dataset_are_refused(tmp_path: Path) -> None:
    shutil.copy(ORIGINAL, tmp_path / "a.odcs.yaml")
    shutil.copy(ORIGINAL, tmp_path / "b.odcs.yaml")
    with pytest.raises(ContractError, match="described twice"):
        load_contracts(tmp_path)


def test_the_digest_follows_the_content_not_the_layout_of_the_file(tmp_path: Path) -> None:
    text = ORIGINAL.read_text(encoding="utf-8")
    (tmp_path / "x.odcs.yaml").write_text("# a remark\n" + text, encoding="utf-8")
    same = load_contracts(tmp_path)["quickbooks.chart_of_accounts"].digest
    (tmp_path / "x.odcs.yaml").write_text(text.replace("[Account type,", "[Kind,"), encoding="utf-8")
    other = load_contracts(tmp_path)["quickbooks.chart_of_accounts"].digest
    assert same == CONTRACTS["quickbooks.chart_of_accounts"].digest
    assert other != same


def test_another_partition_of_the_entity_is_another_digest() -> None:
    """Files read before carry the old `_partition`: a new digest has them read again."""
    entities = load_entities()
    other = entities | {"gl_account": replace(entities["gl_account"], partition=("account",))}
    assert load_contract(ORIGINAL, entities).digest == CONTRACTS["quickbooks.chart_of_accounts"].digest
    assert load_contract(ORIGINAL, other).digest != CONTRACTS["quickbooks.chart_of_accounts"].digest


def test_a_key_that_is_given_twice_in_a_contract_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.odcs.yaml"
    path.write_text(ORIGINAL.read_text(encoding="utf-8") + "status: draft\n", encoding="utf-8")
    with pytest.raises(ContractError, match="'status' is given twice"):
        load_contracts(tmp_path)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a: {kind: keyed, key: [x]}\nb: {kind: keyed, key: [x]}\na: {kind: keyed, key: [y]}", "'a' is given twice"),
        ("a: {kind: keyed, key: [x], key: [y]}", "'key' is given twice"),
        ("a: {kind: keyd, key: [x]}", "a.kind"),
        ("a: {kind: ledger}", "a.date"),
        ("a: {kind: keyed, key: [x], dat: y}", "a.dat"),
        ("a: {kind: keyed, key: [x], partition: y}", "a.partition"),
    ],
)
def test_a_wrong_entity_is_refused(tmp_path: Path, text: str, field: str) -> None:
    path = tmp_path / "entities.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContractError) as caught:
        load_entities(path)
    assert field in str(caught.value)


def test_the_schema_file_has_the_raw_columns_and_no_rows(tmp_path: Path) -> None:
    written = write_schemas(CONTRACTS.values(), tmp_path)
    assert len(set(written.values())) == len(CONTRACTS) > 200
    for key, contract in CONTRACTS.items():
        found = duckdb.sql(f"describe select * from read_parquet('{written[key]}')").fetchall()
        assert duckdb.sql(f"select count(*) from read_parquet('{written[key]}')").fetchone() == (0,)
        assert [(row[0], row[1]) for row in found] == [
            (column.name, column.sql_type) for column in raw_columns(contract)
        ]


def test_dbts_sources_are_those_of_the_contracts() -> None:
    assert dbt_sources(["--check"]) == 0


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("January-December, 2025", "2025-01-01", "2025-12-31"),
        ("January - December 2027", "2027-01-01", "2027-12-31"),
        ("January 1-December 19, 2025", "2025-01-01", "2025-12-19"),
        ("Jan 1 - Jul 28 2026", "2026-01-01", "2026-07-28"),
        ("December 1, 2024 - February 28, 2025", "2024-12-01", "2025-02-28"),
        ("February 2024", "2024-02-01", "2024-02-29"),
        ("As of Dec 31, 2024", "None", "2024-12-31"),
    ],
)
def test_period_texts(text: str, start: str, end: str) -> None:
    window = parse_period(text)
    assert window is not None
    assert (str(window.start), str(window.end)) == (start, end)


@pytest.mark.parametrize(
    "text", ["General Ledger", "Acme Consulting LLC", "May Foods", "All Dates", "December-January, 2025", ""]
)
def test_other_titles_are_no_periods(text: str) -> None:
    assert parse_period(text) is None


def test_a_date_in_a_name_counts_only_if_it_is_the_only_one() -> None:
    assert str(moment_of_name("employees_2025-06-30.csv")) == "2025-06-30 00:00:00+00:00"
    assert str(moment_of_name("issues 20250630T0815.json")) == "2025-06-30 08:15:00+00:00"
    assert moment_of_name("gl_2025-01-01_2025-12-31.csv") is None
    assert moment_of_name("ticket-1234567890.csv") is None


def test_a_company_title_becomes_an_instance() -> None:
    assert slug("Meridian Instruments Inc.") == "meridian-instruments-inc"
    assert slug("  东方仪器(上海)有限公司 ") == "东方仪器-上海-有限公司"


@pytest.mark.parametrize(
    ("ledger", "field"),
    [
        ("{amount: [{value: account, debit: account}]}", "ledger.amount"),
        ("{amount: [{value: balance}]}", "unknown column 'balance'"),
        ("{amount: [{value: account, side: detail_type}]}", "ledger.amount.side"),
        ("{amount: [{debit: account}]}", "ledger.amount.credit"),
        ("{counts: {account: {only: [a], but: [b]}}}", "ledger.counts.account"),
        ("{counts: {account: {only: [a]}}}", "ledger.counts"),
        ("{batch: [account]}", "ledger.batch"),
        ("{batches: [account]}", "ledger.batches"),
    ],
)
def test_a_mistake_about_the_lines_of_a_ledger_names_the_field(tmp_path: Path, ledger: str, field: str) -> None:
    text = ORIGINAL.read_text(encoding="utf-8") + f"  - property: ledger\n    value: {ledger}\n"
    (tmp_path / "x.odcs.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContractError, match=field.split("'")[0]) as caught:
        load_contracts(tmp_path)
    assert field in str(caught.value)


def test_every_ledger_says_what_its_amounts_are() -> None:
    told = {key: bool(contract.ledger.amounts) for key, contract in CONTRACTS.items()}
    assert {key for key, contract in CONTRACTS.items() if contract.entity.name == "gl_entry"} == {
        key for key, is_told in told.items() if is_told
    }


def test_the_signed_amount_and_its_currency_come_from_the_first_filled_way() -> None:
    def amounts(key: str, columns: str, *rows: str) -> list[tuple[object, ...]]:
        ledger = CONTRACTS[key].ledger
        query = f"select {ledger.amount_sql()}, {ledger.currency_sql()} from (values {', '.join(rows)}) as t({columns})"
        return duckdb.sql(query).fetchall()

    oracle = "accounted_debit, accounted_credit, entered_debit, entered_credit, currency"
    assert amounts("oracle.gl_je_lines", oracle, "(90, null, 100, null, 'eur')", "(null, null, null, 7, 'eur')") == [
        (90, None), (-7, "EUR"),
    ]  # fmt: skip
    assert amounts("kingdee.voucher", "debit, credit", "(-5, null)", "(null, -5)", "(null, null)") == [
        (-5, None), (5, None), (0, None),
    ]  # fmt: skip
    datev = "base_amount, base_currency, amount, currency, debit_credit"
    assert amounts("datev.posting_batch", datev, "(80, 'EUR', 100, 'USD', 'H')", "(null, null, 5, '', 's ')") == [
        (-80, "EUR"), (5, None),
    ]  # fmt: skip
