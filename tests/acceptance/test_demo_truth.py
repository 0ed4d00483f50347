"""Every figure of the demo company's release against the truth that plain Python works out from its event list."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

KEY = "kpi_id, org_unit_id, segment, grain, time_window, period_start"


@pytest.fixture(scope="module")
def compared(demo_marts: duckdb.DuckDBPyConnection, demo_truth: Path) -> duckdb.DuckDBPyConnection:
    demo_marts.execute(
        f"""
        create or replace temp table compared as
        with truth as (
            select * from read_csv(?, header = true, columns = {{
                'kpi_id': 'varchar', 'org_unit_id': 'varchar', 'segment': 'varchar', 'grain': 'varchar',
                'time_window': 'varchar', 'period_start': 'date', 'value': 'double', 'status': 'varchar'}})
        )
        select {KEY}, truth.value as expected, mart_kpi.value as found, truth.status as expected_status,
            mart_kpi.status as found_status, numerator, denominator
        from truth full join mart_kpi using ({KEY})
        """,
        [str(demo_truth)],
    )
    return demo_marts


def first_rows(con: duckdb.DuckDBPyConnection, condition: str) -> list[tuple[object, ...]]:
    return con.execute(f"select * from compared where {condition} order by all limit 20").fetchall()


def test_the_mart_has_the_truths_cells_and_no_other(compared: duckdb.DuckDBPyConnection) -> None:
    assert first_rows(compared, "expected_status is null or found_status is null") == []
    (cells,) = compared.execute("select count(*) from compared").fetchone() or (0,)
    assert 50_000 < cells <= 400_000  # DESIGN's ceiling; the floor guards against an empty comparison


def test_every_value_equals_the_truth(compared: duckdb.DuckDBPyConnection) -> None:
    assert first_rows(compared, "(expected is null) <> (found is null)") == []
    assert first_rows(compared, "abs(found - expected) > 1e-9 * greatest(abs(expected), 1e-300)") == []


def test_every_status_equals_the_truth(compared: duckdb.DuckDBPyConnection) -> None:
    assert first_rows(compared, "expected_status <> found_status") == []


def test_the_demo_brings_every_kpi_and_every_status_to_life(compared: duckdb.DuckDBPyConnection) -> None:
    found = compared.execute("select distinct found_status from compared").fetchall()
    assert {status for (status,) in found} == {
        "on_target", "at_risk", "off_target", "no_target", "no_data", "not_computable", "suppressed",
    }  # fmt: skip
    kpis = compared.execute("select count(distinct kpi_id) from compared where found is not null").fetchone()
    assert kpis == (30,)


def test_a_suppressed_cell_shows_nothing(demo_marts: duckdb.DuckDBPyConnection) -> None:
    shown = demo_marts.execute(
        """
        select count(*), count(value) + count(numerator) + count(denominator) + count(n_obs) + count(n_people)
        from mart_kpi where status = 'suppressed'
        """
    ).fetchone()
    assert shown is not None
    assert shown[0] > 0
    assert shown[1] == 0


def test_every_ratio_is_its_numerator_over_its_denominator(demo_marts: duckdb.DuckDBPyConnection) -> None:
    """RULES 1.2: value = numerator / denominator x scale; at a total the base of a budget variance may be a loss."""
    wrong = demo_marts.execute(
        """
        with ratio as (
            select *,
                numerator / case when kpi_id = 'budget_variance_pct' then abs(denominator) else denominator end as again
            from mart_kpi
            where value is not null and kpi_id in (
                'gross_margin_pct', 'operating_margin_pct', 'budget_variance_pct', 'win_rate_pct', 'csat_pct'
            )
        )
        select kpi_id, grain, time_window, period_start, value, again
        from ratio
        where abs(value - again) > 1e-9 * greatest(abs(value), 1e-12)
        limit 5
        """
    ).fetchall()
    assert wrong == []
