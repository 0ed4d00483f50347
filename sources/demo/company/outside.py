"""The web site's visitors, search interest, market indices and what competitors do."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months
from sources.demo.events.outside import CompetitorEvent, IndexValue, Interest, Outside, WebDay

PROPERTY, ACCOUNT = "Meridian Shop", "Meridian Instruments"
SHARES = (("Direct", 4), ("Organic Search", 5), ("Referral", 1))
"""Channels and their tenths of the sessions."""
WEB_MONTHS = 6
TERMS = (("pressure meter", "United States", 55), ("pressure meter", "Germany", 38), ("ph probe", "United States", 4))
INDICES = (("Machinery orders", "DE", Decimal("101.4")), ("Industrial production", "US", Decimal("103.2")))
COMPETITORS = ("Nova Gauges", "Altis Metrology", "Kestrel Sensors")
MOVES = {
    "price": "List prices changed",
    "product": "New meter announced",
    "market_entry": "Office opened",
    "campaign": "Trade fair campaign",
    "acquisition": "Smaller maker bought",
}


def outside(frame: Frame) -> Outside:
    """Everything on its own random stream."""
    return Outside(_web(frame), _interest(frame), _indices(frame), _competitors(frame))


def _web(frame: Frame) -> tuple[WebDay, ...]:
    rng = frame.rng("outside:web")
    rows = []
    day = max(add_months(frame.as_of, 1 - WEB_MONTHS), frame.start)
    while day <= frame.as_of:
        tenth = round((70 if day.weekday() < 5 else 25) * frame.scale) // 10 + rng.randint(1, 5)
        channels = []
        for name, share in SHARES:
            sessions = tenth * share
            channels.append((name, sessions, sessions * rng.randint(40, 80) // 100, sessions - rng.randint(0, share)))
        total = sum(sessions for _, sessions, _, _ in channels)
        engaged = sum(one for _, _, one, _ in channels)
        rows.append(WebDay(day, total, engaged, total - rng.randint(0, 9), rng.randint(0, 6), tuple(channels)))
        day += timedelta(days=1)
    return tuple(rows)


def _interest(frame: Frame) -> tuple[Interest, ...]:
    rng = frame.rng("outside:interest")
    first = frame.start + timedelta(days=6 - frame.start.weekday())
    weeks = [first + timedelta(days=7 * number) for number in range((frame.as_of - first).days // 7)]
    rows = []
    for term, region, level in TERMS:
        for week in weeks:
            value = min(100, level + rng.randint(-4, 30))
            rows.append(Interest(week, term, region, value if value > 0 else None))
    return tuple(rows)


def _indices(frame: Frame) -> tuple[IndexValue, ...]:
    rng = frame.rng("outside:indices")
    rows = []
    for series, region, level in INDICES:
        for month in frame.month_starts()[:-1]:
            level += Decimal(rng.randint(-12, 15)) / 10
            rows.append(IndexValue(series, region, month, level))
    return tuple(rows)


def _competitors(frame: Frame) -> tuple[CompetitorEvent, ...]:
    rng = frame.rng("outside:competitors")
    rows: list[CompetitorEvent] = []
    for month in frame.month_starts():
        for _ in range(2):
            day: date = month + timedelta(days=rng.randrange(19))
            kind = rng.choice(list(MOVES))
            rows.append(CompetitorEvent(f"CE-{len(rows) + 1:03d}", day, rng.choice(COMPETITORS), kind, MOVES[kind],
                                        rng.choice(("US", "DE", "JP")), rng.randint(1, 5)))  # fmt: skip
    return tuple(rows)
