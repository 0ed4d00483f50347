"""MI-CN in Kingdee: the chart of accounts (科目表) and the balances of the last months (科目余额表)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from sources.demo.company.frame import add_months
from sources.demo.company.org import CN
from sources.demo.events import Company, LedgerLine
from sources.demo.exports.kingdee import CLOSED_AFTER, COMPANY, OWN_SIDE_CREDIT, sides, write_gb18030

OPENING = {
    "1002.01": Decimal("5000000.00"),
    "1403": Decimal("1200000.00"),
    "1405": Decimal("1500000.00"),
    "1601": Decimal("4800000.00"),
    "1602": Decimal("-900000.00"),
    "4001": Decimal("-10000000.00"),
    "4104.05": Decimal("-1600000.00"),
}
"""Balances before the history, debit-positive; shown as opening balances, never booked."""
CATEGORIES = {"1": "资产", "2": "负债", "4": "权益", "5": "成本", "6": "损益"}
AUXILIARY = {"1122": "客户", "2202": "供应商", "5": "部门", "60": "部门", "64": "部门", "66": "部门"}
MONTHS = 4
SIDES = ("借方", "贷方")
HEADINGS = ("期初余额", "本期发生额", "本年累计发生额", "期末余额")
Pair = tuple[Decimal, Decimal]
NONE = Decimal(0)


def write_kingdee_accounts(company: Company, folder: Path) -> None:
    """Writes the chart, and a list of balances for each of the last months, into `folder`."""
    names = _names({one.account: one.name for one in company.accounts if one.entity_id == CN})
    write_gb18030(folder / f"科目表_{company.as_of}.csv", chart_rows(names))
    lines = [line for line in company.ledger if line.entity_id == CN]
    last = company.as_of.replace(day=1)
    for month in (add_months(last, -back) for back in reversed(range(MONTHS))):
        if month < company.start:
            continue
        taken = min(add_months(month, 1) + CLOSED_AFTER, company.as_of)
        write_gb18030(folder / f"科目余额表_{month:%Y年%m期}_{taken}.csv", balance_rows(lines, names, month))


def _names(accounts: dict[str, str]) -> dict[str, str]:
    """Accounts with all their parents, by code: `2221.01.05` lies below `2221.01` and `2221`."""
    found: dict[str, str] = {}
    for account, name in accounts.items():
        codes, parts = account.split("."), name.split("-")
        for depth in range(1, len(codes) + 1):
            found[".".join(codes[:depth])] = "-".join(parts[:depth])
    return dict(sorted(found.items()))


def chart_rows(names: dict[str, str]) -> Iterator[list[str]]:
    """The chart of accounts."""
    yield ["科目编码", "科目名称", "科目类别", "余额方向", "辅助核算", "状态"]
    for account, name in names.items():
        is_credit = account.startswith(("2", "4", "1602", *OWN_SIDE_CREDIT))
        auxiliary = next((kind for prefix, kind in AUXILIARY.items() if account.startswith(prefix)), "")
        yield [account, name, CATEGORIES[account[0]], "贷" if is_credit else "借", auxiliary, "启用"]


def balance_rows(lines: Sequence[LedgerLine], names: dict[str, str], month: date) -> Iterator[list[object]]:
    """Opening balance, movement, movement of the year and closing balance of every account, in two columns each."""
    figures = {account: _figures(account, lines, month) for account in names}
    yield ["科目余额表"]
    yield [f"核算单位：{COMPANY}", "", f"会计期间：{month:%Y年%m期}"]
    yield ["科目编码", "科目名称", *(text for heading in HEADINGS for text in (heading, ""))]
    yield ["", "", *(SIDES * len(HEADINGS))]
    for account, pairs in figures.items():
        if any(amount for pair in pairs for amount in pair):
            yield [account, names[account], *(amount or "" for pair in pairs for amount in pair)]
    tops = [pairs for account, pairs in figures.items() if "." not in account]
    sums = ([sum((pairs[place][side] for pairs in tops), NONE) for side in (0, 1)] for place in range(len(HEADINGS)))
    yield ["合计", "", *(amount for pair in sums for amount in pair)]


def _figures(account: str, lines: Sequence[LedgerLine], month: date) -> tuple[Pair, Pair, Pair, Pair]:
    def is_below(one: str) -> bool:
        return one == account or one.startswith(f"{account}.")

    own = [line for line in lines if is_below(line.account) and line.posting_date < add_months(month, 1)]
    opening = sum((amount for one, amount in OPENING.items() if is_below(one)), NONE)
    moved: dict[str, list[Decimal]] = defaultdict(lambda: [NONE, NONE])
    for line in own:
        if line.posting_date < month:
            opening += line.amount
        for name, first in (("period", month), ("year", date(month.year, 1, 1))):
            if line.posting_date >= first:
                for side, amount in enumerate(sides(line)):
                    moved[name][side] += amount
    debit, credit = moved["period"]
    of_year = moved["year"]
    return _on_side(opening), (debit, credit), (of_year[0], of_year[1]), _on_side(opening + debit - credit)


def _on_side(balance: Decimal) -> Pair:
    return (balance, NONE) if balance >= 0 else (NONE, -balance)
