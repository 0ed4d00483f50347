"""Every demo file is identified and read by its contract; the events come back, the rejects are the counted dirt."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from sources.contract import load_contracts
from sources.demo.events import Company
from sources.demo.exports.dirt import Scenario, dirt_counts
from sources.demo.write import write_exports
from sources.identify import identify
from sources.reading import ReadResult, read_export


@pytest.fixture(scope="module")
def read(landing: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, tuple[str, ReadResult, Path]]:
    contracts = load_contracts()
    raw = tmp_path_factory.mktemp("raw")
    results = {}
    for number, path in enumerate(sorted(one for one in landing.rglob("*") if one.is_file())):
        contract = identify(path, path.name, contracts).contract
        target = raw / f"{number:03d}.parquet"
        results[path] = (contract.key, read_export(path, path.name, contract, target), target)
    return results


def test_rejected_rows_are_the_counted_dirt(read: dict[Path, tuple[str, ReadResult, Path]]) -> None:
    rejected = Counter()
    for key, result, _ in read.values():
        rejected[key] += result.rows_rejected
    assert {key: rows for key, rows in rejected.items() if rows} == dirt_counts()


def test_every_file_has_a_date_and_meets_its_own_totals(read: dict[Path, tuple[str, ReadResult, Path]]) -> None:
    assert [path.name for path, (_, result, _) in read.items() if result.exported_at is None] == []
    wrong = [
        (path.name, one)
        for path, (_, result, _) in read.items()
        for one in result.controls
        if one.stated != one.computed
    ]
    assert wrong == []


def test_ledgers_read_back_to_the_cent(small: Company, read: dict[Path, tuple[str, ReadResult, Path]]) -> None:
    expected: defaultdict[str, Decimal] = defaultdict(Decimal)
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in small.ledger:
        if line.entity_id != "MI-US" or line.posting_date.year == 2025:
            expected[line.account] += line.amount
    with duckdb.connect() as connection:
        for path, (key, _, target) in read.items():
            if path.name.endswith(("General Ledger 2025.csv", "2024_2025-01-12.xlsx")) or (
                key in ("sap.gl_line_items", "kingdee.voucher") and "2025-07-03" not in path.name
            ):
                names = {
                    "quickbooks.general_ledger": ("account", "amount"),
                    "sap.gl_line_items": ("gl_account", "amount_lc"),
                    "kingdee.voucher": ("account", "coalesce(debit, 0) - coalesce(credit, 0)"),
                }[key]
                sums = f"SELECT {names[0]}, sum({names[1]}) FROM '{target}' WHERE _reject IS NULL GROUP BY 1"
                for account, amount in connection.execute(sums).fetchall():
                    found[account] += amount
    assert {key: total for key, total in found.items() if total} == {
        key: total for key, total in expected.items() if total
    }


def test_the_budget_workbook_reads_back_by_account_department_and_month(
    small: Company, read: dict[Path, tuple[str, ReadResult, Path]]
) -> None:
    expected = {
        (line.account, line.class_or_cost_center, line.month): line.amount
        for line in small.budget
        if line.entity_id == "MI-CN"
    }
    found: dict[tuple[str, str | None, date], Decimal] = {}
    with duckdb.connect() as connection:
        for key, _, target in read.values():
            if key == "excel.budget":
                query = f"SELECT account, cost_center, month, amount FROM '{target}' WHERE _reject IS NULL"
                for account, department, month, amount in connection.execute(query).fetchall():
                    assert (account, department, month) not in found
                    found[account, department, month] = amount
    assert found == expected


def test_due_dates_and_moves_of_the_tracker_are_read(
    small: Company, read: dict[Path, tuple[str, ReadResult, Path]]
) -> None:
    items = {item.key: item for item in small.work_items}
    seen = set()
    with duckdb.connect() as connection:
        for path, (_, _, target) in read.items():
            if path.parent.name != "jira" or "2025-12-19" not in path.name:
                continue
            query = f"SELECT issue_key, due_date FROM '{target}' WHERE _reject IS NULL"
            for key, due in connection.execute(query).fetchall():
                dues = items[key].due_changes
                assert due == (dues[-1][1] if dues else None), key
                seen.add((key, due is not None))
    assert {True, False} == {has_due for _, has_due in seen}


def test_held_scenario_breaks_a_budget_and_a_control(small: Company, tmp_path: Path) -> None:
    write_exports(small, tmp_path / "landing", Scenario.HELD)
    contracts = load_contracts()
    path = tmp_path / "landing/salesforce/Opportunity_2025-12-19.csv"
    contract = contracts["salesforce.opportunity"]
    result = read_export(path, path.name, contract, tmp_path / "deals.parquet")
    assert result.rows_rejected > contract.reject_count
    assert result.rows_rejected / result.rows_read > contract.reject_share
    path = tmp_path / "landing/quickbooks/Meridian Instruments Inc._General Ledger 2025.csv"
    ledger = read_export(path, path.name, contracts["quickbooks.general_ledger"], tmp_path / "ledger.parquet")
    wrong = [(one.key, one.stated - one.computed) for one in ledger.controls if one.stated != one.computed]
    assert wrong == [("Product Sales", Decimal("1000.00"))]
