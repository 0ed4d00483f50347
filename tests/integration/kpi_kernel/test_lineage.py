"""Lineage on the hand-computed company: what a figure is made of and what it is not; rows by hand from company.sql."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.parsed import parsed_manifest

from .conftest import PROJECT, Cell
from .test_roll_up import value

Look = Callable[..., Cell | None]


def traced(con: duckdb.DuckDBPyConnection, table: str, where: str) -> list[tuple[Any, ...]]:
    query = f"select day_from, day_to, org_unit_id, value, state from lineage.{table} where {where} order by all"
    return con.execute(query).fetchall()


def test_each_measure_of_a_term_has_rows_in_its_domains_lineage(warehouse: duckdb.DuckDBPyConnection) -> None:
    wanted = warehouse.execute(
        "select distinct domain, measure_id from seed.kpi_term join seed.measure_catalog using (measure_id)"
    ).fetchall()
    domains = sorted({domain for domain, _ in wanted})
    union = " union all ".join(f"select '{name}' as domain, measure_id from lineage.lineage_{name}" for name in domains)
    found = warehouse.execute(f"select distinct * from ({union})").fetchall()
    assert set(wanted) - set(found) == set()
    assert len(wanted) > 25


def test_an_open_deal_that_should_have_closed_is_neither_counted_nor_traced(
    warehouse: duckdb.DuckDBPyConnection, cell: Look
) -> None:
    # o5 won and o6 lost in April; o8, due on the 22nd, is open
    (open_deals,) = warehouse.execute(
        "select count(*) from core.fct_opportunity where not is_closed and close_date < date '2025-05-14'"
    ).fetchone() or (0,)
    assert open_deals == 1
    assert value(cell("win_rate_pct", "R", "2025-04-01")) == 0.5
    closed = traced(warehouse, "lineage_customer", "measure_id = 'opportunities_closed' and day_from >= '2025-04-01'")
    assert [row[0] for row in closed] == [date(2025, 4, 20), date(2025, 4, 21)]


def test_a_line_has_the_sign_of_its_measure_and_the_segment_of_its_book(warehouse: duckdb.DuckDBPyConnection) -> None:
    month = "day_from between date '2025-03-01' and date '2025-03-31'"
    rows = warehouse.execute(
        f"select entity, value from lineage.lineage_finance where measure_id = 'net_revenue' and {month} order by 1"
    ).fetchall()
    assert rows == [("DE", Decimal(-5)), ("US", Decimal(30))]
    budget = warehouse.execute(
        f"select measure_id, account_class, value from lineage.lineage_finance where file_id = 'budget' and {month} "
        "order by all"
    ).fetchall()
    # revenue 90, cost 50 and capital expenditure 25 of the version in force; profit leaves the capital expenditure out
    assert budget == [
        ("budget_amount", "capex", Decimal(25)),
        ("budget_amount", "cost", Decimal(50)),
        ("budget_amount", "revenue", Decimal(90)),
        ("budget_profit", None, Decimal(-50)),
        ("budget_profit", None, Decimal(90)),
        ("spend_budget", None, Decimal(25)),
        ("spend_budget", None, Decimal(50)),
    ]


def test_what_keeps_a_figure_from_being_computed_is_marked(warehouse: duckdb.DuckDBPyConnection) -> None:
    unmapped = traced(warehouse, "lineage_finance", "measure_id = 'unmapped_postings'")
    assert unmapped == [(date(2025, 2, 20), date(2025, 2, 20), "T2", Decimal(12), "blocked")]
    no_rate = traced(warehouse, "lineage_customer", "measure_id = 'bookings' and state = 'blocked'")
    assert [row[0] for row in no_rate] == [date(2025, 3, 5)]


def test_a_person_in_two_employments_counts_once_a_day(warehouse: duckdb.DuckDBPyConnection, cell: Look) -> None:
    # p4's second employment lies within the first; its first is told by two snapshots
    days = "measure_id = 'person_days' and person_key = 'p4'"
    assert [row[:2] for row in traced(warehouse, "lineage_people", days)] == [
        (date(2024, 1, 1), date(2025, 3, 31)),
        (date(2025, 4, 1), date(9999, 12, 31)),
    ]
    assert value(cell("headcount_avg", "T2", "2025-03-01")) == 6


def test_a_checkin_stands_until_the_next_one(warehouse: duckdb.DuckDBPyConnection) -> None:
    # g1 runs from 7 to 22 May and has check-ins on the 13th and the 15th; g8 is measured by a KPI
    rows = traced(warehouse, "lineage_strategy", "goal = 'g1' and measure_id = 'goal_checkin'")
    assert [(row[0], row[1], row[3]) for row in rows] == [
        (date(2025, 5, 13), date(2025, 5, 14), Decimal(104)),
        (date(2025, 5, 15), date(2025, 5, 22), Decimal(110)),
    ]
    assert len(traced(warehouse, "lineage_strategy", "goal = 'g8'")) == 1


@pytest.fixture(scope="module")
def adds_up(kernel_home: Path, parsed: Path) -> str:
    """The SQL of the dbt test that compares lineage with measures."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPSMART_WAREHOUSE", str(kernel_home / "lint" / "opsmart.duckdb"))
        patch.setenv("OPSMART_LAKE", str(kernel_home))
        (kernel_home / "lint").mkdir()
        paths = {"project-dir": PROJECT, "profiles-dir": PROJECT, "target-path": kernel_home / "lint" / "target"}
        paths["log-path"] = kernel_home / "lint"
        arguments = [part for name, path in paths.items() for part in (f"--{name}", str(path))]
        select = ["--select", "lineage_rows_add_up_to_measures"]
        outcome = dbtRunner(manifest=parsed_manifest(parsed)).invoke(["--quiet", "compile", *select, *arguments])
        DuckDBConnectionManager.close_all_connections()
    assert outcome.success, outcome.exception
    return str(outcome.result.results[0].node.compiled_code)  # type: ignore[union-attr]


