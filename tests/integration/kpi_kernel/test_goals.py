"""Goals: attainment, pace and status. Expected values by hand from company.sql; 6 of 12 working days have passed."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from .conftest import Cell
from .test_roll_up import status, value

Look = Callable[..., Cell | None]
WEEK = "2025-05-12"


@pytest.fixture(scope="module")
def goal_status(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = warehouse.execute(
        "select goal_id, goal_status from kpi.goal_progress where grain = 'week' and period_start = cast(? as date)",
        [WEEK],
    )
    return dict(rows.fetchall())


@pytest.mark.parametrize(
    ("goal", "attainment", "pace", "expected_status"),
    [
        ("g1", 0.4, 0.8, "at_risk"),  # 100 -> 110, at 104
        ("g2", 0.475, 0.95, "on_track"),  # at 104.75
        ("g3", 5 / 9, 10 / 9, "on_track"),  # 12 -> 3, at 7
        ("g4", -1 / 9, -2 / 9, "off_track"),  # at 13
        ("g5", 52 / 110, 104 / 110, "at_risk"),  # a flow goal runs from 0: 52 of 110
        ("g6", 0.5, 1.0, "no_data"),  # check-in 4 days old at a cadence of 2
    ],
)
def test_attainment_pace_and_status(
    cell: Look, goal_status: dict[str, str], goal: str, attainment: float, pace: float, expected_status: str
) -> None:
    segment = f"goal={goal}"
    assert value(cell("goal_attainment_pct", "D2", WEEK, "point", "week", segment)) == pytest.approx(
        attainment, abs=1e-12
    )
    assert value(cell("goal_pace_ratio", "D2", WEEK, "point", "week", segment)) == pytest.approx(pace, abs=1e-11)
    assert goal_status[goal] == expected_status


def test_a_unit_total_weighs_clipped_attainments(cell: Look) -> None:
    # weights 1, 2, 1, 1, 1, 1; g4 is clipped to 0
    expected = (0.4 + 2 * 0.475 + 5 / 9 + 0 + 52 / 110 + 0.5) / 7
    assert value(cell("goal_attainment_pct", "D2", WEEK, "point", "week")) == pytest.approx(expected, abs=1e-11)
    assert status(cell("goal_pace_ratio", "D2", WEEK, "point", "week")) == "not_computable"
    # on track: g2 and g3 of g1 to g5; g6 has no data
    assert value(cell("goals_on_track_pct", "D2", WEEK, "point", "week")) == 0.4


def test_goals_are_not_rolled_up_to_other_units(cell: Look) -> None:
    assert cell("goal_attainment_pct", "R", WEEK, "point", "week", "goal=g1") is None
    # R has g7 (0.25, weight 3) and g8 (1.667 clipped to 1): 1.75 / 4
    assert value(cell("goal_attainment_pct", "R", WEEK, "point", "week")) == 0.4375


def test_a_goal_on_a_kpi_takes_its_value_from_the_goals_start(cell: Look, goal_status: dict[str, str]) -> None:
    # g7: 1 session of 4, the step trajectory expects 0.25 since 31 March
    assert value(cell("goal_attainment_pct", "R", WEEK, "point", "week", "goal=g7")) == 0.25
    assert value(cell("goal_pace_ratio", "R", WEEK, "point", "week", "goal=g7")) == 1
    # g8: (2/3 - 0.5) / 0.1; seasonal: 0.2 + 0.8 x 13 / 60 on 14 May; a level is not achieved before the end
    assert value(cell("goal_attainment_pct", "R", WEEK, "point", "week", "goal=g8")) == pytest.approx(5 / 3, abs=1e-11)
    pace = (5 / 3) / (0.2 + 0.8 * 13 / 60)
    assert value(cell("goal_pace_ratio", "R", WEEK, "point", "week", "goal=g8")) == pytest.approx(pace, abs=1e-10)
    assert (goal_status["g7"], goal_status["g8"]) == ("on_track", "on_track")


def test_a_goal_reached_on_its_last_day_is_achieved(warehouse: duckdb.DuckDBPyConnection, cell: Look) -> None:
    # g9: revenue of March is 25 of 20
    assert value(cell("goal_attainment_pct", "R", "2025-03-01", "point", segment="goal=g9")) == 1.25
    rows = warehouse.execute(
        "select goal_status from kpi.goal_progress"
        " where goal_id = 'g9' and grain = 'month' and period_start = date '2025-03-01'"
    ).fetchall()
    assert rows == [("achieved",)]
    assert cell("goal_attainment_pct", "R", "2025-04-01", "point", segment="goal=g9") is None


def test_a_goal_on_people_of_a_hidden_unit_shows_nothing(cell: Look) -> None:
    assert cell("goal_attainment_pct", "T4", WEEK, "point", "week", "goal=g10") == Cell(None, "no_data")
