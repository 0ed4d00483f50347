"""People KPIs and their suppression. Expected values by hand from company.sql."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from .conftest import Cell
from .test_roll_up import status, value

Look = Callable[..., Cell | None]


def test_headcount_at_the_end_recounts_every_unit(cell: Look) -> None:
    # 3 + 6 + 4 + 6 + 3 + 7 = 29; one hired on 16 February; one gone after 31 March; T3 moves with 7 people
    assert value(cell("headcount_eop", "R", "2025-01-01", "point")) == 29
    assert value(cell("headcount_eop", "R", "2025-02-01", "point")) == 30
    assert value(cell("headcount_eop", "R", "2025-05-14", "point", "day")) == 29
    assert value(cell("headcount_eop", "D1", "2025-02-01", "point")) == 20
    assert value(cell("headcount_eop", "D2", "2025-03-01", "point")) == 7
    assert status(cell("headcount_eop", "D2", "2025-02-01", "point")) == "no_data"


def test_average_headcount_divides_by_all_calendar_days(cell: Look) -> None:
    # February: (15 x 29 + 13 x 30) / 28; May runs: 14 days with 29
    assert value(cell("headcount_avg", "R", "2025-02-01")) == pytest.approx(825 / 28, abs=1e-10)
    assert value(cell("headcount_avg", "R", "2025-05-01")) == 29


def test_turnover_is_annualised_over_person_days(cell: Look) -> None:
    # T2, March: 1 separation over 6 x 31 person-days x 365; twelve months to March: 1 / (6 x 365) x 365
    assert value(cell("turnover_rate_annualised", "T2", "2025-03-01")) == 1.96236559140
    assert value(cell("turnover_rate_annualised", "T2", "2025-02-01")) == 0
    assert value(cell("voluntary_turnover_rate_t12m", "T2", "2025-03-01", "t12m")) == 0.166666666667


def test_training_hours_per_head_and_sessions_with_enough_people(cell: Look) -> None:
    # T2: 2 x 2 h + 2 x 1 h over 6 heads; S2 has too few attendees to be a session, S3 was cancelled
    assert value(cell("training_hours_per_employee", "T2", "2025-03-01")) == 1
    for unit in ("T2", "T3", "D1", "D2", "R"):
        assert value(cell("training_sessions_delivered", unit, "2025-03-01")) == 1


def test_workforce_cost_ratio_over_twelve_months(cell: Look) -> None:
    # 30 over 100 + 1000 + 70 + 25; people figures of R are shown
    assert value(cell("workforce_cost_ratio_pct", "R", "2025-03-01", "t12m")) == pytest.approx(30 / 1195, abs=1e-12)


def test_small_teams_and_as_many_siblings_as_protect_them_are_hidden(cell: Look) -> None:
    # D1: team of 3, team of 5, 4 directly: 3 hidden, 3 + 4 people before the next one, which is shown
    assert status(cell("headcount_eop", "T1", "2025-01-01", "point")) == "suppressed"
    assert value(cell("headcount_eop", "T2", "2025-01-01", "point")) == 6
    # D3: a team of 3 and a team of 7 with nobody directly: both hidden, the parent shown
    assert status(cell("headcount_eop", "T4", "2025-01-01", "point")) == "suppressed"
    assert status(cell("headcount_avg", "T5", "2025-01-01")) == "suppressed"
    assert value(cell("headcount_eop", "D3", "2025-01-01", "point")) == 10


def test_the_mask_holds_for_every_people_kpi_of_the_unit(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select count(*), count(value), count(numerator), count(denominator), count(n_obs), count(n_people)"
        " from mart_kpi where status = 'suppressed'"
    ).fetchone()
    assert rows is not None and rows[0] > 0 and rows[1:] == (0, 0, 0, 0, 0)
    shown = warehouse.execute(
        "select distinct org_unit_id from mart_kpi where n_people is not null and status <> 'suppressed' order by 1"
    ).fetchall()
    assert [unit for (unit,) in shown] == ["D1", "D2", "D3", "R", "T2", "T3"]


def test_people_figures_name_how_many_people_they_rest_on(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select n_people from mart_kpi where kpi_id = 'turnover_rate_annualised' and org_unit_id = 'T2'"
        " and period_start = date '2025-04-01' and grain = 'month' and time_window = 'period'"
    ).fetchall()
    assert rows == [(5,)]
    assert warehouse.execute(
        "select count(*) from mart_kpi where kpi_id = 'nps' and n_people is not null"
    ).fetchone() == (0,)
