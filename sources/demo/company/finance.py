"""The books: balanced documents of two entities, drawn around the plan."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.charts import TYPE_OF
from sources.demo.company.frame import Frame, month_end, weekday_on_or_after, weekdays_of_month
from sources.demo.company.org import DE, US, unit_of_posting
from sources.demo.company.plan import PAYROLL, PLAN, PlanRow, expected_amount
from sources.demo.events import LedgerLine

CENT = Decimal("0.01")
CREDIT_TYPES = ("revenue", "contra_revenue", "other_income")
BANK = {US: "Checking", DE: "113100"}
SPLIT = "-Split-"
"""What QuickBooks writes as the counter account of a document with more than two lines."""


@dataclass(frozen=True)
class Draft:
    """A document before it has a number: (account, label, debit-positive amount) lines."""

    entity: str
    day: date
    text: str
    lines: tuple[tuple[str, str | None, Decimal], ...]


def ledger(frame: Frame) -> tuple[LedgerLine, ...]:
    """All lines up to the as-of date, in order of entity, day and document."""
    drafts: list[Draft] = []
    for row in PLAN:
        rng = frame.rng(f"ledger:{row.entity}:{row.account}:{row.label}")
        for month in frame.month_starts():
            drafts += _documents(frame, row, month, rng)
    rng = frame.rng("ledger:payroll")
    for month in frame.month_starts():
        for entity in (US, DE):
            drafts += _payroll(frame, entity, month, rng)
    drafts += _stock_purchases(frame)
    kept = [draft for draft in drafts if draft.day <= frame.as_of]
    return tuple(_numbered(kept))


def _documents(frame: Frame, row: PlanRow, month: date, rng: random.Random) -> Iterator[Draft]:
    total = expected_amount(row, month) * frame.scale * rng.uniform(0.93, 1.07)
    if total == 0:
        return
    count = max(1, round(row.documents * frame.scale * rng.uniform(0.9, 1.1)))
    shares = [rng.uniform(0.4, 1.6) for _ in range(count)]
    days = weekdays_of_month(month)
    for share in shares:
        amount = money(total * share / sum(shares))
        debit = -amount if TYPE_OF[row.entity, row.account] in CREDIT_TYPES else amount
        day = month_end(month) if row.account in ("Depreciation Expense", "700000") else rng.choice(days)
        delay = rng.randint(18, 52)
        if debit == 0:
            continue
        yield Draft(row.entity, day, row.text, ((row.account, row.label, debit), (row.counter, None, -debit)))
        if row.settled:
            paid = weekday_on_or_after(day + timedelta(days=delay))
            lines = ((BANK[row.entity], None, -debit), (row.counter, None, debit))
            yield Draft(row.entity, paid, f"Payment {row.text}", lines)


def _payroll(frame: Frame, entity: str, month: date, rng: random.Random) -> Iterator[Draft]:
    """US pays on the 15th and at the month's end, Germany on the 25th; a line per unit and account."""
    days = (
        [date(month.year, month.month, 15), month_end(month)] if entity == US else [date(month.year, month.month, 25)]
    )
    for day in days:
        lines: list[tuple[str, str | None, Decimal]] = []
        for row in PAYROLL:
            if row.entity == entity:
                amount = expected_amount(row, month) * frame.scale / len(days) * rng.uniform(0.98, 1.02)
                lines.append((row.account, row.label, money(amount)))
        total = sum((line[2] for line in lines), Decimal(0))
        yield Draft(entity, day, "Payroll", (*lines, (BANK[entity], None, -total)))


def _stock_purchases(frame: Frame) -> Iterator[Draft]:
    rng = frame.rng("ledger:stock")
    accounts = {US: ("Inventory Asset", "Accounts Payable (A/P)", 1_600_000), DE: ("310000", "160000", 600_000)}
    for entity, (stock, payable, monthly) in accounts.items():
        for month in frame.month_starts():
            count = frame.count(8)
            for _ in range(count):
                amount = money(monthly * frame.scale / count * rng.uniform(0.7, 1.3))
                day = rng.choice(weekdays_of_month(month))
                paid = weekday_on_or_after(day + timedelta(days=30))
                yield Draft(entity, day, "Materials", ((stock, None, amount), (payable, None, -amount)))
                yield Draft(entity, paid, "Payment Materials", ((payable, None, amount), (BANK[entity], None, -amount)))


def _numbered(drafts: Iterable[Draft]) -> Iterator[LedgerLine]:
    """Numbers documents in posting order; a document's number tells its entity's habit (`1042`, `4900001042`)."""
    numbers = {US: 1000, DE: 4_900_000_000}
    for draft in sorted(drafts, key=lambda one: (one.entity, one.day, one.text, one.lines)[:3]):
        numbers[draft.entity] += 1
        document = str(numbers[draft.entity])
        for line, (account, label, amount) in enumerate(draft.lines, start=1):
            counter = draft.lines[2 - line][0] if len(draft.lines) == 2 else SPLIT
            unit = unit_of_posting(label, account, draft.day)
            yield LedgerLine(
                draft.entity, document, line, account, draft.day, amount, unit, label, counter, draft.text, "normal"
            )


def money(amount: float) -> Decimal:
    """A float as exact cents."""
    return Decimal(repr(amount)).quantize(CENT)
