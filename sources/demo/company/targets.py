"""The targets of KPIs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sources.demo.company.frame import Frame
from sources.demo.events import KpiTarget


def kpi_targets(frame: Frame) -> tuple[KpiTarget, ...]:
    """Points and bands, at the root, at a unit and for a segment; one series changes its target at the year's turn."""
    first = date(frame.start.year, 1, 1)
    end_2024 = date(2024, 12, 31)

    def point(
        kpi: str,
        unit: str,
        grain: str,
        window: str,
        target: str,
        tolerance: str | None = None,
        segment: str = "total",
        valid_from: date = first,
        valid_to: date | None = None,
    ) -> KpiTarget:
        given = Decimal(tolerance) if tolerance else None
        return KpiTarget(kpi, unit, segment, grain, window, valid_from, valid_to, Decimal(target), None, None, given)

    def band(kpi: str, unit: str, grain: str, window: str, low: str, high: str) -> KpiTarget:
        return KpiTarget(kpi, unit, "total", grain, window, first, None, None, Decimal(low), Decimal(high), None)

    monthly = Decimal(7_500_000) * Decimal(str(frame.scale))
    return (
        point("net_revenue", "MI", "month", "period", str(monthly.quantize(Decimal(1)))),
        point("gross_margin_pct", "MI", "month", "period", "0.605", "0.015"),
        point("gross_margin_pct", "MI", "quarter", "period", "0.56", "0.02", "entity=MI-DE"),
        point("operating_margin_pct", "MI", "month", "t12m", "0.143", "0.01"),
        point("revenue_growth_yoy_pct", "MI", "month", "t12m", "0.10"),
        point("budget_variance_pct", "MI", "month", "ytd", "0", "0.05"),
        band("budget_utilisation_pct", "MI", "month", "ytd", "0.30", "0.95"),
        band("workforce_cost_ratio_pct", "MI", "month", "t12m", "0.30", "0.345"),
        point("win_rate_pct", "MI", "month", "t12m", "0.35", valid_to=end_2024),
        point("win_rate_pct", "MI", "month", "t12m", "0.40", valid_from=date(2025, 1, 1)),
        point("win_rate_pct", "MI-SAL", "quarter", "period", "0.38"),
        point("sales_growth_qoq_pct", "MI", "quarter", "period", "0.05"),
        point("on_time_completion_pct", "MI", "month", "period", "0.75", "0.15"),
        point("on_time_completion_pct", "MI-ENG", "month", "period", "0.70"),
        point("on_time_completion_pct", "MI-ENG", "month", "period", "0.65", segment="project=PLAT"),
        point("flow_efficiency_pct", "MI", "month", "t90d", "0.73", "0.02"),
        point("cycle_time_p85_days", "MI", "month", "t90d", "14", "2"),
        point("wip_age_p85_days", "MI", "month", "point", "15", "5"),
        band("turnover_rate_annualised", "MI", "month", "t12m", "0.05", "0.12"),
        point("voluntary_turnover_rate_t12m", "MI", "month", "t12m", "0.10"),
        point("training_hours_per_employee", "MI", "quarter", "period", "1.2"),
        band("headcount_eop", "MI", "month", "point", str(round(280 * frame.scale)), str(round(370 * frame.scale))),
        point("training_sessions_delivered", "MI", "quarter", "period", "4"),
        point("nps", "MI", "quarter", "period", "20", "6"),
        point("csat_pct", "MI", "month", "period", "0.90"),
        point("risks_above_appetite_count", "MI", "month", "point", "4", "2"),
        point("risk_expected_annual_loss", "MI", "month", "point", "3000000", "250000"),
        point("goals_on_track_pct", "MI", "month", "point", "0.75"),
    )
