"""What is seen outside the company: visits of its web site, search interest, market indices, competitors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class WebDay:
    """A day of the site; ``channels`` are (name, sessions, engaged ones, users) and add up to the day's sessions."""

    day: date
    sessions: int
    engaged: int
    users: int
    key_events: int
    channels: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Interest:
    """Search interest of a week, 0 to 100; None is less than one."""

    week: date
    term: str
    region: str
    value: int | None


@dataclass(frozen=True)
class IndexValue:
    """A market index of a month."""

    series: str
    region: str
    month: date
    value: Decimal


@dataclass(frozen=True)
class CompetitorEvent:
    """A move of a competitor; ``impact`` is 1 to 5."""

    event_id: str
    day: date
    competitor: str
    event_type: str
    title: str
    region: str
    impact: int


@dataclass(frozen=True)
class Outside:
    """All of it."""

    web: tuple[WebDay, ...]
    interest: tuple[Interest, ...]
    indices: tuple[IndexValue, ...]
    competitors: tuple[CompetitorEvent, ...]
