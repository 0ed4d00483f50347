"""What the last day of a month brings, and what falls due for it in the next: pay, stock, taxes, the closing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months, month_end
from sources.demo.company.plan import PlanRow, expected_amount
from sources.demo.company.suzhou.plan import (
    ABSORBED_OVERHEAD,
    BANK,
    CITY_TAX_DUE,
    DEPRECIATED,
    DIRECT_LABOUR,
    DIRECT_MATERIALS,
    EDUCATION_DUE,
    GOODS,
    INCOME_TAX_DUE,
    INPUT_VAT,
    INSURANCE,
    INSURANCE_PAYABLE,
    MATERIALS,
    MATERIALS_USED,
    MONTH_END,
    OFFICE,
    OUTPUT_VAT,
    OVERHEAD,
    PAY_ACCOUNTS,
    PLANT,
    PROFIT_OF_YEAR,
    RETAINED,
    VAT_MOVED_OUT,
    VAT_UNPAID,
    WAGE_BILL,
    WAGE_TAX_DUE,
    WAGES_PAYABLE,
)
from sources.demo.company.suzhou.voucher import Entry, Voucher, per_cent, yuan
from sources.demo.company.suzhou.workdays import on_or_after

ACCRUED, STOCK, TAXES, CLOSED, CARRIED = range(10, 15)
CITY_TAX, EDUCATION, WAGE_TAX, INCOME_TAX = 7, 5, 3, 25
"""Per cent: of the VAT (city construction; education, national and local), of wages, of profit."""
PAY_DAY, TAX_DAY = 10, 15
ZERO = Decimal(0)


def month_end_vouchers(frame: Frame, running: Iterable[Voucher]) -> Iterator[Voucher]:
    """The vouchers of all months' ends, and the payments that follow from them."""
    by_month: dict[date, list[Voucher]] = defaultdict(list)
    for one in running:
        by_month[one.day.replace(day=1)].append(one)
    credit, profit_of_quarter, profit_of_year = ZERO, ZERO, ZERO
    for month in frame.month_starts():
        vouchers = by_month[month]
        ours = [*_pay(frame, month), *_stock(frame, month, vouchers)]
        due, credit = _vat(vouchers, credit)
        ours += _taxes(month, due)
        profit_of_quarter += _profit([*vouchers, *ours])
        if month.month % 3 == 0:
            ours += _income_tax(month, per_cent(max(profit_of_quarter, ZERO), INCOME_TAX))
            profit_of_quarter = ZERO
        yield from ours
        own = [one for one in (*vouchers, *ours) if one.day <= month_end(month)]
        profit_of_year += _profit(own)
        yield from _closing(month, own)
        if month.month == 12:
            lines = (Entry(PROFIT_OF_YEAR, None, profit_of_year), Entry(RETAINED, None, -profit_of_year))
            yield Voucher(month_end(month), CARRIED, "结转本年利润", lines, "closing")
            profit_of_year = ZERO


def _amount(frame: Frame, row: PlanRow, month: date) -> Decimal:
    rng = frame.rng(f"suzhou:{row.account}:{row.label}:{month}")
    return yuan(expected_amount(row, month) * frame.scale * rng.uniform(0.97, 1.03))


def _pay(frame: Frame, month: date) -> Iterator[Voucher]:
    last, name = month_end(month), f"{month.month}月"
    rows = {row.account: _amount(frame, row, month) for row in MONTH_END if row.counter == WAGES_PAYABLE}
    labour = PlanRow("", DIRECT_LABOUR, PLANT, WAGES_PAYABLE, 0, WAGE_BILL[PLANT], "cost", "")
    wages = [(DIRECT_LABOUR, PLANT, _amount(frame, labour, month))]
    wages += [(accounts[0], label, rows[accounts[0]]) for label, accounts in PAY_ACCOUNTS.items()]
    insured = [
        (DIRECT_LABOUR if label == PLANT else PAY_ACCOUNTS[label][1], label, per_cent(amount, INSURANCE))
        for _, label, amount in wages
    ]  # fmt: skip
    paid, insurance = (sum((amount for *_, amount in part), ZERO) for part in (wages, insured))
    yield Voucher(last, ACCRUED, f"计提{name}工资", (*_entries(wages), Entry(WAGES_PAYABLE, None, -paid)))
    yield Voucher(
        last, ACCRUED, f"计提{name}社保公积金", (*_entries(insured), Entry(INSURANCE_PAYABLE, None, -insurance))
    )
    withheld = per_cent(paid, WAGE_TAX)
    following = add_months(month, 1)
    pay_day = on_or_after(following + timedelta(days=PAY_DAY - 1))
    owed = Entry(WAGES_PAYABLE, None, paid)
    yield Voucher(
        pay_day,
        ACCRUED,
        f"发放{name}工资",
        (owed, Entry(WAGE_TAX_DUE, None, -withheld), Entry(BANK, None, withheld - paid)),
    )
    lines = (Entry(INSURANCE_PAYABLE, None, insurance), Entry(BANK, None, -insurance))
    yield Voucher(pay_day, ACCRUED, f"缴纳{name}社保公积金", lines)
    tax_day = on_or_after(following + timedelta(days=TAX_DAY - 1))
    lines = (Entry(WAGE_TAX_DUE, None, withheld), Entry(BANK, None, -withheld))
    yield Voucher(tax_day, TAXES, f"缴纳{name}个人所得税", lines)


def _entries(amounts: Iterable[tuple[str, str | None, Decimal]]) -> tuple[Entry, ...]:
    return tuple(Entry(account, label, amount) for account, label, amount in amounts)


