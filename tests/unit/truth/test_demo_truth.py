"""The truth of a small demo company: identities that hold whatever the seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sources.demo.company import build_company
from sources.demo.events import Company
from sources.demo.truth import Cell, compute_truth

PEOPLE = {
    "headcount_avg",
    "headcount_eop",
    "training_hours_per_employee",
    "training_sessions_delivered",
    "turnover_rate_annualised",
    "voluntary_turnover_rate_t12m",
    "workforce_cost_ratio_pct",
}
STATUSES = {"on_target", "at_risk", "off_target", "no_target", "no_data", "not_computable", "suppressed"}


@pytest.fixture(scope="module")
def demo() -> Company:
    return build_company(scale=0.2, months=15)


@pytest.fixture(scope="module")
def truth(demo: Company) -> list[Cell]:
    return compute_truth(demo)


def of(cells: list[Cell], kpi: str, window: str = "period") -> Iterator[Cell]:
    return (cell for cell in cells if cell.kpi_id == kpi and cell.time_window == window)


def test_thirty_kpis_with_unique_sorted_keys(truth: list[Cell]) -> None:
    keys = [cell.key for cell in truth]
    assert len({cell.kpi_id for cell in truth}) == 30
    assert keys == sorted(set(keys))


def test_a_value_is_there_exactly_when_it_could_be_judged(truth: list[Cell]) -> None:
    assert {cell.status for cell in truth} == STATUSES
    judged = {"on_target", "at_risk", "off_target", "no_target"}
    assert all((cell.value is not None) == (cell.status in judged) for cell in truth)


def test_only_people_kpis_are_hidden_and_all_at_the_same_units(truth: list[Cell]) -> None:
    hidden = [cell for cell in truth if cell.status == "suppressed"]
    assert {cell.kpi_id for cell in hidden} == PEOPLE
    units = {
        kpi: {cell.org_unit_id for cell in hidden if cell.kpi_id == kpi and cell.period_start.year == 2025}
        for kpi in ("headcount_eop", "headcount_avg")
    }
    assert units["headcount_eop"] == units["headcount_avg"]
    assert "MI-PPL" in units["headcount_eop"]
    assert "MI" not in {
        cell.org_unit_id for cell in of(hidden, "headcount_eop", "point") if cell.period_start.year == 2025
    }


def test_no_shown_head_can_be_subtracted(demo: Company, truth: list[Cell]) -> None:
    """Children hidden under a shown parent, with the parent's direct members, are never fewer than five people."""
    parent = {one.org_unit_id: one.parent_id for one in demo.org_positions if one.valid_to is None}
    by_period: dict[object, dict[str, float | None]] = defaultdict(dict)
    for cell in of(truth, "headcount_eop", "point"):
        if cell.grain == "month" and cell.period_start.year == 2025 and cell.period_start.month >= 7:
            by_period[cell.period_start][cell.org_unit_id] = cell.value
    checked = 0
    for heads in by_period.values():
        for unit, value in heads.items():
            children = [child for child in heads if parent.get(child) == unit]
            hidden = [child for child in children if heads[child] is None]
            if value is not None and hidden:
                assert value - sum(heads[child] or 0 for child in children) >= 5
                checked += 1
    assert checked


def test_entities_and_units_add_up(demo: Company, truth: list[Cell]) -> None:
    parts: dict[tuple[object, ...], float] = defaultdict(float)
    totals: dict[tuple[object, ...], float] = {}
    for cell in of(truth, "net_revenue"):
        if cell.value is not None:
            key = (cell.org_unit_id, cell.grain, cell.period_start)
            if cell.segment == "total":
                totals[key] = cell.value
            else:
                parts[key] += cell.value
    assert totals
    assert parts == pytest.approx(totals, rel=1e-12)
    years = [cell.value for cell in of(truth, "throughput_items") if cell.grain == "year" and cell.org_unit_id == "MI"]
    months = [cell.value or 0 for cell in of(truth, "throughput_items")
              if cell.grain == "month" and cell.org_unit_id == "MI" and cell.segment == "total"
              and cell.period_start.year == 2025]  # fmt: skip
    assert sum(months) in years


def test_the_order_of_events_does_not_matter(demo: Company, truth: list[Cell]) -> None:
    names = (
        *("ledger", "budget", "employees", "opportunities", "work_items", "survey_responses", "risk_assessments"),
        *("fx_rates", "training_records", "org_positions", "kpi_targets", "goal_checkins", "goal_trajectory"),
    )
    turned = compute_truth(replace(demo, **{name: tuple(reversed(getattr(demo, name))) for name in names}))
    assert [cell.key for cell in turned] == [cell.key for cell in truth]
    assert [cell.status for cell in turned] == [cell.status for cell in truth]
    assert [cell.value for cell in turned] == [
        pytest.approx(cell.value, rel=1e-12) if cell.value is not None else None for cell in truth
    ]
