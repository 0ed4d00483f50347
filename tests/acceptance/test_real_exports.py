"""The main job on real input: nothing but third-party exports in landing, no settings, one command.

Expected figures are worked out by hand from the files (see the comments); they are never taken from a run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from orchestration.cli import app
from orchestration.home import Home
from tests.parsed import give_parse
from tests.plain_night import without_dagster, without_gx

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
OURS = (
    "quickbooks_online/a_general_ledger.csv",
    "quickbooks_online/b_general_ledger.csv",
    "quickbooks_online/a_transaction_detail.csv",
    "quickbooks_online/a_chart_of_accounts.csv",
    "salesforce_export/sfdc_assets_Account.csv",
    "salesforce_export/sfdc_assets_Opportunity.csv",
    "jira_csv/planeso_all_fields.csv",
    "jira_json/issues_in_sprint.json",
)

pytestmark = [
    pytest.mark.skipif(not SAMPLES.exists(), reason="third-party samples are not here"),
    pytest.mark.xdist_group("real_exports"),
]


def opsmart(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--home", str(home)], catch_exceptions=False)


# The ledgers are excerpts: four of their periods lack lines, which holds finance until somebody answers for it.
WAIVER = """
- check: dbt.test.ledger_periods_net_to_zero
  reason: The ledgers are excerpts.
  owner: Finance controller
  expires: 2026-04-30
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Path:
    home = tmp_path_factory.mktemp("real") / "home"
    give_parse(Home(home), parsed)
    landing = home / "landing"
    for name in OURS:
        target = landing / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLES / name, target)
    (home / "waivers.yaml").write_text(WAIVER, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        without_dagster(patch)
        without_gx(patch)
        night = opsmart(home, "nightly", "--as-of", "2026-03-31")
    assert night.exit_code == 0, night.output
    return home


@pytest.fixture(scope="module")
def marts(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str((home / "releases" / "current" / "marts.duckdb").resolve()), read_only=True) as con:
        yield con


@pytest.fixture(scope="module")
def warehouse(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(home / "warehouse" / "opsmart.duckdb"), read_only=True) as con:
        yield con


def values(con: duckdb.DuckDBPyConnection, kpi: str, grain: str) -> dict[str, float]:
    rows = con.execute(
        """
        select cast(period_start as varchar), value from mart_kpi
        where kpi_id = ? and grain = ? and time_window = 'period' and segment = 'total' and value is not null
          and org_unit_id = (select org_unit_id from dim_org_unit where level = 0)
        """,
        [kpi, grain],
    ).fetchall()
    return dict(rows)


def test_the_ledgers_totals_by_account_and_month_are_those_of_the_files(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select account, strftime(_month, '%Y-%m'), sum(amount) from core.fct_gl_entry group by all"
    ).fetchall()
    # Added up line by line from a_general_ledger.csv (2025) and b_general_ledger.csv (2026); the transaction
    # detail of 2025 repeats lines of the ledger and must add nothing.
    assert {(account, month): amount for account, month, amount in rows} == {
        ("Checking (4512) - 1", "2025-01"): Decimal(5000),
        ("Checking (4512) - 1", "2025-02"): Decimal(5000),
        ("Checking (4512) - 1", "2025-03"): Decimal(4750),
        ("Checking (4512) - 1", "2025-04"): Decimal(-80),
        ("Checking (4512) - 1", "2025-12"): Decimal(-10170),
        ("Savings (9873) - 1", "2025-12"): Decimal(5000),
        ("Consulting Revenue", "2025-01"): Decimal(-5000),
        ("Consulting Revenue", "2025-02"): Decimal(-5000),
        ("Consulting Revenue", "2025-03"): Decimal(-5000),
        ("Advertising & Marketing", "2025-06"): Decimal(1000),
        ("Checking", "2026-01"): Decimal(4800),
        ("Checking", "2026-02"): Decimal(2900),
        ("Checking", "2026-03"): Decimal(1850),
        ("Consulting Revenue", "2026-01"): Decimal(-5000),
        ("Consulting Revenue", "2026-02"): Decimal(-3000),
        ("Consulting Revenue", "2026-03"): Decimal(-2000),
        ("Software", "2026-01"): Decimal(200),
        ("Software", "2026-03"): Decimal(150),
        ("Office Supplies", "2026-02"): Decimal(100),
    }


def test_net_revenue_is_the_ledgers_revenue(marts: duckdb.DuckDBPyConnection) -> None:
    months = values(marts, "net_revenue", "month")
    assert months == {
        "2025-01-01": 5000.0,
        "2025-02-01": 5000.0,
        "2025-03-01": 5000.0,
        "2026-01-01": 5000.0,
        "2026-02-01": 3000.0,
        "2026-03-01": 2000.0,
    }


def test_margins_of_months_with_an_unmapped_account_are_not_computable(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        """
        select cast(period_start as varchar), value, status from mart_kpi
        where kpi_id = 'gross_margin_pct' and grain = 'month' and time_window = 'period' and segment = 'total'
          and org_unit_id = (select org_unit_id from dim_org_unit where level = 0)
          and period_start in (date '2025-01-01', date '2026-01-01')
        order by 1
        """
    ).fetchall()
    # 2025: all accounts stand in the chart of accounts, no cost of goods; 2026: Checking and Software have no type.
    assert rows == [("2025-01-01", 1.0, "no_target"), ("2026-01-01", None, "not_computable")]


def test_bookings_are_the_amounts_won_by_month_of_closing(marts: duckdb.DuckDBPyConnection) -> None:
    assert values(marts, "sales_bookings_amt", "month") == pytest.approx(
        {
            "2023-02-01": 635509.31,
            "2023-03-01": 1230941.19,
            "2023-06-01": 1651993.36,
            "2023-07-01": 1463235.32,  # 728825.17 + 734410.15
            "2023-08-01": 807857.49,
            "2023-10-01": 2425710.70,  # 752977.50 + 1049308.19 + 623425.01
            "2023-11-01": 2327315.61,  # 1442558.88 + 626076.05 + 258680.68
        },
        rel=1e-12,
    )


def test_throughput_is_the_issues_resolved_by_week(marts: duckdb.DuckDBPyConnection) -> None:
    assert values(marts, "throughput_items", "week") == {
        "2025-08-18": 3.0,  # TES-4, TES-8, TES-11 on the 22nd
        "2025-08-25": 2.0,  # TES-12, TES-9
        "2025-09-01": 1.0,  # TES-10
        "2025-09-08": 2.0,  # TES-5, TES-19
        "2025-09-15": 2.0,  # TES-6, TES-13
    }


def test_each_file_is_in_the_audit_with_nothing_lost(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute("select rows_read, rows_loaded, rows_rejected from mart_ingest_audit").fetchall()
    assert len(rows) == len(OURS)
    assert all(read == loaded + rejected and rejected == 0 for read, loaded, rejected in rows)


def test_a_second_night_finds_nothing_new(home: Path) -> None:
    before = (home / "releases" / "current").resolve()
    night = opsmart(home, "nightly", "--as-of", "2026-03-31")
    assert night.exit_code == 0, night.output
    assert "nothing new" in night.output.lower()
    assert (home / "releases" / "current").resolve() == before
