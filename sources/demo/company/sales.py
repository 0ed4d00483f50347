"""Customers and the deals made with them."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, weekdays_of_month
from sources.demo.company.org import OWNERS
from sources.demo.company.plan import SEASON
from sources.demo.events import Customer, Opportunity

INDUSTRIES = ("Aerospace", "Automotive", "Chemicals", "Food", "Medical devices", "Research", "Semiconductors", "Water")
COUNTRIES = ("United States", "Canada", "Mexico", "Germany", "France", "Netherlands", "Japan", "Singapore")
NAME_ONE = (
    "Alder",
    "Birch",
    "Cobalt",
    "Delta",
    "Ember",
    "Falcon",
    "Granite",
    "Harbor",
    "Indigo",
    "Juniper",
    "Kestrel",
    "Lumen",
    "Maple",
    "Nimbus",
    "Onyx",
    "Prairie",
)
NAME_TWO = ("Labs", "Works", "Systems", "Foods", "Dynamics", "Optics", "Pharma", "Motors", "Energy", "Materials")
OPEN_STAGES = ("Prospecting", "Qualification", "Proposal/Price Quote", "Negotiation/Review")


def customers(frame: Frame) -> tuple[Customer, ...]:
    """Invented companies, ids in the CRM's 18-character form."""
    rng = frame.rng("customers")
    names = [f"{one} {two}" for one in NAME_ONE for two in NAME_TWO]
    rng.shuffle(names)
    return tuple(
        Customer(f"001Ka0000{number:04d}MerIAK", name, rng.choice(INDUSTRIES), rng.choice(COUNTRIES))
        for number, name in enumerate(names[: min(len(names), frame.count(120, least=40))], start=1)
    )


def opportunities(frame: Frame, accounts: tuple[Customer, ...]) -> tuple[Opportunity, ...]:
    """Deals closed in each month of the history, and those still open on the as-of date."""
    rng = frame.rng("sales")
    deals: list[Opportunity] = []
    for index, month in enumerate(frame.month_starts()):
        growth = 1 + 0.008 * index
        days = weekdays_of_month(month)
        for _ in range(frame.count(34 * growth * SEASON[month.month - 1], least=6)):
            day = rng.choice(days)
            if day <= frame.as_of:
                deals.append(_deal(len(deals) + 1, rng, accounts, day, rng.random() < 0.38))
    for _ in range(frame.count(90, least=15)):
        day = frame.as_of + timedelta(days=rng.randint(-20, 120))
        deals.append(_deal(len(deals) + 1, rng, accounts, day, None, frame.as_of))
    return tuple(deals)


def _deal(
    number: int,
    rng: random.Random,
    accounts: tuple[Customer, ...],
    close: date,
    won: bool | None,
    seen: date | None = None,
) -> Opportunity:
    owner, unit = rng.choice(OWNERS)
    size = rng.lognormvariate(11.6, 0.75) * (2.2 if unit == "MI-SAL-KA" else 1.0)
    created_day = min(close, seen or close) - timedelta(days=rng.randint(12, 150))
    created = datetime(
        created_day.year, created_day.month, created_day.day, rng.randint(7, 19), rng.randrange(60), tzinfo=UTC
    )
    stage = rng.choice(OPEN_STAGES) if won is None else "Closed Won" if won else "Closed Lost"
    return Opportunity(
        opportunity_id=f"006Ka000{number:05d}MerIAK",
        customer_id=rng.choice(accounts).customer_id,
        owner_id=owner,
        org_unit_id=unit,
        amount=Decimal(round(size, 2)).quantize(Decimal("0.01")),
        currency="EUR" if unit == "MI-SAL-EU" else "USD",
        created=created,
        close_date=close,
        stage=stage,
        is_closed=won is not None,
        is_won=bool(won),
    )


def bookings(deals: tuple[Opportunity, ...], first: date, last: date) -> Decimal:
    """Won amounts of a span of days, currencies added as they are: good enough to set a round goal."""
    return sum((one.amount for one in deals if one.is_won and first <= one.close_date <= last), Decimal(0))
