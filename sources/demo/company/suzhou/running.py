"""The vouchers of a running month: invoices with VAT, payments, expenses, purchases, goods not invoiced yet."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months, month_end
from sources.demo.company.plan import PlanRow, expected_amount
from sources.demo.company.suzhou.plan import (
    BANK,
    CUSTOMERS,
    DRAWN,
    ESTIMATED,
    INPUT_VAT,
    MATERIALS,
    MATERIALS_BOUGHT,
    OUTPUT_VAT,
    OVERHEAD,
    PAYABLE,
    PROJECTS,
    RECEIVABLE,
    SERVICES,
    SUPPLIERS,
    VAT,
)
from sources.demo.company.suzhou.voucher import RED, Entry, Voucher, per_cent, yuan
from sources.demo.company.suzhou.workdays import last_workday, on_or_after, workdays

GOODS_VAT = 13
BOUGHT, SOLD, SPENT, PAID = range(4)
"""Ranks: a voucher's place among those of its day."""
ESTIMATE_OF_MONTH = 96_000
RETURNED = Decimal("0.4")
"""What of an invoice comes back each quarter."""


def running_vouchers(frame: Frame) -> Iterator[Voucher]:
    """All vouchers that no closing writes, those due after the as-of date too."""
    for row in (*DRAWN, *OVERHEAD, MATERIALS_BOUGHT):
        if row.documents:
            rng = frame.rng(f"suzhou:{row.account}:{row.label}")
            for month in frame.month_starts():
                yield from _of_row(frame, row, month, rng)
    yield from _estimates(frame)


def _of_row(frame: Frame, row: PlanRow, month: date, rng: random.Random) -> Iterator[Voucher]:
    total = expected_amount(row, month) * frame.scale * rng.uniform(0.93, 1.07)
    if total == 0:
        return
    count = max(1, round(row.documents * frame.scale * rng.uniform(0.9, 1.1)))
    shares = [rng.uniform(0.4, 1.6) for _ in range(count)]
    returned = row.account == "6001.01" and month.month % 3 == 2
    for number, share in enumerate(shares):
        day, delay = rng.choice(workdays(month)), rng.randint(16, 55)
        net = yuan(total * share / sum(shares))
        if row.counter == RECEIVABLE:
            customer = rng.choice(CUSTOMERS)
            yield from _sale(row, day, net, customer, delay)
            if returned and number == 0:
                back = -(net * RETURNED).quantize(net)
                yield _invoice(row, last_workday(month), back, customer, f"{RED}-销售退回-{customer}")
        elif row.counter == PAYABLE:
            partner = SERVICES.get(row.account) or rng.choice(SUPPLIERS)
            yield from _purchase(row, day, net, partner, delay)
        else:
            amount = -net if row.account == "6117" else net
            pair = (Entry(row.account, row.label, amount), Entry(BANK, None, -amount))
            yield Voucher(day, SPENT, row.text, pair if amount > 0 else pair[::-1])


def _sale(row: PlanRow, day: date, net: Decimal, customer: str, delay: int) -> Iterator[Voucher]:
    yield (made := _invoice(row, day, net, customer, f"{row.text}-{customer}"))
    gross = made.entries[0].amount
    paid = on_or_after(day + timedelta(days=delay))
    yield Voucher(
        paid, PAID, f"收货款-{customer}", (Entry(BANK, None, gross), Entry(RECEIVABLE, None, -gross, customer))
    )


def _invoice(row: PlanRow, day: date, net: Decimal, customer: str, text: str) -> Voucher:
    """An invoice, or with a negative amount the red one that takes it back."""
    tax = per_cent(net, VAT[row.account])
    receivable = Entry(RECEIVABLE, None, net + tax, customer)
    return Voucher(day, SOLD, text, (receivable, Entry(row.account, row.label, -net), Entry(OUTPUT_VAT, None, -tax)))


def _purchase(row: PlanRow, day: date, net: Decimal, partner: str, delay: int) -> Iterator[Voucher]:
    tax = per_cent(net, VAT.get(row.account, GOODS_VAT))
    cost = Entry(row.account, row.label, net, project=PROJECTS.get(row.account))
    owed = Entry(PAYABLE, None, -net - tax, partner)
    yield Voucher(day, BOUGHT, f"{row.text}-{partner}", (cost, Entry(INPUT_VAT, None, tax), owed))
    paid = on_or_after(day + timedelta(days=delay))
    settled = (Entry(PAYABLE, None, net + tax, partner), Entry(BANK, None, -net - tax))
    yield Voucher(paid, PAID, f"付货款-{partner}" if row.account == MATERIALS else f"付{row.text}-{partner}", settled)


def _estimates(frame: Frame) -> Iterator[Voucher]:
    """Goods without an invoice at a month's end are entered at an estimate, and taken out in red in the next."""
    rng = frame.rng("suzhou:estimate")
    for month in frame.month_starts():
        amount = yuan(ESTIMATE_OF_MONTH * frame.scale * rng.uniform(0.6, 1.4))
        supplier = rng.choice(SUPPLIERS)
        pair = (Entry(MATERIALS, None, amount), Entry(ESTIMATED, None, -amount, supplier))
        yield Voucher(month_end(month), BOUGHT, f"暂估入库-{supplier}", pair)
        back = (Entry(MATERIALS, None, -amount), Entry(ESTIMATED, None, amount, supplier))
        following = workdays(add_months(month, 1))[0]
        yield Voucher(following, BOUGHT, f"{RED}{month.month}月暂估入库-{supplier}", back)
