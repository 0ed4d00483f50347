"""The dated tree, and base amounts to the last millionth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sources.demo.events import FxRate, OrgPosition
from sources.demo.truth.money import Rates, micros
from sources.demo.truth.tree import OrgTree

MOVE = date(2025, 7, 1)


def tree() -> OrgTree:
    founded = date(2018, 1, 1)
    return OrgTree(
        [
            OrgPosition("R", "", "", None, founded, None),
            OrgPosition("A", "", "", "R", founded, None),
            OrgPosition("B", "", "", "R", founded, None),
            OrgPosition("T", "", "", "A", founded, date(2025, 6, 30)),
            OrgPosition("T", "", "", "B", MOVE, None),
        ],
        "R",
    )


def test_a_moved_team_counts_at_the_parent_of_the_day() -> None:
    assert tree().above("T", date(2025, 6, 30)) == ("T", "A", "R")
    assert tree().above("T", MOVE) == ("T", "B", "R")
    assert tree().parents(date(2025, 6, 30))["T"] == "A"
    assert tree().stretches(date(2025, 6, 1), date(2025, 7, 2)) == [
        (date(2025, 6, 1), date(2025, 6, 30)),
        (MOVE, date(2025, 7, 2)),
    ]


def test_the_first_position_holds_before_and_unknown_units_are_unassigned() -> None:
    assert tree().above("T", date(2010, 1, 1)) == ("T", "A", "R")
    assert tree().above("nobody", MOVE) == ("unassigned", "R")
    assert tree().above(None, MOVE) == ("unassigned", "R")
    assert tree().above("R", MOVE) == ("R",)


def test_base_amounts_are_rounded_half_away_from_zero() -> None:
    assert micros(Decimal("0.5"), Decimal("0.000001")) == 1
    assert micros(Decimal("-0.5"), Decimal("0.000001")) == -1
    # 0.3333 x 1.123456789 = 0.374448147...
    assert micros(Decimal("0.3333"), Decimal("1.123456789")) == 374_448


def test_rates_are_looked_up_and_never_guessed() -> None:
    def rate(kind: str, day: str, value: str, version: str | None = None) -> FxRate:
        return FxRate("EUR", "USD", date.fromisoformat(day), kind, Decimal(value), version)

    rates = Rates(
        [
            rate("average", "2025-01-01", "1.10"), rate("closing", "2025-01-03", "1.11"),
            rate("budget", "2024-01-01", "1.07"), rate("budget", "2025-01-01", "1.09", "original"),
            FxRate("USD", "EUR", date(2025, 2, 1), "average", Decimal("0.9"), None),
        ],
        "USD",
    )  # fmt: skip
    assert rates.average("USD", date(2025, 2, 1)) == 1
    assert rates.average("EUR", date(2025, 1, 31)) == Decimal("1.10")
    assert rates.average("EUR", date(2025, 2, 1)) is None
    assert rates.closing("EUR", date(2025, 1, 10)) == Decimal("1.11")
    assert rates.closing("EUR", date(2025, 1, 11)) is None
    assert rates.budget("EUR", "original", date(2025, 2, 1)) == Decimal("1.09")
    assert rates.budget("EUR", "original", date(2024, 12, 1)) == Decimal("1.07")
    assert rates.budget("EUR", "R1", date(2025, 2, 1)) == Decimal("1.07")
