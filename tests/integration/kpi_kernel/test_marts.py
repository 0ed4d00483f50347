"""Domain marts on the hand-computed company."""

from __future__ import annotations

from decimal import Decimal

import duckdb


def test_budget_variance_is_favourable_when_positive(warehouse: duckdb.DuckDBPyConnection) -> None:
    # T1, March: no revenue against 90; 40 cost against 50, which goes up to D1 with the pay of the hidden team, or its
    # spend less this cost would be its pay; 20 capital expenditure against 25
    rows = warehouse.execute(
        "select org_unit_id, account_type, variance_base from mart.mart_budget_variance"
        " where org_unit_id in ('T1', 'D1') and month = date '2025-03-01'"
        " and account_type in ('revenue', 'cogs', 'capex')"
        # the budget's accounts are named like their type, the ledger's are numbers: two rows per type
    ).fetchall()
    found: dict[tuple[str, str], Decimal] = {}
    for unit, account_type, variance in rows:
        found[unit, account_type] = found.get((unit, account_type), Decimal(0)) + variance
    assert found == {("T1", "capex"): Decimal(5), ("D1", "cogs"): Decimal(10), ("T1", "revenue"): Decimal(-90)}


def test_pay_of_a_hidden_team_stands_at_the_unit_above(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select org_unit_id, month, actual_base from mart.mart_budget_variance"
        " where account_type = 'payroll' order by month"
    ).fetchall()
    assert [(unit, str(month), amount) for unit, month, amount in rows] == [
        ("D1", "2024-01-01", Decimal(60)),
        ("D1", "2025-03-01", Decimal(30)),
    ]


def test_the_register_marks_stale_risks_and_those_above_appetite(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select risk_id, is_assessment_stale, is_above_appetite, residual_score, inherent_score"
        " from mart.mart_risk_register order by risk_id"
    ).fetchall()
    assert rows == [("r1", False, True, 12, 25), ("r2", True, False, 4, None)]


def test_goals_show_their_last_standing(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("select goal_id, goal_status from mart.mart_goal_progress").fetchall()
    statuses = dict(rows)
    assert statuses["g1"] == "at_risk" and statuses["g9"] == "achieved" and statuses["g10"] == "no_data"
    assert len(rows) == 10


def test_every_kpi_of_the_catalogue_is_published(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute("select count(*), count(distinct gating_domain) from mart.dim_kpi").fetchone() == (30, 6)
    missing = "select kpi_id from mart.dim_kpi where kpi_id not in (select kpi_id from mart_kpi)"
    assert warehouse.execute(missing).fetchall() == []


def test_ratios_are_numerator_over_denominator_times_scale(warehouse: duckdb.DuckDBPyConnection) -> None:
    broken = warehouse.execute("""
        select count(*) from mart_kpi
        inner join (
            select distinct kpi_id, grain, time_window, scale from seed.kpi_grid
        ) as grid using (kpi_id, grain, time_window)
        inner join mart.dim_kpi using (kpi_id)
        where roll_up in ('ratio', 'mean') and value is not null
            and abs(
                value - numerator / denominator * case
                    when scale = 'days' then date_diff('day', window_start, window_end) + 1 else cast(scale as double)
                end
            ) > 1e-9 * (1 + abs(value))
    """).fetchone()
    assert broken == (0,)
