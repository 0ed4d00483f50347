"""Goal boundaries of the rules (5.2): baseline 100, target 110, day 45 of 90 and their like."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sources.demo.events import Goal, GoalTrajectoryPoint
from sources.demo.truth.formulas import round12
from sources.demo.truth.goals import attainment, expected_share, goal_status
from sources.demo.truth.periods import WorkCalendar

START = date(2025, 1, 1)
EVERY_DAY = WorkCalendar({START + timedelta(days=n): True for n in range(400)})
HALF = START + timedelta(days=44)
END = START + timedelta(days=89)


def goal(
    baseline: str | None, target: str, kind: str = "increase", flow: bool = False, trajectory: str = "linear"
) -> Goal:
    return Goal("g", "g", "g", "R", "company", None, kind, flow, None if baseline is None else Decimal(baseline),
                Decimal(target), "", START, END, trajectory, Decimal(1), 14, None)  # fmt: skip


@pytest.mark.parametrize(
    ("baseline", "target", "current", "reached", "pace", "status"),
    [
        ("100", "110", 104.0, 0.40, 0.80, "at_risk"),
        ("100", "110", 104.75, 0.475, 0.95, "on_track"),
        ("12", "3", 7.0, 0.555555555556, 1.11111111111, "on_track"),
        ("12", "3", 13.0, -0.111111111111, -0.222222222222, "off_track"),
        ("100", "110", 103.75, 0.375, 0.75, "at_risk"),
        ("100", "110", 103.7, 0.37, 0.74, "off_track"),
        ("100", "110", 110.0, 1.0, 2.0, "achieved"),
    ],
)
def test_half_time(baseline: str, target: str, current: float, reached: float, pace: float, status: str) -> None:
    one = goal(baseline, target)
    expected = expected_share(one, [], HALF, EVERY_DAY)
    found = attainment(one, current)
    assert expected == 0.5
    assert found is not None
    assert round12(found) == reached
    assert round12(found / expected) == pace
    assert goal_status(one, HALF, found, expected, stale=False) == status


def test_a_flow_goal_runs_from_zero_to_its_target() -> None:
    # baseline 100, target 110, 52 at half-time: 52 / 110 = 0.4727; pace 0.945: just not on track
    one = goal("100", "110", flow=True)
    found = attainment(one, 52.0)
    assert found == pytest.approx(52 / 110)
    assert goal_status(one, HALF, found, 0.5, stale=False) == "at_risk"


def test_nothing_to_gain_is_not_computable() -> None:
    assert attainment(goal("100", "100"), 100.0) is None


def test_first_match_wins() -> None:
    one = goal("100", "110")
    assert goal_status(one, START - timedelta(days=1), 2.0, 0.0, stale=False) == "not_started"
    assert goal_status(one, END + timedelta(days=1), 0.99, 1.0, stale=True) == "missed"
    assert goal_status(one, END + timedelta(days=1), 1.0, 1.0, stale=True) == "achieved"
    assert goal_status(one, HALF, 0.9, 0.5, stale=True) == "no_data"
    assert goal_status(one, HALF, None, 0.5, stale=False) == "no_data"
    assert goal_status(one, HALF, -5.0, 0.0999, stale=False) == "grace"
    assert goal_status(one, HALF, 0.0, 0.10, stale=False) == "off_track"


def test_a_level_is_achieved_only_at_the_end() -> None:
    one = goal("0.75", "0.9", kind="reach_level")
    assert goal_status(one, END - timedelta(days=1), 1.2, 0.99, stale=False) == "on_track"
    assert goal_status(one, END, 1.2, 1.0, stale=False) == "achieved"
    assert goal_status(one, END, 0.96, 1.0, stale=False) == "on_track"


def test_steps_hold_until_the_next_and_seasons_are_interpolated() -> None:
    points = [
        GoalTrajectoryPoint("g", START + timedelta(days=30), Decimal("0.25")),
        GoalTrajectoryPoint("g", START + timedelta(days=50), Decimal("0.75")),
    ]
    step, season = goal("0", "1", trajectory="step"), goal("0", "1", trajectory="seasonal")
    assert expected_share(step, points, START + timedelta(days=29), EVERY_DAY) == 0.0
    assert expected_share(step, points, START + timedelta(days=49), EVERY_DAY) == 0.25
    assert expected_share(season, points, START, EVERY_DAY) == 0.0
    assert expected_share(season, points, START + timedelta(days=12), EVERY_DAY) == pytest.approx(0.1)
    assert expected_share(season, points, START + timedelta(days=40), EVERY_DAY) == pytest.approx(0.5)
    assert expected_share(season, points, END, EVERY_DAY) == 1.0


def test_linear_progress_is_in_working_days() -> None:
    # 1 January to 31 March 2025: 23 + 20 + 21 weekdays, 63 without New Year; 1 to 10 January: 8, 7 without it.
    weekdays = WorkCalendar({START: False})
    assert expected_share(goal("0", "1"), [], date(2025, 1, 10), weekdays) == pytest.approx(7 / 63)
