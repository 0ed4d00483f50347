"""Values against targets (rules 5.2b), at the edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sources.demo.events import KpiTarget
from sources.demo.truth.status import Targets, judge


def row(
    target: str | None = None,
    low: str | None = None,
    high: str | None = None,
    tolerance: str | None = None,
    kpi: str = "csat_pct",
    since: str = "2024-01-01",
    until: str | None = None,
) -> KpiTarget:
    numbers = [None if text is None else Decimal(text) for text in (target, low, high, tolerance)]
    last = None if until is None else date.fromisoformat(until)
    return KpiTarget(kpi, "R", "total", "month", "period", date.fromisoformat(since), last, *numbers)


@pytest.mark.parametrize(
    ("good", "target", "value", "status"),
    [
        ("up", row("0.90"), 0.9, "on_target"),
        ("up", row("0.90"), 0.855, "at_risk"),  # 0.90 - 5 % of it
        ("up", row("0.90"), 0.854, "off_target"),
        ("up", row("-100"), -104.0, "at_risk"),
        ("up", row("20", tolerance="6"), 14.0, "at_risk"),
        ("down", row("15", tolerance="5"), 15.0, "on_target"),
        ("down", row("15", tolerance="5"), 20.0, "at_risk"),
        ("down", row("15", tolerance="5"), 20.01, "off_target"),
        ("band", row(low="0.30", high="0.50"), 0.30, "on_target"),
        ("band", row(low="0.30", high="0.50"), 0.28, "at_risk"),  # 5 % of 0.40
        ("band", row(low="0.30", high="0.50"), 0.521, "off_target"),
        ("band", row(low="0.30"), 99.0, "on_target"),
        ("band", row("10"), 10.5, "at_risk"),
        ("up", row(low="1", high="2"), 1.5, "no_target"),
    ],
)
def test_judged_by_direction(good: str, target: KpiTarget, value: float, status: str) -> None:
    assert judge(target, good, value) == status


def test_the_row_valid_at_the_period_start_counts_and_nothing_is_inherited() -> None:
    targets = Targets([row("0.5", until="2024-12-31"), row("0.9", since="2025-01-01")])
    series = ("csat_pct", "R", "total", "month", "period")
    assert targets.status(series, date(2024, 12, 1), 0.6) == "on_target"
    assert targets.status(series, date(2025, 1, 1), 0.6) == "off_target"
    assert targets.status(series, date(2023, 12, 1), 0.6) == "no_target"
    assert targets.status(("csat_pct", "R", "total", "quarter", "period"), date(2025, 1, 1), 0.6) == "no_target"
    assert targets.status(("csat_pct", "A", "total", "month", "period"), date(2025, 1, 1), 0.6) == "no_target"


def test_of_two_rows_the_later_one_counts() -> None:
    series = ("csat_pct", "R", "total", "month", "period")
    for rows in ([row("0.5"), row("0.9", since="2024-06-01")], [row("0.9", since="2024-06-01"), row("0.5")]):
        assert Targets(rows).status(series, date(2024, 6, 1), 0.6) == "off_target"
        assert Targets(rows).status(series, date(2024, 5, 1), 0.6) == "on_target"


def test_fewer_leavers_are_better() -> None:
    targets = Targets([row("0.10", kpi="voluntary_turnover_rate_t12m")])
    series = ("voluntary_turnover_rate_t12m", "R", "total", "month", "period")
    assert targets.status(series, date(2024, 5, 1), 0.02) == "on_target"
