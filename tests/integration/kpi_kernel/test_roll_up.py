"""Sums, ratios and percentiles over units, windows, segments and the dated tree; values by hand from company.sql."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Cell

Look = Callable[..., Cell | None]


def value(cell: Cell | None) -> float:
    assert cell is not None and cell.value is not None, cell
    return cell.value


def status(cell: Cell | None) -> str:
    assert cell is not None
    return cell.status


def test_revenue_follows_the_tree_of_the_day(cell: Look) -> None:
    # T3 earned 70 in February under D1, and 30 - 5 in March under D2
    assert value(cell("net_revenue", "D1", "2025-02-01")) == 70
    assert value(cell("net_revenue", "D2", "2025-03-01")) == 25
    assert value(cell("net_revenue", "R", "2025-03-01")) == 25
    assert status(cell("net_revenue", "D2", "2025-02-01")) == "no_data"
    assert status(cell("net_revenue", "D1", "2025-03-01")) == "no_data"


def test_a_unit_counts_above_it_before_the_tree_was_written_down(cell: Look) -> None:
    # D1's position starts in June 2024, T1's revenue of January 2024 is still its
    assert value(cell("net_revenue", "D1", "2024-01-01")) == 200


def test_closing_entries_and_postings_after_the_as_of_date_do_not_count(cell: Look) -> None:
    # T1: 500 closing in March; May: 150 on the 14th, 9999 on the 15th
    assert status(cell("net_revenue", "T1", "2025-03-01")) == "no_data"
    assert value(cell("net_revenue", "R", "2025-05-01")) == 150


def test_segments_are_one_type_at_a_time(cell: Look) -> None:
    assert value(cell("net_revenue", "R", "2025-03-01", segment="entity=US")) == 30
    assert value(cell("net_revenue", "R", "2025-03-01", segment="entity=DE")) == -5
    assert cell("net_revenue", "T1", "2025-03-01", segment="entity=DE") is None
    assert value(cell("throughput_items", "T2", "2025-04-01", segment="project=Q")) == 1


def test_year_to_date_sums_from_the_fiscal_year_start(cell: Look) -> None:
    # 70 + 25 by the end of March; the quarter has the same days
    assert value(cell("net_revenue", "R", "2025-03-01", "ytd")) == 95
    assert value(cell("net_revenue", "R", "2025-01-01", grain="quarter")) == 95


def test_a_missing_rate_blocks_its_unit_and_those_above_only(cell: Look) -> None:
    assert status(cell("net_revenue", "T2", "2025-04-01")) == "not_computable"
    assert status(cell("net_revenue", "R", "2025-04-01")) == "not_computable"
    assert status(cell("net_revenue", "R", "2025-05-01", "ytd")) == "not_computable"
    assert status(cell("net_revenue", "D2", "2025-04-01")) == "no_data"


def test_margins_divide_summed_components(cell: Look) -> None:
    # R, March: (25 - 40) / 25 and (25 - 40 - 30) / 25; DE has negative revenue; February has an account without type
    assert value(cell("gross_margin_pct", "R", "2025-03-01")) == pytest.approx(-0.6, abs=1e-15)
    assert value(cell("operating_margin_pct", "R", "2025-03-01")) == pytest.approx(-1.8, abs=1e-15)
    assert status(cell("gross_margin_pct", "R", "2025-03-01", segment="entity=DE")) == "not_computable"
    assert status(cell("gross_margin_pct", "R", "2025-02-01")) == "not_computable"
    assert value(cell("gross_margin_pct", "D1", "2025-05-01")) == 1
    assert status(cell("gross_margin_pct", "T1", "2025-02-01")) == "no_data"


def test_a_window_from_before_the_data_start_is_not_computable(cell: Look) -> None:
    # revenue starts in January 2024: twelve months to May 2024 do not exist, those to December 2024 do
    assert status(cell("gross_margin_pct", "R", "2024-05-01", "t12m")) == "not_computable"
    assert value(cell("gross_margin_pct", "R", "2024-12-01", "t12m")) == 1
    assert status(cell("revenue_growth_yoy_pct", "R", "2024-05-01")) == "not_computable"


def test_a_running_period_is_compared_with_the_same_elapsed_working_days(cell: Look) -> None:
    # 1 to 14 May 2025 has 9 working days (the 1st is off): the base ends on 13 May 2024 with 100, without the 1000
    assert value(cell("revenue_growth_yoy_pct", "T1", "2025-05-01")) == 0.5
    # complete quarter: (95 - 200) / 200; no revenue in January 2025 against 200
    assert value(cell("revenue_growth_yoy_pct", "R", "2025-01-01", grain="quarter")) == -0.525
    assert value(cell("revenue_growth_yoy_pct", "R", "2025-01-01")) == -1
    assert status(cell("revenue_growth_yoy_pct", "R", "2025-02-01")) == "not_computable"  # base without rows


def test_a_running_quarter_is_compared_with_the_quarter_before(cell: Look) -> None:
    # 31 working days since 1 April (22 + 9); the 31st of the first quarter is 12 February: 100 + 20, not the 500
    for grain, start in (("quarter", "2025-04-01"), ("year", "2025-01-01")):
        assert value(cell("sales_growth_qoq_pct", "T1", start, "qtd", grain)) == 0.5
    assert status(cell("sales_growth_qoq_pct", "T1", "2025-01-01", grain="quarter")) == "not_computable"


def test_bookings_and_win_rate(cell: Look) -> None:
    assert value(cell("sales_bookings_amt", "R", "2025-02-01")) == 520
    assert value(cell("sales_bookings_amt", "R", "2025-04-20", grain="day")) == 180
    assert status(cell("sales_bookings_amt", "R", "2025-03-01")) == "not_computable"
    assert value(cell("win_rate_pct", "R", "2025-04-01")) == 0.5


def test_budget_by_account_class_and_window(cell: Look) -> None:
    for account_class, march, year in (("revenue", 90, 100), ("cost", 50, 156), ("capex", 25, 25)):
        segment = f"account_class={account_class}"
        assert value(cell("budget_revised_amt", "R", "2025-03-01", segment=segment)) == march
        assert value(cell("budget_revised_amt", "R", "2025-03-01", "full_year", segment=segment)) == year
    assert cell("budget_revised_amt", "R", "2025-03-01") is None


def test_budget_variance_is_favourable_when_positive(cell: Look) -> None:
    # March: actual 25 - 40 - 30 + 8 = -37 against 90 - 50 = 40; January: -10 against -6; May has no budget: 150 - 0
    assert value(cell("budget_variance_amt", "R", "2025-03-01")) == -77
    assert value(cell("budget_variance_pct", "R", "2025-03-01")) == -1.925
    assert value(cell("budget_variance_amt", "R", "2025-01-01")) == -4
    assert value(cell("budget_variance_pct", "R", "2025-01-01")) == pytest.approx(-4 / 6, abs=1e-12)
    assert value(cell("budget_variance_amt", "R", "2025-05-01")) == 150
    assert status(cell("budget_variance_pct", "R", "2025-05-01")) == "not_computable"


def test_budget_utilisation_is_year_to_date_over_the_full_year(cell: Look) -> None:
    # spend by March: 10 + 40 + 30 + 20 = 100; full year: 6 + 50 + 100 + 25 = 181
    assert value(cell("budget_utilisation_pct", "R", "2025-03-01", "ytd")) == 0.552486187845


def test_nps_takes_the_latest_answer_and_csat_every_valid_one(cell: Look) -> None:
    # latest: 3, 10, 8 (11 is no score): (1 - 1) / 3; csat: 4 and 5 of 4, 5, 3 (0 is no score)
    assert value(cell("nps", "T1", "2025-04-01")) == 0
    assert value(cell("csat_pct", "R", "2025-04-01")) == 0.666666666667


def test_percentiles_come_from_observations(cell: Look) -> None:
    # 1, 2 and 10 days: position 0.85 x 2 = 1.7, so 2 + 0.7 x 8; project P has 1 and 2: 1.85
    assert value(cell("cycle_time_p85_days", "R", "2025-04-01", "t30d")) == pytest.approx(7.6, abs=1e-12)
    assert value(cell("cycle_time_p85_days", "R", "2025-04-01", "t30d", segment="project=P")) == pytest.approx(
        1.85, abs=1e-12
    )
    # window t30d of 14 May starts on 15 April: nobody finished
    assert status(cell("cycle_time_p85_days", "R", "2025-05-01", "t30d")) == "no_data"


def test_age_of_work_in_progress_ends_at_the_site_midnight(cell: Look) -> None:
    # New York: 10 May 12:00 to 15 May 04:00 UTC = 4 2/3 days; UTC: 13 to 15 May = 2 days; 2 + 0.85 x 2 2/3
    assert value(cell("wip_age_p85_days", "R", "2025-05-01", "point")) == pytest.approx(2 + 0.85 * 8 / 3, abs=1e-12)
    assert value(cell("wip_age_p85_days", "R", "2025-05-12", "point", "day")) == pytest.approx(2 + 2 / 3, abs=1e-12)
    assert status(cell("wip_age_p85_days", "R", "2025-04-07", "point", "week")) == "no_data"


def test_flow_throughput_and_due_dates(cell: Look) -> None:
    # active 3600 + 1800 + 1800 of 7200 + 7200 + 3600; throughput counts the item without history too
    assert value(cell("flow_efficiency_pct", "R", "2025-04-01")) == 0.4
    assert value(cell("throughput_items", "R", "2025-04-01")) == 4
    # due in April: i1 on time, i2 late, i4 on time, i7 open; i5 is cancelled
    assert value(cell("on_time_completion_pct", "R", "2025-04-01")) == 0.5


def test_stocks_of_risks_are_the_last_fresh_assessments(cell: Look) -> None:
    # r2 (700, cadence 60) is fresh for 90 days from 1 October; r1 (1000, residual only) from 1 March on
    assert value(cell("risk_expected_annual_loss", "R", "2024-10-01", "point")) == 700
    assert value(cell("risks_above_appetite_count", "R", "2024-10-01", "point")) == 1
    assert status(cell("risk_expected_annual_loss", "R", "2025-01-01", "point")) == "no_data"
    assert value(cell("risk_expected_annual_loss", "R", "2025-03-01", "point")) == 1000
    assert value(cell("risks_above_appetite_count", "T1", "2025-03-01", "point", segment="category=financial")) == 1
    assert status(cell("risks_above_appetite_count", "R", "2025-03-01", "point", segment="category=legal")) == "no_data"


def test_status_against_targets(cell: Look) -> None:
    # D2: 25 against 26 less 5 % = 24.7; T3: tolerance 0.5 given; csat 0.667 >= 0.6; p85 7.6 > 7.35;
    # 30 heads within 28..29 + 1.425
    assert status(cell("net_revenue", "D2", "2025-03-01")) == "at_risk"
    assert status(cell("net_revenue", "T3", "2025-03-01")) == "off_target"
    assert status(cell("csat_pct", "T1", "2025-04-01")) == "on_target"
    assert status(cell("cycle_time_p85_days", "T2", "2025-04-01", "t30d")) == "off_target"
    assert status(cell("headcount_eop", "R", "2025-02-01", "point")) == "at_risk"
    assert status(cell("headcount_eop", "R", "2025-01-01", "point")) == "on_target"
    assert status(cell("net_revenue", "R", "2025-03-01")) == "no_target"
    assert status(cell("headcount_eop", "R", "2024-12-01", "point")) == "no_target"  # targets hold from January 2025
