"""Invariant 1: from the landed file to the mart no row and no amount is lost or counted twice.

The files are read here by hand, the events come from the demo's event list, and both are compared with what the demo's
release, its lake and its warehouse hold.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from landed_files import ledger_lines
from small_home import SmallHome

from sources.demo.company import build_company
from sources.demo.events import Company
from sources.demo.exports.dirt import dirt_counts

LEDGERS = ("General Ledger", "Transaction Detail", "FBL3N", "凭证序时账")
PLAIN = (
    "asana/", "bamboohr/", "greenhouse/", "jira/Jira", "lattice/", "market/", "nessus/", "odoo/", "registers/",
    "salesforce/", "servicenow/", "zendesk/",
)  # fmt: skip
"""Folders of plain tables: a record a line below the header."""
PROFIT_AND_LOSS = (
    "revenue", "contra_revenue", "other_income", "cogs", "tax_surcharge", "opex", "payroll", "depreciation",
    "other_expense", "interest", "tax",
)  # fmt: skip
IN_THE_MART = (*PROFIT_AND_LOSS, "capex")
NATURAL_CREDIT = ("revenue", "contra_revenue", "other_income")


@pytest.fixture(scope="module")
def events() -> Company:
    return build_company()


@pytest.fixture(scope="module")
def warehouse(demo_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_home / "warehouse" / "opsmart.duckdb"), read_only=True) as con:
        con.execute(f"set file_search_path = '{demo_home / 'lake'}'")
        yield con


@pytest.fixture(scope="module")
def audit(demo_marts: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """The audit mart's row of each landed file."""
    found = demo_marts.execute("select * from mart_ingest_audit")
    names = [column[0] for column in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    assert len({row["file_name"] for row in rows}) == len(rows)
    return {row["file_name"]: row for row in rows}


def ledger_files(home: Path) -> list[str]:
    landing = home / "landing"
    names = [path.relative_to(landing).as_posix() for path in landing.rglob("*") if path.is_file()]
    return sorted(name for name in names if any(word in name for word in LEDGERS))


def test_every_landed_file_is_audited_and_read_is_loaded_and_rejected(
    demo_home: Path, audit: dict[str, dict[str, Any]]
) -> None:
    landing = demo_home / "landing"
    assert set(audit) == {path.relative_to(landing).as_posix() for path in landing.rglob("*") if path.is_file()}
    for row in audit.values():
        assert row["rows_read"] == row["rows_loaded"] + row["rows_rejected"] and row["is_balanced"], row
    counted = {}
    for name in audit:
        if name in ledger_files(demo_home):
            counted[name] = len(ledger_lines(landing / name))
        elif name.startswith(PLAIN):
            with (landing / name).open(newline="", encoding="utf-8-sig") as handle:
                counted[name] = sum(1 for _ in csv.reader(handle)) - 1
        elif name.endswith(".json"):
            told = json.loads((landing / name).read_text(encoding="utf-8"))
            counted[name] = len(told["cards" if name.startswith("trello/") else "issues"])
    assert len(counted) > 60
    assert {name: audit[name]["rows_read"] for name in counted} == counted


def test_rejected_rows_are_the_counted_dirt_and_say_why(audit: dict[str, dict[str, Any]]) -> None:
    rejected: Counter[str] = Counter()
    for row in audit.values():
        rejected[f"{row['system']}.{row['dataset']}"] += row["rows_rejected"]
        assert bool(row["reject_reasons"]) == bool(row["rows_rejected"])
    assert {dataset: rows for dataset, rows in rejected.items() if rows} == dirt_counts()


def test_a_files_total_is_what_its_records_hold(demo_home: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    """Identity (a), in the file's own sign and currency."""
    found, by_hand = {}, {}
    for name in ledger_files(demo_home):
        lines = ledger_lines(demo_home / "landing" / name)
        readable = [line.amount for line in lines if line.amount is not None]
        by_hand[name] = (sum(readable), len(lines) - len(readable))
        (raw,) = warehouse.execute(
            "select 'raw/' || system || '/' || dataset || '/' || file_id || '.parquet' "
            "from read_parquet('index/files.parquet') where name = ?",
            [name],
        ).fetchall()
        amount = {"sap-de": "amount_lc", "kingdee-cn": "coalesce(debit, -credit)"}.get(name.partition("/")[0], "amount")
        query = f"select sum({amount}), count(*) - count({amount}) from read_parquet('{raw[0]}')"
        found[name] = warehouse.execute(query).fetchone()
    assert len(by_hand) == 25
    assert found == by_hand
    assert sum(unreadable for _, unreadable in by_hand.values()) == dirt_counts()["quickbooks.general_ledger"]


def test_each_loaded_line_counts_once_or_is_superseded(demo_home: Path, audit: dict[str, dict[str, Any]]) -> None:
    """Identity (b): the transaction detail repeats the ledger, the first list of the second quarter was corrected."""
    superseded = {
        "quickbooks/Meridian Instruments Inc._Transaction Detail by Account 2025.csv",
        "sap-de/FBL3N_2000_2025Q2_2025-07-03.txt",
    }
    for name in ledger_files(demo_home):
        row = audit[name]
        expected = ("superseded", None) if name in superseded else ("loaded", row["rows_loaded"])
        assert (row["outcome"], row["rows_in_facts"]) == expected, name


def test_facts_are_the_event_list_by_account_and_month(events: Company, warehouse: duckdb.DuckDBPyConnection) -> None:
    """Identity (c): the ledger and the transaction detail of one year together give the ledger's totals."""
    expected: defaultdict[tuple[str, str, date, str], list[Any]] = defaultdict(lambda: [0, Decimal()])
    currency = {entity.entity_id: entity.currency for entity in events.entities}
    for line in events.ledger:
        month = line.posting_date.replace(day=1)
        sums = expected[line.entity_id, line.account, month, currency[line.entity_id]]
        sums[0] += 1
        sums[1] += line.amount
    rows = warehouse.execute(
        "select entity_id, account, _month, currency, count(*), sum(amount) from core.fct_gl_entry group by all"
    ).fetchall()
    assert {row[:4]: list(row[4:]) for row in rows} == dict(expected)


def test_marts_are_facts_at_their_rate(
    events: Company, warehouse: duckdb.DuckDBPyConnection, demo_marts: duckdb.DuckDBPyConnection
) -> None:
    """Identity (d): the demo's named exclusions are the balance sheet and closing entries; all else is in the mart."""
    rates = {(rate.from_currency, rate.rate_date): rate.rate for rate in events.fx_rates if rate.rate_type == "average"}
    currency = {entity.entity_id: entity.currency for entity in events.entities}
    types = {(account.entity_id, account.account): account.account_type for account in events.accounts}
    expected: defaultdict[date, Decimal] = defaultdict(Decimal)
    whole: defaultdict[date, Decimal] = defaultdict(Decimal)
    for line in events.ledger:
        month = line.posting_date.replace(day=1)
        unit = currency[line.entity_id]
        rate = Decimal(1) if unit == events.base_currency else rates[unit, month]
        base = (line.amount * rate).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        whole[month] += base
        if types[line.entity_id, line.account] in IN_THE_MART and line.entry_kind != "closing":
            expected[month] += base
    facts = "select _month, sum(amount_base) from core.fct_gl_entry group by 1"
    assert dict(warehouse.execute(facts).fetchall()) == dict(whole)
    mart = f"""
        select month, sum(case when account_type in {NATURAL_CREDIT} then -actual_base else actual_base end)
        from mart_budget_variance group by 1
    """
    found = {month: total for month, total in demo_marts.execute(mart).fetchall() if month in expected}
    assert found == dict(expected)


def test_the_night_itself_proved_the_four_identities(demo_home: Path, demo_marts: duckdb.DuckDBPyConnection) -> None:
    (candidate,) = (demo_home / "warehouse" / "candidates").iterdir()
    evidence = [json.loads(path.read_text()) for path in (candidate / "evidence").glob("identity.ledger.*.json")]
    assert sorted((one["check"][16], one["status"]) for one in evidence) == [(name, "pass") for name in "abcd"]


def books(title: str, amount: str, taken: str) -> str:
    """The general ledger of a company with one sale, as QuickBooks Online exports it."""
    rows = [
        [title], ["General Ledger"], ["January-December, 2025"], [],
        ["", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Split", "Amount", "Balance"],
        ["Checking"], ["", "03/14/2025", "Deposit", "7", "", "Sale", "Consulting Revenue", amount, amount],
        ["Total for Checking", "", "", "", "", "", "", f"${amount}", ""],
        ["Consulting Revenue"], ["", "03/14/2025", "Deposit", "7", "", "Sale", "Checking", amount, amount],
        ["Total for Consulting Revenue", "", "", "", "", "", "", f"${amount}", ""],
        [], [f"Accrual Basis {taken} 06:05 PM GMT+00:00"],
    ]  # fmt: skip
    quoted = [",".join(f'"{cell}"' for cell in row + [""] * (9 - len(row))) for row in rows]
    return "\n".join(quoted) + "\n"


def test_two_companies_of_one_system_never_erase_or_collide(small: SmallHome, tmp_path: Path) -> None:
    at = replace(small, root=tmp_path / "home", pool=tmp_path / "pool")
    at.root.mkdir()
    at.pool.mkdir()
    monday = "Monday, January 5, 2026"
    (at.pool / "alpha.csv").write_text(books("Alpha Trading Ltd", "100.00", monday), encoding="utf-8")
    (at.pool / "beta.csv").write_text(books("Beta Trading Ltd", "100.00", monday), encoding="utf-8")
    (at.pool / "alpha again.csv").write_text(
        books("Alpha Trading Ltd", "150.00", "Tuesday, January 6, 2026"), encoding="utf-8"
    )
    query = "select instance, account, abs(amount), count(*) from core.fct_gl_entry group by all order by all"

    def sales(instance: str, amount: int) -> list[tuple[str, str, Decimal, int]]:
        return [(instance, account, Decimal(amount), 1) for account in ("Checking", "Consulting Revenue")]

    assert at.land(["alpha.csv", "beta.csv"]).failed == ()
    at.run("+fct_gl_entry")
    assert at.rows(query) == sales("alpha-trading-ltd", 100) + sales("beta-trading-ltd", 100)
    at.land(["alpha again.csv"])
    at.run("+fct_gl_entry")
    assert at.rows(query) == sales("alpha-trading-ltd", 150) + sales("beta-trading-ltd", 100)