def test_rows_add_up_to_the_measures(adds_up: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute(adds_up).fetchall() == []


@pytest.mark.parametrize(
    ("change", "measures"),
    [
        ("update core.fct_opportunity set is_closed = true", {"opportunities_closed"}),
        ("delete from core.fct_work_item where work_item_id = 'i7'", {"items_due", "wip_age"}),
        ("delete from intermediate.int_employment_stretch where person_key = 'p2'", {"person_days", "headcount"}),
        ("update core.fct_gl_entry set amount_base = 41 where amount_base = 40",
         {"actual_profit", "gross_profit", "operating_profit", "spend_actual"}),
    ],
)  # fmt: skip
def test_a_row_too_many_too_few_or_different_is_noticed(
    adds_up: str, kernel_home: Path, tmp_path: Path, change: str, measures: set[str]
) -> None:
    """Views follow the changed facts, the measures were computed before. As shares, o8 and i7 count 0."""
    file = shutil.copy(kernel_home / "opsmart.duckdb", tmp_path / "opsmart.duckdb")
    with duckdb.connect(str(file)) as con:
        con.execute(change)
        assert {row[0] for row in con.execute(adds_up).fetchall()} == measures


def published(con: duckdb.DuckDBPyConnection, kpi: str, month: str) -> list[tuple[Any, ...]]:
    return con.execute(
        "select role, measure_id, file_name, rows, value from mart.mart_lineage "
        "where kpi_id = ? and month = cast(? as date) order by role, measure_id, file_name",
        [kpi, month],
    ).fetchall()


def test_the_mart_names_files_rows_and_sums_by_month(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert published(warehouse, "net_revenue", "2025-03-01") == [("num", "net_revenue", "ledger.csv", 2, Decimal(25))]
    assert published(warehouse, "sales_bookings_amt", "2025-02-01") == [
        ("num", "bookings", "deals.csv", 2, Decimal(520))
    ]
    # February: 70 of revenue; 12 on an account without type keeps the margin from being computed
    assert published(warehouse, "gross_margin_pct", "2025-02-01") == [
        ("block", "unmapped_postings", "ledger.csv", 1, Decimal(12)),
        ("den", "net_revenue", "ledger.csv", 1, Decimal(70)),
        ("num", "gross_profit", "ledger.csv", 1, Decimal(70)),
    ]
    # a deal without a rate is no part of the figure
    assert published(warehouse, "sales_bookings_amt", "2025-03-01") == []
    # ages do not add up; i6 and i7 are in progress on the as-of day
    assert published(warehouse, "wip_age_p85_days", "2025-05-01") == [("num", "wip_age", "issues.csv", 2, None)]


def test_a_stock_is_what_stands_on_the_months_last_day(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert published(warehouse, "risk_expected_annual_loss", "2025-03-01") == [
        ("num", "risk_eal", "risks.csv", 1, Decimal(1000))
    ]


def test_people_are_counted_only_where_every_file_has_enough_of_them(warehouse: duckdb.DuckDBPyConnection) -> None:
    # March: 30 people in one file (p4's second employment adds no day); April: 26 and the branch's 3
    assert published(warehouse, "headcount_avg", "2025-03-01") == [("num", "person_days", "hr_1.csv", 30, None)]
    assert published(warehouse, "headcount_avg", "2025-04-01") == [
        ("num", "person_days", "hr_2.csv", None, None),
        ("num", "person_days", "hr_branch.csv", None, None),
    ]
    # one separation in March
    assert ("num", "separations", "hr_1.csv", None, None) in published(
        warehouse, "turnover_rate_annualised", "2025-03-01"
    )
    # a measure that others publish freely has no value beside people
    march = {row[1]: row[4] for row in published(warehouse, "workforce_cost_ratio_pct", "2025-03-01")}
    assert march == {"net_revenue": None, "workforce_cost": None}
