"""Legal entities and what they book, plan and convert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Entity:
    """A legal entity and the book it keeps."""

    entity_id: str
    name: str
    currency: str
    system: str
    instance: str
    company_code: str | None
    org_unit_id: str


@dataclass(frozen=True)
class Account:
    """A ledger account. ``name`` is the label the product shows; ``account`` is what the export carries."""

    entity_id: str
    account: str
    name: str
    account_type: str
    is_workforce_cost: bool


@dataclass(frozen=True)
class LedgerLine:
    """One line of a balanced document; ``amount`` is debit-positive, in the entity's currency.

    ``partner`` and ``project`` are the line's auxiliary items, where the books keep such.
    """

    entity_id: str
    document: str
    line: int
    account: str
    posting_date: date
    amount: Decimal
    org_unit_id: str
    class_or_cost_center: str | None
    counter_account: str
    text: str
    entry_kind: str
    partner: str | None = None
    project: str | None = None


@dataclass(frozen=True)
class BudgetLine:
    """One budgeted month of an account; ``amount`` in the account's natural sign (revenue +, cost +)."""

    entity_id: str
    version: str
    approved_on: date
    account: str
    org_unit_id: str
    class_or_cost_center: str | None
    month: date
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class FxRate:
    """Units of ``to_currency`` per one ``from_currency``."""

    from_currency: str
    to_currency: str
    rate_date: date
    rate_type: str
    rate: Decimal
    budget_version: str | None
