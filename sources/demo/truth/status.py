"""The status of a value against its target (RULES 5.2b)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sources.demo.events import KpiTarget

GOOD = {
    "band": (
        "budget_revised_amt", "budget_utilisation_pct", "workforce_cost_ratio_pct", "turnover_rate_annualised",
        "headcount_avg", "headcount_eop",
    ),
    "down": (
        "voluntary_turnover_rate_t12m", "cycle_time_p85_days", "wip_age_p85_days", "risks_above_appetite_count",
        "risk_expected_annual_loss",
    ),
}  # fmt: skip
"""The direction that is good, of KPIs for which it is not `up` (kpi_catalog)."""
TOLERANCE = Decimal("0.05")
Series = tuple[str, str, str, str, str]
"""(kpi, unit, segment, grain, window)."""


class Targets:
    """The target rows; nothing is inherited from another unit, grain or window."""

    def __init__(self, targets: Iterable[KpiTarget]) -> None:
        """Of several rows that apply, the one that became valid last counts."""
        self._rows: dict[Series, list[KpiTarget]] = defaultdict(list)
        for row in targets:
            key = (row.kpi_id, row.org_unit_id, row.segment, row.grain, row.time_window)
            self._rows[key].append(row)
        self._good = {kpi: good for good, kpis in GOOD.items() for kpi in kpis}

    def status(self, series: Series, period_start: date, value: float) -> str:
        """Status of a published value."""
        rows = [
            row
            for row in self._rows.get(series, ())
            if row.valid_from <= period_start and (row.valid_to is None or row.valid_to >= period_start)
        ]
        if not rows:
            return "no_target"
        return judge(max(rows, key=lambda row: row.valid_from), self._good.get(series[0], "up"), value)


def judge(row: KpiTarget, good: str, value: float) -> str:
    """on_target, at_risk or off_target; no_target when the row lacks what its direction needs."""
    low, high = row.low, row.high
    if good == "band":
        if low is None and high is None:
            low = high = row.target
        bounds = [abs(bound) for bound in (low, high) if bound is not None]
    else:
        low, high = (row.target, None) if good == "up" else (None, row.target)
        bounds = [] if row.target is None else [abs(row.target)]
    if not bounds:
        return "no_target"
    tolerance = row.tolerance if row.tolerance is not None else sum(bounds, Decimal(0)) / len(bounds) * TOLERANCE
    if _inside(low, high, value):
        return "on_target"
    wider = (None if low is None else low - tolerance, None if high is None else high + tolerance)
    return "at_risk" if _inside(*wider, value) else "off_target"


def _inside(low: Decimal | None, high: Decimal | None, value: float) -> bool:
    return (low is None or value >= float(low)) and (high is None or value <= float(high))