def _stock(frame: Frame, month: date, vouchers: list[Voucher]) -> Iterator[Voucher]:
    """Depreciation, materials used, overhead and labour into the product, the product to stock and to its cost."""
    last = month_end(month)
    rows = [row for row in (*MONTH_END, *OVERHEAD) if row.counter == DEPRECIATED]
    written_off = [(row.account, row.label, _amount(frame, row, month)) for row in rows]
    total = sum((amount for *_, amount in written_off), ZERO)
    yield Voucher(last, ACCRUED, f"计提{month.month}月折旧", (*_entries(written_off), Entry(DEPRECIATED, None, -total)))
    used = _amount(frame, MATERIALS_USED, month)
    yield Voucher(last, STOCK, "生产领料", (Entry(DIRECT_MATERIALS, PLANT, used), Entry(MATERIALS, None, -used)))
    overhead = [(account, label, amount) for account, label, amount in written_off if account.startswith("5101")]
    overhead += [
        (one.account, one.label, one.amount)
        for voucher in vouchers
        for one in voucher.entries
        if one.account.startswith("5101")
    ]
    absorbed = sum((amount for *_, amount in overhead), ZERO)
    out = _entries((account, label, -amount) for (account, label), amount in _summed(overhead).items())
    yield Voucher(last, STOCK, "结转制造费用", (Entry(ABSORBED_OVERHEAD, PLANT, absorbed), *out))
    labour = sum(
        (one.amount for voucher in _pay(frame, month) for one in voucher.entries if one.account == DIRECT_LABOUR), ZERO
    )
    parts = ((DIRECT_MATERIALS, used), (DIRECT_LABOUR, labour), (ABSORBED_OVERHEAD, absorbed))
    made = sum((amount for _, amount in parts), ZERO)
    spent = _entries((account, PLANT, -amount) for account, amount in parts)
    yield Voucher(last, STOCK, "产成品入库", (Entry(GOODS, None, made), *spent))
    for row in MONTH_END:
        if row.counter == GOODS:
            cost = _amount(frame, row, month)
            yield Voucher(last, STOCK, row.text, (Entry(row.account, row.label, cost), Entry(GOODS, None, -cost)))


def _summed(lines: Iterable[tuple[str, str | None, Decimal]]) -> dict[tuple[str, str | None], Decimal]:
    found: dict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
    for account, label, amount in lines:
        found[account, label] += amount
    return dict(sorted(found.items(), key=lambda one: (one[0][0], one[0][1] or "")))


def _vat(vouchers: list[Voucher], credit: Decimal) -> tuple[Decimal, Decimal]:
    """The VAT to pay of a month, and the input tax that is left for the next."""
    lines = [one for voucher in vouchers for one in voucher.entries]
    owed = -sum((one.amount for one in lines if one.account in (OUTPUT_VAT, INPUT_VAT)), ZERO) - credit
    return (owed, ZERO) if owed > 0 else (ZERO, -owed)


def _taxes(month: date, due: Decimal) -> Iterator[Voucher]:
    if due == 0:
        return
    last = month_end(month)
    lines = (Entry(VAT_MOVED_OUT, None, due), Entry(VAT_UNPAID, None, -due))
    yield Voucher(last, TAXES, "结转未交增值税", lines)
    city, education = per_cent(due, CITY_TAX), per_cent(due, EDUCATION)
    surcharges = (
        Entry("6403.01", OFFICE, city), Entry("6403.02", OFFICE, education),
        Entry(CITY_TAX_DUE, None, -city), Entry(EDUCATION_DUE, None, -education),
    )  # fmt: skip
    yield Voucher(last, TAXES, "计提附加税", surcharges)
    paid = (Entry(VAT_UNPAID, None, due), Entry(CITY_TAX_DUE, None, city), Entry(EDUCATION_DUE, None, education))
    day = on_or_after(add_months(month, 1) + timedelta(days=TAX_DAY - 1))
    whole = Entry(BANK, None, -due - city - education)
    yield Voucher(day, TAXES, f"缴纳{month.month}月增值税及附加", (*paid, whole))


def _income_tax(month: date, amount: Decimal) -> Iterator[Voucher]:
    if amount == 0:
        return
    quarter = f"{month.month // 3}季度"
    lines = (Entry("6801", None, amount), Entry(INCOME_TAX_DUE, None, -amount))
    yield Voucher(month_end(month), TAXES, f"计提{quarter}企业所得税", lines)
    day = on_or_after(add_months(month, 1) + timedelta(days=TAX_DAY - 1))
    yield Voucher(
        day, TAXES, f"预缴{quarter}企业所得税", (Entry(INCOME_TAX_DUE, None, amount), Entry(BANK, None, -amount))
    )


def _results(vouchers: Iterable[Voucher]) -> dict[tuple[str, str | None], Decimal]:
    lines = [(one.account, one.label, one.amount) for voucher in vouchers for one in voucher.entries]
    return _summed(line for line in lines if line[0].startswith("6"))


def _profit(vouchers: Iterable[Voucher]) -> Decimal:
    return -sum(_results(vouchers).values(), ZERO)


def _closing(month: date, vouchers: Iterable[Voucher]) -> Iterator[Voucher]:
    """Moves income, then costs and expenses, to the profit of the year: their accounts end the month at nothing."""
    results = _results(vouchers)
    for text, is_income in (("结转本期损益-收入", True), ("结转本期损益-成本费用", False)):
        own = [(account, label, -amount) for (account, label), amount in results.items()
               if amount and account.startswith(("60", "61")) == is_income]  # fmt: skip
        if own:
            moved = Entry(PROFIT_OF_YEAR, None, -sum((amount for *_, amount in own), ZERO))
            lines = (*_entries(own), moved) if is_income else (moved, *_entries(own))
            yield Voucher(month_end(month), CLOSED, text, lines, "closing")
