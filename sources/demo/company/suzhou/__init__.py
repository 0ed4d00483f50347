"""The Chinese subsidiary: its plan, its vouchers, the closing of its months, its working days."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sources.demo.company.frame import Frame
from sources.demo.company.org import CN, unit_of_posting
from sources.demo.company.suzhou.month_end import month_end_vouchers
from sources.demo.company.suzhou.running import running_vouchers
from sources.demo.events import LedgerLine

WORD = "记"


def suzhou_ledger(frame: Frame) -> tuple[LedgerLine, ...]:
    """All lines up to the as-of date in order of their vouchers, which begin anew each month (`2025-03 记-0001`)."""
    running = tuple(running_vouchers(frame))
    vouchers = [one for one in (*running, *month_end_vouchers(frame, running)) if one.day <= frame.as_of]
    numbers: dict[date, int] = defaultdict(int)
    lines = []
    for voucher in sorted(vouchers, key=lambda one: (one.day, one.rank)):
        month = voucher.day.replace(day=1)
        numbers[month] += 1
        document = f"{month:%Y-%m} {WORD}-{numbers[month]:04d}"
        for number, one in enumerate(voucher.entries, start=1):
            lines.append(
                LedgerLine(
                    CN, document, number, one.account, voucher.day, one.amount,
                    unit_of_posting(one.label, one.account, voucher.day), one.label, "", voucher.text, voucher.kind,
                    one.partner, one.project,
                )
            )  # fmt: skip
    return tuple(lines)
