"""A voucher before it has a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

RED = "红字冲销"
"""How the text of a voucher begins that takes back an earlier one."""
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Entry:
    """A line; ``amount`` is debit-positive, in CNY."""

    account: str
    label: str | None
    amount: Decimal
    partner: str | None = None
    project: str | None = None


@dataclass(frozen=True)
class Voucher:
    """A balanced voucher; ``rank`` orders the vouchers of a day."""

    day: date
    rank: int
    text: str
    entries: tuple[Entry, ...]
    kind: str = "normal"


def yuan(amount: float) -> Decimal:
    """A float as exact fen."""
    return Decimal(repr(amount)).quantize(CENT)


def per_cent(amount: Decimal, rate: int) -> Decimal:
    """So many per cent of an amount, in fen."""
    return (amount * rate / HUNDRED).quantize(CENT, ROUND_HALF_UP)
