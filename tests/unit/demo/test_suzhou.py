"""The Chinese subsidiary: its books close month by month, and nobody else's events change for it."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from sources.demo.company.charts import CHARTED_BY_DEFAULT
from sources.demo.company.frame import month_end
from sources.demo.company.suzhou.workdays import is_workday
from sources.demo.events import Company, LedgerLine
from sources.demo.exports.kingdee import listing, sides
from sources.demo.exports.kingdee_accounts import balance_rows

SEEDS = Path(__file__).parents[3] / "dbt_project" / "seeds"
CHINA = ("MI-SAL-CN", "MI-OPS-SUZ", "MI-FIN-SUZ")
SALES = "6001.01"


def digest(rows: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()[:16]


def suzhou(company: Company) -> list[LedgerLine]:
    return [line for line in company.ledger if line.entity_id == "MI-CN"]


def vouchers(company: Company) -> dict[str, list[LedgerLine]]:
    found: defaultdict[str, list[LedgerLine]] = defaultdict(list)
    for line in suzhou(company):
        found[line.document].append(line)
    return found


def test_the_events_of_the_first_entities_are_what_they_were_before_it(small: Company) -> None:
    """Digests of the events of the company that had no Chinese subsidiary yet."""
    ledger = [
        "|".join(map(str, (
            one.entity_id, one.document, one.line, one.account, one.posting_date, one.amount, one.org_unit_id,
            one.class_or_cost_center, one.counter_account, one.text, one.entry_kind,
        )))
        for one in small.ledger if one.entity_id != "MI-CN"
    ]  # fmt: skip
    assert (len(ledger), digest(ledger)) == (5454, "dceb9e1acb2f71b5")
    assert digest(one for one in small.budget if one.entity_id != "MI-CN") == "d68935e571b003ba"
    assert digest(one for one in small.fx_rates if one.from_currency == "EUR") == "414213729e75ead2"
    first = [one for one in small.employees if one.positions[0].org_unit_id not in CHINA]
    assert (len(first), digest(first)) == (78, "a092779519eda3e4")
    assert max(int(one.number) for one in first) < min(
        int(one.number) for one in small.employees if one.positions[0].org_unit_id in CHINA
    )


def test_a_closed_month_leaves_nothing_in_profit_and_loss_and_the_running_one_is_open(company: Company) -> None:
    left: defaultdict[date, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in suzhou(company):
        if line.account.startswith("6"):
            left[line.posting_date.replace(day=1)][line.account] += line.amount
    running = left.pop(date(2025, 12, 1))
    assert running[SALES] < 0
    assert len(left) == 23
    assert {month: {one for one, total in by.items() if total} for month, by in left.items()} == {
        month: set() for month in left
    }


def test_only_vouchers_through_the_profit_account_are_closing_ones(company: Company) -> None:
    for document, lines in vouchers(company).items():
        assert {line.entry_kind for line in lines} == (
            {"closing"} if any(line.account == "4103" for line in lines) else {"normal"}
        ), document
    texts = {line.text for line in suzhou(company) if line.entry_kind == "closing"}
    assert texts == {"结转本期损益-收入", "结转本期损益-成本费用", "结转本年利润"}


def test_the_profit_of_a_closed_year_is_carried_to_retained_earnings(company: Company) -> None:
    year = [line for line in suzhou(company) if line.posting_date.year == 2024]
    profit = -sum(one.amount for one in year if one.account.startswith("6") and one.entry_kind == "normal")
    assert -sum(one.amount for one in year if one.account == "4104.05") == profit > 0
    assert sum(one.amount for one in year if one.account == "4103") == 0


def test_vouchers_are_numbered_anew_each_month_and_dated_on_working_days_or_the_last_one(company: Company) -> None:
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for document, lines in vouchers(company).items():
        month, _, number = document.partition(" 记-")
        numbers[month].append(number)
        (day,) = {line.posting_date for line in lines}
        assert f"{day:%Y-%m}" == month
        assert is_workday(day) or day == month_end(day), document
    assert all(found == [f"{n:04d}" for n in range(1, len(found) + 1)] for found in numbers.values())
    worked = {line.posting_date for line in suzhou(company)}
    assert not worked & {date(2025, 1, 28), date(2025, 1, 29), date(2025, 2, 3), date(2025, 10, 8)}  # 春节, 国庆节
    assert {day for day in worked if day.weekday() > 4 and day != month_end(day)}  # 调休


def test_sales_carry_thirteen_per_cent_of_vat(company: Company) -> None:
    sales = [lines for lines in vouchers(company).values() if lines[0].text.startswith("销售仪器-")]
    assert len(sales) > 100
    for receivable, income, tax in sales:
        assert (receivable.account, income.account, tax.account) == ("1122", SALES, "2221.01.05")
        assert abs(tax.amount - income.amount * 13 / 100) <= Decimal("0.005")


def test_an_estimate_of_goods_is_taken_back_in_red_in_the_next_month(company: Company) -> None:
    by_text: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in suzhou(company):
        if line.account == "2202.02" and line.posting_date < date(2025, 12, 1):
            by_text[line.document[:7] + ("back" if line.amount > 0 else "")] += line.amount
    assert by_text["2024-01"] == -by_text["2024-02back"] < 0


def test_red_stays_on_the_side_of_what_it_takes_back() -> None:
    def line(account: str, amount: str, text: str, kind: str = "normal") -> LedgerLine:
        return LedgerLine(
            "MI-CN", "2025-03 记-0001", 1, account, date(2025, 3, 3), Decimal(amount), "MI", None, "", text, kind
        )

    none = Decimal(0)
    assert sides(line("1122", "113.00", "销售仪器")) == (Decimal("113.00"), none)
    assert sides(line(SALES, "-100.00", "销售仪器")) == (none, Decimal("100.00"))
    assert sides(line("1122", "-113.00", "红字冲销-销售退回")) == (Decimal("-113.00"), none)
    assert sides(line(SALES, "100.00", "红字冲销-销售退回")) == (none, Decimal("-100.00"))
    assert sides(line("6603.02", "-52.00", "收到存款利息")) == (Decimal("-52.00"), none)
    assert sides(line(SALES, "100.00", "结转本期损益-收入", "closing")) == (Decimal("100.00"), none)


def office_costs(year: int, month: int, amount: str) -> list[LedgerLine]:
    """A voucher of office costs paid from the bank."""
    day, document = date(year, month, 5), f"{year}-{month:02d} 记-0001"
    debit = LedgerLine("MI-CN", document, 1, "6602.03", day, Decimal(amount), "MI", "苏州财务部", "", "办公", "normal")
    credit = LedgerLine("MI-CN", document, 2, "1002.01", day, -Decimal(amount), "MI", None, "", "办公", "normal")
    return [debit, credit]


FOUR_MONTHS = [
    line
    for year, month, amount in ((2024, 12, "4.00"), (2025, 1, "10.00"), (2025, 2, "2.50"), (2025, 3, "7.00"))
    for line in office_costs(year, month, amount)
]


def test_a_list_ends_a_month_with_its_totals_and_those_of_the_year() -> None:
    names = {"6602.03": "管理费用-办公费", "1002.01": "银行存款"}
    rows = list(listing(FOUR_MONTHS, FOUR_MONTHS[4:6], names, "2025年02期"))
    assert [row[4] for row in rows[-2:]] == ["本期合计", "本年累计"]
    assert [row[7:9] for row in rows[-2:]] == [[Decimal("2.50")] * 2, [Decimal("12.50")] * 2]
    assert [row[:3] for row in rows[3:5]] == [[date(2025, 2, 5), "记", "0001"], ["", "", ""]]


def test_balances_begin_with_the_opening_ones_and_parents_hold_their_sub_accounts() -> None:
    names = {"1002": "银行存款", "1002.01": "银行存款-基本户", "6602": "管理费用", "6602.03": "管理费用-办公费"}
    rows = list(balance_rows(FOUR_MONTHS, names, date(2025, 2, 1)))
    # 5,000,000.00 before the history; 4.00 and 10.00 were paid before February.
    bank = [Decimal("4999986.00"), "", "", Decimal("2.50"), "", Decimal("12.50"), Decimal("4999983.50"), ""]
    costs = [Decimal("14.00"), "", Decimal("2.50"), "", Decimal("12.50"), "", Decimal("16.50"), ""]
    assert [row[0] for row in rows[4:-1]] == list(names)
    assert [row[2:] for row in rows[4:-1]] == [bank, bank, costs, costs]
    assert rows[-1] == [
        "合计", "", Decimal("5000000.00"), 0, Decimal("2.50"), Decimal("2.50"), Decimal("12.50"), Decimal("12.50"),
        Decimal("5000000.00"), 0,
    ]  # fmt: skip


def test_the_standard_chart_gives_the_types_of_accounts_that_no_template_names() -> None:
    rows = list(csv.DictReader((SEEDS / "chart_default.csv").open(encoding="utf-8")))
    defaults = {row["account_prefix"]: row["account_type"] for row in rows if row["chart_standard"] != "small"
                and row["chart_standard"] != "former"}  # fmt: skip
    for account in CHARTED_BY_DEFAULT:
        known = max((one for one in defaults if account.account.startswith(one)), key=len)
        assert defaults[known] == account.account_type, account
    assert len(CHARTED_BY_DEFAULT) > 40


def test_the_subsidiary_budgets_every_account_of_profit_and_loss(company: Company) -> None:
    budgeted = {line.account for line in company.budget if line.entity_id == "MI-CN"}
    booked = {line.account for line in suzhou(company) if line.account.startswith("6")}
    assert booked <= budgeted
    assert {line.currency for line in company.budget if line.entity_id == "MI-CN"} == {"CNY"}
