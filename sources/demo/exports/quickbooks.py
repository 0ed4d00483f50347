"""QuickBooks Online: General Ledger by year, Transaction Detail by Account, chart of accounts, budgets.

The two yearly ledgers differ as real ones do: header generation, nested or colon-joined sub-accounts, debit-positive or
natural-side amounts, negative numbers with a minus or in brackets, labelled or bare opening rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sources.demo.company.charts import CREDIT_NATURED, quickbooks_types
from sources.demo.company.org import US
from sources.demo.events import Account, Company, LedgerLine
from sources.demo.exports.delimited import write_csv
from sources.demo.exports.dirt import HELD_TOTAL_ERROR, UNREADABLE_LEDGER_AMOUNTS, Scenario

OPENING = {"Checking": Decimal("2500000.00"), "Opening Balance Equity": Decimal("-2500000.00")}
"""Balances before the history, debit-positive; printed as opening rows, never booked."""
TYPES = {
    "Invoice": "Invoice",
    "Service invoice": "Invoice",
    "Credit memo": "Credit Memo",
    "Payroll": "Payroll Check",
    "Depreciation": "Journal Entry",
    "Bank fee": "Expense",
    "Interest": "Deposit",
    "Cost of shipment": "Journal Entry",
}
PARTNERS = (
    "Alder Tools",
    "Birch Freight",
    "Cedar Metals",
    "Dune Software",
    "Elm Services",
    "Fjord Optics",
    "Grove Rentals",
)
FOOTER_PAD: tuple[list[str], ...] = ([""] * 10,) * 3


@dataclass(frozen=True)
class Style:
    """How one report is written."""

    report: str
    header: tuple[str, ...]
    natural: bool
    nested: bool
    brackets: bool
    opening_label: str | None
    footer: str


NEW_HEADER = (
    "",
    "Transaction date",
    "Transaction type",
    "Num",
    "Name",
    "Class",
    "Description",
    "Split",
    "Amount",
    "Balance",
)
OLD_HEADER = ("", "Date", "Transaction Type", "Num", "Name", "Class", "Memo/Description", "Split", "Amount", "Balance")


def write_quickbooks(company: Company, folder: Path, scenario: Scenario) -> None:
    """Writes all QuickBooks exports of MI-US into `folder`."""
    years = sorted({line.posting_date.year for line in company.ledger})
    for year in years:
        last = year == years[-1]
        day = company.as_of if last else date(year + 1, 1, 10)
        stamp = f"{day:%A, %B} {day.day}, {day.year} {'06:05 PM' if last else '09:15 AM'} GMT-05:00"
        footer = f"Accrual Basis {stamp}"
        style = (
            Style("General Ledger", NEW_HEADER, False, True, False, None, footer)
            if last
            else Style("General Ledger", OLD_HEADER, True, False, True, "Beginning Balance", footer)
        )
        until = company.as_of if last else date(year, 12, 31)
        first = max(date(year, 1, 1), company.start)
        rows = report(company, style, first, until, scenario, dirty=last)
        write_csv(folder / f"Meridian Instruments Inc._General Ledger {year}.csv", rows)
    first = max(date(company.as_of.year, 1, 1), company.start)
    until = date(company.as_of.year, 11, 30)
    if first < until:
        style = Style(
            "Transaction Detail by Account",
            NEW_HEADER,
            False,
            False,
            False,
            None,
            "Accrual Basis Monday, December 1, 2025 08:40 AM GMT-05:00",
        )
        rows = report(company, style, first, until, Scenario.CLEAN, dirty=False)
        write_csv(folder / f"Meridian Instruments Inc._Transaction Detail by Account {until.year}.csv", rows)
    write_csv(folder / f"Account List {company.as_of}.csv", chart_rows(company))
    for year in sorted({line.month.year for line in company.budget}):
        write_csv(folder / f"Budget original {year}-01-01.csv", budget_rows(company, year))


def report(
    company: Company, style: Style, first: date, last: date, scenario: Scenario, dirty: bool
) -> Iterator[list[str]]:
    """The rows of a ledger report from `first` to `last`, section by section."""
    width = len(style.header)
    yield ["Meridian Instruments Inc.", *[""] * (width - 1)]
    yield [style.report, *[""] * (width - 1)]
    yield [period_title(first, last), *[""] * (width - 1)]
    yield []
    yield list(style.header)
    lines = [line for line in company.ledger if line.entity_id == US and line.posting_date <= last]
    parent = ""
    parent_total = Decimal(0)
    for account in (one for one in company.accounts if one.entity_id == US):
        own = [line for line in lines if line.account == account.account]
        shown = [line for line in own if line.posting_date >= first]
        sign = -1 if style.natural and quickbooks_types(account)[0] in CREDIT_NATURED else 1
        opening = OPENING.get(account.account, Decimal(0))
        if account.account_type in ("balance", "capex"):
            opening += sum((line.amount for line in own if line.posting_date < first), Decimal(0))
        if not shown and not opening:
            continue
        above = account.account.rpartition(":")[0]
        if style.nested and above != parent:
            if parent:
                yield _total(f"{parent} with sub-accounts", parent_total, style)
            parent, parent_total = above, Decimal(0)
            if above:
                yield [above, *[""] * (width - 1)]
        label = account.name if style.nested and above else account.account
        yield from _section(style, label, account, shown, opening * sign, sign)
        if dirty and account.account == "Sundry Expenses":
            yield from _dirty_lines(last)
        stated = sum((line.amount for line in shown), Decimal(0)) * sign
        parent_total += stated
        if scenario is Scenario.HELD and dirty and account.account == "Product Sales":
            stated += Decimal(HELD_TOTAL_ERROR)
        yield _total(label, stated, style)
    if style.nested and parent:
        yield _total(f"{parent} with sub-accounts", parent_total, style)
    yield from ([], [], [])
    yield [style.footer, *[""] * (width - 1)]


def _section(
    style: Style, label: str, account: Account, lines: list[LedgerLine], opening: Decimal, sign: int
) -> Iterator[list[str]]:
    width = len(style.header)
    yield [label, *[""] * (width - 1)]
    if style.report == "General Ledger":
        yield ["", style.opening_label or "", *[""] * (width - 3), _money(opening, style)]
    balance = opening
    for line in lines:
        balance += line.amount * sign
        base = line.text.removeprefix("Payment ")
        kind = "Payment" if base != line.text else TYPES.get(base, "Bill")
        yield [
            "",
            f"{line.posting_date:%m/%d/%Y}",
            kind,
            line.document,
            "" if kind == "Payroll Check" else PARTNERS[int(line.document) % len(PARTNERS)],
            line.class_or_cost_center or "",
            line.text,
            line.counter_account,
            _money(line.amount * sign, style),
            _money(balance, style),
        ]


def _dirty_lines(last: date) -> Iterator[list[str]]:
    for number, amount in enumerate(UNREADABLE_LEDGER_AMOUNTS, start=1):
        yield [
            "",
            f"{last:%m/%d/%Y}",
            "Expense",
            f"X{number}",
            "Elm Services",
            "",
            "Not booked yet",
            "Checking",
            amount,
            "",
        ]


def _total(label: str, amount: Decimal, style: Style) -> list[str]:
    text = f"(${-amount:,.2f})" if style.brackets and amount < 0 else f"${amount:,.2f}"
    return [f"Total for {label}", *[""] * (len(style.header) - 3), text, ""]


def _money(amount: Decimal, style: Style) -> str:
    return f"({-amount:,.2f})" if style.brackets and amount < 0 else f"{amount:,.2f}"


def period_title(first: date, last: date) -> str:
    """QuickBooks' period line: whole months as `January-December, 2024`, else with days."""
    whole = first.day == 1 and (last.month, last.day) in ((11, 30), (12, 31))
    if whole:
        return f"{first:%B}-{last:%B}, {last.year}"
    return f"{first:%B} {first.day}-{last:%B} {last.day}, {last.year}"


def chart_rows(company: Company) -> Iterator[list[str]]:
    """The chart of accounts as exported: flat, sub-accounts as `Parent:Child`."""
    yield ["Account name", "Account type", "Detail type", "Lock"]
    for account in company.accounts:
        if account.entity_id == US:
            yield [account.account, *quickbooks_types(account), "No"]


def budget_rows(company: Company, year: int) -> Iterator[list[str]]:
    """One row per account and class, one column per month; a blank cell is no budget."""
    yield ["Account", "Class", *(f"{date(year, month, 1):%b %Y}" for month in range(1, 13))]
    cells: dict[tuple[str, str], dict[int, Decimal]] = {}
    for line in company.budget:
        if line.entity_id == US and line.version == "original" and line.month.year == year:
            cells.setdefault((line.account, line.class_or_cost_center or ""), {})[line.month.month] = line.amount
    for (account, label), months in cells.items():
        yield [account, label, *(f"{months[month]:.2f}" if month in months else "" for month in range(1, 13))]
