"""Invariant 6: ratios come from summed parts, percentiles and distinct counts from observations, and NULL is not 0."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import duckdb
import pytest

from sources.demo.company import build_company

SAME_CELL = "kpi_id, grain, time_window, period_start"
# Field Service moved on 2025-07-01: from then on the tree of dim_org_unit is that of every window looked at.
UNITS = f"""
    select parent.*, list(child) as children
    from mart_kpi as parent
    join dim_org_unit as unit on unit.parent_id = parent.org_unit_id
    join mart_kpi as child on child.org_unit_id = unit.org_unit_id and child.segment = parent.segment
        and ({", ".join(f"child.{name}" for name in SAME_CELL.split(", "))})
            = ({", ".join(f"parent.{name}" for name in SAME_CELL.split(", "))})
    where parent.segment = 'total' and parent.window_start >= date '2025-07-01'
    group by all
"""
SEGMENTS = f"""
    select parent.*, list(child) as children
    from mart_kpi as parent
    join mart_kpi as child on child.org_unit_id = parent.org_unit_id and child.segment like '{{kind}}=%'
        and ({", ".join(f"child.{name}" for name in SAME_CELL.split(", "))})
            = ({", ".join(f"parent.{name}" for name in SAME_CELL.split(", "))})
    where parent.segment = 'total'
    group by all
"""
MONTHS = """
    select parent.*, list(child) as children
    from mart_kpi as parent
    join mart_kpi as child on (child.kpi_id, child.org_unit_id, child.segment, child.time_window)
            = (parent.kpi_id, parent.org_unit_id, parent.segment, parent.time_window)
        and child.grain = 'month' and child.period_start between parent.period_start and parent.period_end
    where parent.grain = 'quarter' and parent.time_window = 'period'
    group by all
"""
Con = duckdb.DuckDBPyConnection


def parts(con: Con, families: str, kpi: str) -> list[tuple[float, float, float, list[dict[str, float]]]]:
    """Value, numerator, denominator and children of a KPI's cells that have a value and several children with one."""
    query = f"""
        select value, numerator, denominator, children from ({families})
        where kpi_id = ? and value is not null and len(list_filter(children, child -> child.value is not null)) > 1
    """
    return con.execute(query, [kpi]).fetchall()


@pytest.mark.parametrize(
    ("families", "kpi"),
    [
        (UNITS, "win_rate_pct"),
        (UNITS, "on_time_completion_pct"),
        (UNITS, "flow_efficiency_pct"),
        (SEGMENTS.format(kind="project"), "on_time_completion_pct"),
        (SEGMENTS.format(kind="project"), "flow_efficiency_pct"),
        (SEGMENTS.format(kind="entity"), "gross_margin_pct"),
        (SEGMENTS.format(kind="entity"), "operating_margin_pct"),
        (SEGMENTS.format(kind="entity"), "budget_utilisation_pct"),
        (MONTHS, "gross_margin_pct"),
        (MONTHS, "csat_pct"),
        (MONTHS, "win_rate_pct"),
    ],
    ids=lambda told: told if told.endswith("pct") else ("units", "segments", "months")[
        ("dim_org_unit" not in told) + ("grain = 'month'" in told)
    ],
)  # fmt: skip
def test_a_ratio_is_the_sum_of_its_parts_over_the_sum_of_their_bases(demo_marts: Con, families: str, kpi: str) -> None:
    cells = parts(demo_marts, families, kpi)
    assert len(cells) > 3
    furthest = 0.0
    for value, numerator, denominator, children in cells:
        assert numerator == pytest.approx(sum(child["numerator"] or 0 for child in children), rel=1e-9, abs=1e-6)
        assert denominator == pytest.approx(sum(child["denominator"] or 0 for child in children), rel=1e-9, abs=1e-6)
        assert value == pytest.approx(numerator / abs(denominator), rel=1e-9, abs=1e-12)
        values = [child["value"] for child in children if child["value"] is not None]
        furthest = max(furthest, abs(value - sum(values) / len(values)))
    assert furthest > 0.005, "nowhere does the mean of the parts differ: the test would not see an average"


def test_a_percentile_is_no_mean_of_its_parts(demo_marts: Con) -> None:
    cells = parts(demo_marts, UNITS, "cycle_time_p85_days")
    apart = 0
    for value, _, _, children in cells:
        shown = [child for child in children if child["value"] is not None]
        apart += abs(value - sum(child["value"] for child in shown) / len(shown)) > 0.1
        weights = sum(child["n_obs"] for child in shown)
        assert value != pytest.approx(sum(child["value"] * child["n_obs"] for child in shown) / weights, rel=1e-6)
    assert apart > 20


def test_sessions_that_two_units_share_count_once_above_them(demo_marts: Con) -> None:
    cells = demo_marts.execute(
        f"select value, children from ({UNITS}) where kpi_id = 'training_sessions_delivered' and value is not null"
    ).fetchall()
    shared = 0
    for value, children in cells:
        values = [child["value"] or 0 for child in children]
        assert value >= max(values)
        shared += value < sum(values)
    assert shared > 5


def test_a_cell_without_a_value_says_why_and_is_never_zero(demo_marts: Con) -> None:
    rows = demo_marts.execute(
        "select status, count(*), count(value), count(*) filter (value = 0) from mart_kpi group by status"
    ).fetchall()
    found = {status: (cells, values, zeros) for status, cells, values, zeros in rows}
    for status in ("no_data", "not_computable", "suppressed"):
        cells, values, _ = found.pop(status)
        assert cells > 1000 and values == 0
    assert all(cells == values for cells, values, _ in found.values())
    assert sum(zeros for _, _, zeros in found.values()) > 100  # a real 0 has a status of its own


def test_a_day_without_deals_has_no_bookings_and_a_month_of_lost_ones_a_win_rate_of_zero(demo_marts: Con) -> None:
    """From the event list: days on which the company closed nothing, and months in which a team lost all it closed."""
    company = build_company()
    closed = [deal for deal in company.opportunities if deal.is_closed and deal.close_date <= company.as_of]
    by_team: defaultdict[tuple[str, date], list[bool]] = defaultdict(list)
    for deal in closed:
        by_team[deal.org_unit_id, deal.close_date.replace(day=1)].append(deal.is_won)
    rates = demo_marts.execute(
        "select org_unit_id, period_start, value from mart_kpi where kpi_id = 'win_rate_pct' and grain = 'month' "
        "and time_window = 'period' and org_unit_id in (select org_unit_id from dim_org_unit where level = 2)"
    ).fetchall()
    for unit, month, value in rates:
        outcomes = by_team[unit, month]
        assert value == pytest.approx(sum(outcomes) / len(outcomes), rel=1e-9)
    assert sum(value == 0 for _, _, value in rates) > 5

    days = demo_marts.execute(
        "select period_start, value, status from mart_kpi where kpi_id = 'sales_bookings_amt' and grain = 'day' "
        "and time_window = 'period' and org_unit_id = 'MI'"
    ).fetchall()
    busy = {deal.close_date for deal in closed}
    quiet = [(value, status) for day, value, status in days if day not in busy]
    assert len(quiet) > 10 and set(quiet) == {(None, "no_data")}
