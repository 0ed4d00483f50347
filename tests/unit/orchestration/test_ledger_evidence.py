"""The ledger's identities and the contract checks on a lake of two SAP files; fact and mart are made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.engine import Engine
from orchestration.evidence import contracts, identities
from orchestration.evidence.records import Evidence, Status
from orchestration.home import Home
from sources.ingest import ingest_landing
from sources.lake.settings import Company, LakeSettings

HEADER = "Company Code,Document Number,G/L Account,Posting Date,Amount in Local Currency,Local Currency\n"
# January: revenue -100.00, payroll 30.50, bank 69.50. The second file restates February only.
JANUARY = ["2000,1,4000,2025-01-10,-100.00,EUR", "2000,1,6000,2025-01-10,30.50,EUR", "2000,1,1000,2025-01-10,69.50,EUR"]
FEBRUARY = ["2000,2,4000,2025-02-03,-10.00,EUR", "2000,2,1000,2025-02-03,10.00,EUR"]
RATE = "1.25"  # so January's revenue is -125.00, payroll 38.125, in base currency


@pytest.fixture
def ledger(home: Home) -> Home:
    landing = home.root / "landing"
    landing.mkdir()
    (landing / "jan.csv").write_text(HEADER + "\n".join(JANUARY) + "\n", encoding="utf-8")
    (landing / "feb.csv").write_text(HEADER + "\n".join(FEBRUARY) + "\n", encoding="utf-8")
    settings = LakeSettings(company=Company(as_of=date(2025, 12, 19), root_org_unit_id="MI"))
    ingest_landing(home.lake, landing, settings, datetime(2025, 12, 20, tzinfo=UTC))
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute("create schema core; create schema seed; create schema mart; create schema kpi")
        con.execute(
            "create table seed.account_class (account_type varchar, account_class varchar, natural_sign integer)"
        )
        con.execute(
            "insert into seed.account_class values ('revenue', 'revenue', -1), ('payroll', 'cost', 1), ('balance', "
            "'balance', 1)"
        )
        con.execute(
            "create table core.dim_gl_account as select '2000' as entity_id, '6000' as account, true as "
            "is_workforce_cost, "
            "date '2000-01-01' as valid_from, null::date as valid_to"
        )
        con.execute(
            "create table kpi.kpi_mask as select 'MI' as org_unit_id, date '2025-01-01' as fiscal_year_start, false "
            "as is_hidden"
        )
        con.execute(
            "create table core.fct_gl_entry (system varchar, dataset varchar, instance varchar, entity_id varchar, "
            "account varchar, "
            "account_type varchar, accounting_date date, posting_date date, amount decimal(28, 4), currency varchar, "
            "rate decimal(18, 9), amount_base decimal(28, 6), entry_kind varchar, is_unmapped boolean, "
            "is_sign_unknown boolean)"
        )
        types = {"4000": "revenue", "6000": "payroll", "1000": "balance"}
        for line in JANUARY + FEBRUARY:
            _, _, account, day, amount, currency = line.split(",")
            con.execute(
                f"insert into core.fct_gl_entry values ('sap', 'gl_line_items', 'default', '2000', '{account}', "
                f"'{types[account]}', "
                f"'{day}', '{day}', {amount}, '{currency}', {RATE}, {amount} * {RATE}, 'normal', false, false)"
            )
        con.execute(
            "create table mart.mart_budget_variance (account_type varchar, month date, actual_base decimal(28, 6)); "
            "insert into mart.mart_budget_variance values "
            "('revenue', '2025-01-01', 125), ('payroll', '2025-01-01', 38.125), ('revenue', '2025-02-01', 12.5)"
        )
    return home


def check(home: Home) -> dict[str, Evidence]:
    expected = {item.check: item for item in identities.expected(home, ("finance",))}
    assert len(expected) == 4
    return {
        item.check.split(".")[2][0]: item for item in identities.identity_evidence(home, Engine.DUCKDB, expected, "c1")
    }


def warehouse(home: Home, statement: str) -> None:
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute(statement)


def rewrite(path: Path, query: str) -> None:
    """Replace a Parquet file by a query on itself."""
    rows = duckdb.sql(f"select * from read_parquet('{path}')").to_arrow_table()
    with duckdb.connect() as con:
        con.register("t", rows)
        con.execute(f"copy ({query}) to '{path}'")


def test_a_sound_ledger_passes_all_four(ledger: Home) -> None:
    assert {name: item.status for name, item in check(ledger).items()} == dict.fromkeys("abcd", Status.PASS)


def test_a_row_missing_from_the_lake_breaks_a(ledger: Home) -> None:
    (raw,) = (
        path
        for path in (ledger.lake / "raw/sap/gl_line_items").glob("[0-9a-f]*.parquet")
        if len(duckdb.read_parquet(str(path)).fetchall()) == 3
    )
    rewrite(raw, "select * from t where gl_account <> '6000'")
    found = check(ledger)
    assert (found["a"].status, found["a"].failing) == (Status.FAIL, 1)
    assert "jan.csv: receipt says 3 = 3 + 0, lake holds 2 = 2 + 0" in found["a"].message
    assert found["c"].status is Status.FAIL  # and the fact has more than what is active


def test_a_day_counted_twice_breaks_b_and_a_day_of_nobody_too(ledger: Home) -> None:
    active = ledger.lake / "index" / "active.parquet"
    whole = active.read_bytes()
    rewrite(active, "select * from t union all select * from t where date_from < '2025-02-01'")
    twice = check(ledger)
    assert (twice["b"].status, twice["c"].status) == (Status.FAIL, Status.FAIL)
    assert "3 loaded, 6 count, 0 do not" in twice["b"].message
    active.write_bytes(whole)
    rewrite(active, "select * from t where date_from < '2025-02-01'")
    nobody = check(ledger)
    assert "sap:default: 2 lines on 2025-02-03 to 2025-02-03 belong to no file that counts" in nobody["b"].message


def test_an_amount_changed_on_the_way_to_the_fact_breaks_c(ledger: Home) -> None:
    warehouse(
        ledger, "update core.fct_gl_entry set amount = 69.51 where account = '1000' and posting_date = '2025-01-10'"
    )
    found = check(ledger)
    assert (found["c"].status, found["c"].failing) == (Status.FAIL, 1)
    assert found["c"].message == ("sap:default 2025-01 EUR: 3 active lines over 200.0000, 3 in the fact over 200.0100")


def test_a_currency_changed_on_the_way_to_the_fact_breaks_c(ledger: Home) -> None:
    warehouse(ledger, "update core.fct_gl_entry set currency = 'USD' where posting_date = '2025-02-03'")
    assert check(ledger)["c"].failing == 2  # EUR is missing, USD is too much


def test_an_amount_lost_before_the_mart_breaks_d_and_a_named_exclusion_does_not(ledger: Home) -> None:
    warehouse(
        ledger,
        "update mart.mart_budget_variance set actual_base = 124 where month = '2025-01-01' and account_type = "
        "'revenue'",
    )
    found = check(ledger)
    assert (found["d"].status, found["d"].failing) == (Status.FAIL, 1)
    assert "2025-01: " in found["d"].message and "off by -1.000000" in found["d"].message
    # the same line as a closing entry is left out on both sides
    warehouse(ledger, "delete from mart.mart_budget_variance where month = '2025-01-01' and account_type = 'revenue'")
    warehouse(
        ledger,
        "update core.fct_gl_entry set entry_kind = 'closing' where account = '4000' and posting_date = '2025-01-10'",
    )
    assert check(ledger)["d"].status is Status.PASS


def test_pay_that_no_unit_shows_is_a_named_exclusion(ledger: Home) -> None:
    warehouse(ledger, "delete from mart.mart_budget_variance where account_type = 'payroll'")
    assert check(ledger)["d"].status is Status.FAIL
    warehouse(ledger, "update kpi.kpi_mask set is_hidden = true")
    assert check(ledger)["d"].status is Status.PASS


def test_a_missing_table_is_a_crash_and_not_a_pass(ledger: Home) -> None:
    warehouse(ledger, "drop table core.fct_gl_entry")
    found = check(ledger)
    assert [found[name].status for name in "abcd"] == [Status.PASS, Status.PASS, Status.ERROR, Status.ERROR]


VOUCHERS = """\
日期,凭证字,凭证号,科目编码,借方金额,贷方金额,过账
2025-01-05,记,1,6602,-5.00,,是
2025-01-05,记,1,1002,,-5.00,是
2025-01-06,记,2,6602,7.00,,否
"""
BATCH = (
    '"EXTF";700;21;"Buchungsstapel";9;20250203102500000;;"";"";"";1001;7;20250101;4;20250101;20250131;"Januar"\n'
    "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;Konto;Gegenkonto (ohne BU-Schlüssel);Belegdatum\n"
    "12,50;H;8400;1200;1501\n"
)


def test_the_contract_says_what_the_lines_of_other_books_are(home: Home) -> None:
    landing = home.root / "landing"
    landing.mkdir()
    (landing / "vouchers.csv").write_text(VOUCHERS, encoding="utf-8")
    (landing / "batch.csv").write_bytes(BATCH.encode("cp1252"))
    settings = LakeSettings(company=Company(as_of=date(2025, 12, 19), root_org_unit_id="MI"))
    ingest_landing(home.lake, landing, settings, datetime(2025, 12, 20, tzinfo=UTC))
    # The red entry keeps its side, the line that is not posted is no fact, the batch's record is two.
    facts = [("kingdee", "voucher", "default", -5), ("kingdee", "voucher", "default", 5)]
    facts += [("datev", "posting_batch", "1001-7", -12.5), ("datev", "posting_batch", "1001-7", 12.5)]
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute(
            "create schema core; create table core.fct_gl_entry (system varchar, dataset varchar, instance varchar, "
            "amount decimal(28, 4), posting_date date default '2025-01-05', currency varchar default 'CNY')"
        )
        con.executemany("insert into core.fct_gl_entry (system, dataset, instance, amount) values (?, ?, ?, ?)", facts)
    assert [check(home)[name].status for name in "abc"] == [Status.PASS] * 3
    warehouse(home, "delete from core.fct_gl_entry where amount = -12.5")
    assert check(home)["c"].message == "datev:1001-7 2025-01: 2 active lines over 25.0000, 1 in the fact over 12.5000"


def contract_check(home: Home, name: str) -> Evidence:
    expected = {item.check: item for item in contracts.expected(home, {("sap", "gl_line_items"): ("finance",)})}
    found = {item.check: item for item in contracts.contract_evidence(home, expected, "c1")}
    return found[f"contract.sap.gl_line_items.{name}"]


def test_a_file_over_its_reject_budget_holds_until_a_newer_one_covers_its_days(ledger: Home) -> None:
    assert contract_check(ledger, "rejects").status is Status.PASS
    files = ledger.lake / "index" / "files.parquet"
    rewrite(
        files,
        """select * replace (case name when 'jan.csv' then '{"reject_budget_breached": true}' else facts end as facts)
        from t""",
    )
    broken = contract_check(ledger, "rejects")
    assert (broken.status, broken.failing, broken.domains) == (Status.FAIL, 1, ("finance",))
    assert "jan.csv: 0 of 3 rows rejected" in broken.message
    covering = "case name when 'feb.csv' then date '2025-01-01' else window_from end as window_from"
    rewrite(
        files, f"select * replace ({covering}, case name when 'feb.csv' then 99 else newness end as newness) from t"
    )
    assert contract_check(ledger, "rejects").status is Status.PASS


def test_a_waiting_file_warns(ledger: Home) -> None:
    files = ledger.lake / "index" / "files.parquet"
    rewrite(
        files, "select * replace (case name when 'feb.csv' then 'held_replacement' else outcome end as outcome) from t"
    )
    waiting = contract_check(ledger, "waiting")
    assert (waiting.status, waiting.severity.value) == (Status.FAIL, "warn")
    assert "feb.csv: held_replacement" in waiting.message
