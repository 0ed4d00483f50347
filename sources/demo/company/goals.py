"""Goals, their trajectories and check-ins."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months
from sources.demo.company.sales import bookings
from sources.demo.events import Goal, GoalCheckin, GoalTrajectoryPoint, Opportunity

ONE = Decimal("1.0000")


def goals(frame: Frame, deals: tuple[Opportunity, ...]) -> tuple[Goal, ...]:
    """The four quarterly goals of the company in 2025, and three goals of its units."""
    base_first = date(2025, 1, 1) if frame.start > date(2024, 1, 1) else date(2024, 4, 1)
    base_first = add_months(base_first, -3)
    before = bookings(deals, base_first, add_months(base_first, 3) - timedelta(days=1))
    sales_target = (before * Decimal("1.10") / 1000).quantize(Decimal(1)) * 1000
    q1, q2 = (date(2025, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 6, 30))
    q3, q4 = (date(2025, 7, 1), date(2025, 9, 30)), (date(2025, 10, 1), date(2025, 12, 31))
    half = (date(2025, 7, 1), date(2025, 12, 31))
    return (
        Goal(
            "G-2025-Q1",
            "Sales up 10 %",
            "销售额增长10%",
            "MI",
            "company",
            "sales_bookings_amt",
            "increase",
            True,
            None,
            sales_target,
            "USD",
            *q1,
            "seasonal",
            ONE,
            14,
            None,
        ),
        Goal(
            "G-2025-Q2",
            "Satisfaction at 90 %",
            "客户满意度达到90%",
            "MI",
            "company",
            "csat_pct",
            "reach_level",
            False,
            Decimal("0.75"),
            Decimal("0.90"),
            "%",
            *q2,
            "linear",
            ONE,
            14,
            None,
        ),
        Goal(
            "G-2025-Q3",
            "Launch two products",
            "推出两款新产品",
            "MI",
            "company",
            None,
            "count",
            True,
            None,
            Decimal(2),
            "products",
            *q3,
            "step",
            ONE,
            30,
            None,
        ),
        Goal(
            "G-2025-Q4",
            "Four training sessions",
            "举办四场培训",
            "MI",
            "company",
            "training_sessions_delivered",
            "count",
            True,
            None,
            Decimal(4),
            "sessions",
            *q4,
            "step",
            ONE,
            14,
            None,
        ),
        Goal(
            "G-LEAD",
            "Lead time from 12 to 7 days",
            "交付周期从12天缩短到7天",
            "MI-OPS",
            "department",
            None,
            "decrease",
            False,
            Decimal(12),
            Decimal(7),
            "days",
            *half,
            "linear",
            Decimal("2.0000"),
            14,
            None,
        ),
        Goal(
            "G-MARGIN",
            "Keep the gross margin",
            "保持毛利率",
            "MI",
            "company",
            "gross_margin_pct",
            "maintain_min",
            False,
            Decimal("0.40"),
            Decimal("0.52"),
            "%",
            date(2025, 1, 1),
            date(2025, 12, 31),
            "linear",
            Decimal("0.5000"),
            30,
            None,
        ),
        Goal(
            "G-CERT",
            "Six suppliers certified",
            "认证六家供应商",
            "MI-OPS",
            "department",
            None,
            "count",
            True,
            None,
            Decimal(6),
            "suppliers",
            *half,
            "step",
            ONE,
            30,
            None,
        ),
        Goal(
            "G-2026",
            "Service revenue plan",
            "服务收入计划",
            "MI-FSV",
            "department",
            None,
            "increase",
            False,
            Decimal(100),
            Decimal(120),
            "index",
            date(2026, 1, 1),
            date(2026, 6, 30),
            "linear",
            ONE,
            30,
            None,
        ),
    )


def trajectory() -> tuple[GoalTrajectoryPoint, ...]:
    """Expected shares of the goals that are not linear."""
    points = (
        ("G-2025-Q1", (("2025-01-31", "0.26"), ("2025-02-28", "0.56"), ("2025-03-31", "1"))),
        ("G-2025-Q3", (("2025-08-15", "0.5"), ("2025-09-30", "1"))),
        ("G-2025-Q4", (("2025-10-31", "0.25"), ("2025-11-15", "0.5"), ("2025-12-01", "0.75"), ("2025-12-20", "1"))),
        ("G-CERT", (("2025-08-31", "0.333333"), ("2025-10-31", "0.666667"), ("2025-12-31", "1"))),
    )
    return tuple(
        GoalTrajectoryPoint(goal, date.fromisoformat(day), Decimal(share).quantize(Decimal("0.000001")))
        for goal, rows in points
        for day, share in rows
    )


def checkins() -> tuple[GoalCheckin, ...]:
    """Values that the owners reported; those of G-CERT stopped in October, too long ago to count."""
    rows: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...] = (
        ("G-2025-Q3", (("2025-07-15", "0", 6), ("2025-08-12", "1", 7), ("2025-09-05", "1", 7), ("2025-09-26", "2", 9))),
        (
            "G-LEAD",
            (
                ("2025-07-11", "11.8", 6),
                ("2025-08-01", "11.2", 6),
                ("2025-08-22", "10.9", 5),
                ("2025-09-12", "10.1", 6),
                ("2025-09-26", "9.8", 6),
                ("2025-10-17", "9.1", 6),
                ("2025-11-07", "8.7", 5),
                ("2025-11-28", "8.4", 5),
                ("2025-12-12", "8.2", 5),
            ),
        ),
        ("G-CERT", (("2025-07-31", "1", 7), ("2025-08-29", "2", 7), ("2025-09-30", "3", 6), ("2025-10-15", "3", 4))),
    )
    return tuple(
        GoalCheckin(goal, date.fromisoformat(day), Decimal(value), confidence)
        for goal, values in rows
        for day, value, confidence in values
    )
