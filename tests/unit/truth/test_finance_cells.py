"""Ledger, budget and bookings of a tiny company; every value is worked out in the comments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sources.demo.events import (
    Account,
    BudgetLine,
    Company,
    Employee,
    Entity,
    FxRate,
    Goal,
    GoalTrajectoryPoint,
    KpiTarget,
    LedgerLine,
    Opportunity,
    Position,
)

Make = Callable[..., Company]
Truth = Callable[[Company], Callable[..., object]]
ENTITIES = (Entity("US", "US", "USD", "q", "i", None, "R"), Entity("DE", "DE", "EUR", "s", "i", "1", "R"))
TYPES = (
    ("sales", "revenue"), ("discount", "contra_revenue"), ("goods", "cogs"), ("rent", "opex"), ("pay", "payroll"),
    ("interest", "interest"), ("gain", "other_income"), ("machine", "capex"), ("bank", "balance"),
)  # fmt: skip
ACCOUNTS = tuple(Account(e, name, name, kind, name == "pay") for e in ("US", "DE") for name, kind in TYPES)
RATES = (
    FxRate("EUR", "USD", date(2024, 1, 1), "average", Decimal("1.1"), None),
    FxRate("EUR", "USD", date(2024, 1, 1), "budget", Decimal("1.2"), None),
)


def line(entity: str, account: str, day: str, amount: str, unit: str, kind: str = "normal") -> LedgerLine:
    return LedgerLine(entity, "1", 1, account, date.fromisoformat(day), Decimal(amount), unit, None, "", "", kind)


def plan(account: str, month: str, amount: str, version: str = "v1", approved: str = "2024-01-01", entity: str = "US",
         unit: str = "A1") -> BudgetLine:  # fmt: skip
    currency = "EUR" if entity == "DE" else "USD"
    return BudgetLine(entity, version, date.fromisoformat(approved), account, unit, None, date.fromisoformat(month),
                      Decimal(amount), currency)  # fmt: skip


LEDGER = (
    line("US", "sales", "2024-01-10", "-1000.00", "A1"),
    line("US", "discount", "2024-01-20", "50.00", "A1"),
    line("US", "goods", "2024-01-20", "400.00", "A1"),
    line("US", "rent", "2024-01-20", "100.00", "A2"),
    line("US", "interest", "2024-01-21", "30.00", "A2"),
    line("DE", "sales", "2024-01-15", "-100.00", "B"),  # 110.00 USD
    line("US", "gain", "2024-01-31", "-5.00", "A1"),
    line("US", "bank", "2024-01-31", "-777.00", "A1"),
    line("US", "sales", "2024-01-31", "9999.00", "A1", kind="closing"),
    line("DE", "sales", "2024-02-15", "-100.00", "B"),  # no average rate in February
    line("US", "sales", "2024-02-10", "-200.00", "A1"),
    line("US", "sales", "2025-01-05", "-1.00", "A2"),  # after the as-of date
)


def test_revenue_margins_and_their_segments(company: Make, cells: Truth) -> None:
    target = KpiTarget(
        "net_revenue", "R", "total", "month", "period", date(2024, 1, 1), None, Decimal(1100), None, None, None
    )
    find = cells(company(entities=ENTITIES, accounts=ACCOUNTS, fx_rates=RATES, ledger=LEDGER, kpi_targets=(target,)))
    january = find("net_revenue", "R", "month", "period", "2024-01-01")
    # 1000 - 50 + 110 = 1060, below 1100 but within 5 % of it
    assert (january.value, january.status) == (1060.0, "at_risk")
    assert find("net_revenue", "A", "month", "period", "2024-01-01").value == 950.0
    assert find("net_revenue", "R", "month", "period", "2024-01-01", "entity=DE").value == 110.0
    with pytest.raises(KeyError):
        find("net_revenue", "A2", "month", "period", "2024-01-01")
    # (950 - 400) / 950
    assert find("gross_margin_pct", "A", "month", "period", "2024-01-01").value == round(550 / 950, 12)
    # (1060 - 400 - 100) / 1060: interest and other income are below the line
    assert find("operating_margin_pct", "R", "month", "period", "2024-01-01").value == float(f"{560 / 1060:.11e}")
    # A2 has cost but no revenue
    assert find("operating_margin_pct", "A2", "month", "period", "2024-01-01").status == "not_computable"
    # February at B has no rate; at A1 it is known; in March nothing was booked
    assert find("net_revenue", "B", "month", "period", "2024-02-01").status == "not_computable"
    assert find("net_revenue", "R", "month", "ytd", "2024-02-01").status == "not_computable"
    assert find("net_revenue", "A1", "month", "ytd", "2024-02-01").value == 1150.0
    assert find("net_revenue", "A1", "month", "period", "2024-03-01").status == "no_data"
    # a year back from January 2024 lies before the data
    assert find("gross_margin_pct", "A1", "month", "t12m", "2024-06-01").status == "not_computable"
    assert find("gross_margin_pct", "A1", "month", "t12m", "2024-12-01").value == float(f"{(1150 - 400) / 1150:.11e}")


def test_more_returns_than_sales_have_no_margin(company: Make, cells: Truth) -> None:
    ledger = (
        line("US", "sales", "2024-01-10", "-10.00", "A1"),
        line("US", "discount", "2024-01-10", "30.00", "A1"),
        line("US", "rent", "2024-01-10", "30.00", "A1"),
    )
    find = cells(
        company(entities=ENTITIES, accounts=ACCOUNTS, ledger=ledger, budget=(plan("rent", "2024-01-01", "100"),))
    )
    assert find("net_revenue", "A1", "month", "period", "2024-01-01").value == -20.0
    assert find("operating_margin_pct", "A1", "month", "period", "2024-01-01").status == "not_computable"
    # a budgeted loss of 100 and an actual one of 50: half of the base better
    assert find("budget_variance_amt", "A1", "month", "period", "2024-01-01").value == 50.0
    assert find("budget_variance_pct", "A1", "month", "period", "2024-01-01").value == 0.5


def test_growth_of_the_running_month_takes_the_same_working_days(company: Make, cells: Truth) -> None:
    # as of Friday 14 March 2025, 10 working days: until 14 March 2024
    ledger = (
        line("US", "sales", "2024-03-14", "-100.00", "A1"),
        line("US", "sales", "2024-03-15", "-100.00", "A1"),
        line("US", "sales", "2025-03-14", "-150.00", "A1"),
    )
    find = cells(company(entities=ENTITIES, accounts=ACCOUNTS, ledger=ledger, as_of=date(2025, 3, 14)))
    assert find("revenue_growth_yoy_pct", "R", "month", "period", "2025-03-01").value == 0.5
    # t3m starts in January 2024, before the first month with data
    assert find("revenue_growth_yoy_pct", "R", "month", "t3m", "2025-03-01").status == "not_computable"
    assert find("revenue_growth_yoy_pct", "R", "month", "period", "2025-02-01").status == "not_computable"


def test_budget_in_force_variance_and_use(company: Make, cells: Truth) -> None:
    budget = (
        plan("sales", "2024-01-01", "900"), plan("goods", "2024-01-01", "300"),
        plan("sales", "2024-01-01", "1100", "v2", "2024-06-01"), plan("goods", "2024-01-01", "500", "v2", "2024-06-01"),
        plan("rent", "2024-12-01", "800", "v2", "2024-06-01"), plan("machine", "2024-12-01", "700", "v2", "2024-06-01"),
        plan("sales", "2024-01-01", "7777", "v3", "2025-06-01"),
        plan("sales", "2024-01-01", "50", entity="DE", unit="B"),
    )  # fmt: skip
    find = cells(company(entities=ENTITIES, accounts=ACCOUNTS, fx_rates=RATES, ledger=LEDGER, budget=budget))
    # v2 is in force for US (v3 comes later); DE's v1 at the budget rate: 50 x 1.2 = 60
    month, year = "2024-01-01", "2024-01-01"
    assert find("budget_revised_amt", "R", "month", "period", month, "account_class=revenue").value == 1160.0
    assert find("budget_revised_amt", "R", "month", "full_year", month, "account_class=cost").value == 1300.0
    assert find("budget_revised_amt", "A1", "year", "ytd", year, "account_class=capex").value == 700.0
    # profit at A1: actual 1000 - 50 - 400 + 5 = 555, budget 1100 - 500 = 600
    assert find("budget_variance_amt", "A1", "month", "period", month).value == -45.0
    assert find("budget_variance_pct", "A1", "month", "period", month).value == -0.075
    # A2 has actual cost of 130 and no budget
    assert find("budget_variance_amt", "A2", "month", "period", month).value == -130.0
    assert find("budget_variance_pct", "A2", "month", "period", month).status == "not_computable"
    # spend at A in January: 400 + 100 + 30 of a year's 500 + 800 + 700
    assert find("budget_utilisation_pct", "A", "month", "ytd", month).value == 0.265


def test_workforce_cost_over_a_year_of_revenue(company: Make, cells: Truth) -> None:
    staff = tuple(
        Employee(str(n), "", "", "", date(2023, 1, 1), None, None, Decimal(1), "Full-Time",
                 (Position(date(2023, 1, 1), "B" if n < 6 else "A1", "", ""),))
        for n in range(9)
    )  # fmt: skip
    ledger = (
        line("US", "sales", "2024-01-10", "-1000.00", "A1"),
        line("US", "pay", "2024-01-25", "300.00", "A1"),
        line("US", "pay", "2024-12-25", "50.00", "B"),
        line("US", "rent", "2024-12-25", "99.00", "B"),
    )
    find = cells(company(entities=ENTITIES, accounts=ACCOUNTS, ledger=ledger, employees=staff))
    assert find("workforce_cost_ratio_pct", "R", "month", "t12m", "2024-12-01").value == 0.35
    assert find("workforce_cost_ratio_pct", "R", "month", "t12m", "2024-11-01").status == "not_computable"
    # A and A1 rest on three people, and B with its six would give them away
    for unit in ("A", "A1", "B"):
        assert find("workforce_cost_ratio_pct", unit, "month", "t12m", "2024-12-01").status == "suppressed"


def test_a_goal_reads_its_kpi_over_its_own_window(company: Make, cells: Truth) -> None:
    def goal(name: str, kpi: str, target: str, start: date) -> Goal:
        return Goal(name, "", "", "A", "department", kpi, "increase", True, None, Decimal(target), "USD", start,
                    date(2024, 6, 30), "step", Decimal(1), 14, None)  # fmt: skip

    april = date(2024, 4, 1)
    goals = (
        goal("flow", "sales_bookings_amt", "200", april),
        goal("odd", "sales_growth_qoq_pct", "1", april),
        goal("early", "sales_bookings_amt", "200", date(2023, 12, 1)),
    )
    deals = (deal("2024-01-10", "999"), deal("2024-04-10", "60"), deal("2024-05-10", "70"))
    steps = (GoalTrajectoryPoint("flow", date(2024, 5, 1), Decimal("0.5")),)
    find = cells(company(opportunities=deals, goals=goals, goal_trajectory=steps))
    april_30, may_31 = (
        ("A", "month", "point", "2024-04-01", "goal=flow"),
        ("A", "month", "point", "2024-05-01", "goal=flow"),
    )
    assert find("goal_attainment_pct", *april_30).value == 0.3  # 60 / 200
    assert find("goal_pace_ratio", *april_30).status == "not_computable"  # nothing is expected before 1 May
    assert find("goal_attainment_pct", *may_31).value == 0.65  # (60 + 70) / 200
    assert find("goal_pace_ratio", *may_31).value == 1.3
    assert find("goal_attainment_pct", *may_31[:4], "goal=odd").status == "not_computable"
    # bookings start in January 2024, this goal a month before
    assert find("goal_attainment_pct", *may_31[:4], "goal=early").status == "not_computable"
    assert find("goals_on_track_pct", *may_31[:4]).value == 1.0


def deal(day: str, amount: str, won: bool = True, closed: bool = True, currency: str = "USD") -> Opportunity:
    return Opportunity(f"o{day}{amount}", "c", "o", "A1", Decimal(amount), currency, datetime(2024, 1, 1, tzinfo=UTC),
                       date.fromisoformat(day), "", closed, won)  # fmt: skip


def test_bookings_win_rate_and_growth_on_the_quarter(company: Make, cells: Truth) -> None:
    closing = FxRate("EUR", "USD", date(2024, 4, 5), "closing", Decimal("1.08"), None)
    deals = (
        deal("2024-01-10", "100"), deal("2024-01-11", "70", won=False), deal("2024-04-10", "100", currency="EUR"),
        deal("2024-04-11", "42"), deal("2024-04-12", "1", won=False, closed=False), deal("2024-10-10", "30"),
        deal("2024-10-12", "5", won=False),
    )  # fmt: skip
    find = cells(company(opportunities=deals, fx_rates=(closing,), entities=ENTITIES))
    assert find("sales_bookings_amt", "A", "quarter", "period", "2024-04-01").value == 150.0
    assert find("sales_bookings_amt", "R", "day", "ytd", "2024-12-31").value == 280.0
    assert find("sales_bookings_amt", "R", "day", "period", "2024-12-31").status == "no_data"
    assert find("win_rate_pct", "R", "quarter", "period", "2024-01-01").value == 0.5
    assert find("win_rate_pct", "R", "year", "t12m", "2024-01-01").value == float(f"{4 / 6:.11e}")
    assert find("sales_growth_qoq_pct", "R", "quarter", "period", "2024-04-01").value == 0.5
    # third quarter: nothing against 150 is -1; fourth: 30 against nothing
    assert find("sales_growth_qoq_pct", "R", "quarter", "qtd", "2024-07-01").value == -1.0
    assert find("sales_growth_qoq_pct", "R", "year", "qtd", "2024-01-01").status == "not_computable"
