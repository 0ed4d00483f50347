"""Tickets of the service desks, what customers said of them, and what is promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True)
class Ticket:
    """A request; ``changes`` are (at, status it got), the first one is its opening.

    Statuses are new, open, pending, on_hold, solved and closed; priorities low, normal, high and urgent.
    ``rating`` is (at, is good); a ticket without one was not rated. ``is_promise_kept`` is None while it is not known.
    """

    system: str
    ticket_id: str
    customer_id: str
    queue_id: str
    queue: str
    org_unit_id: str
    kind: str
    priority: str
    channel: str
    changes: tuple[tuple[datetime, str], ...]
    first_reply_minutes: int | None
    rating: tuple[datetime, bool] | None
    is_promise_kept: bool | None

    @property
    def opened(self) -> datetime:
        """When it came."""
        return self.changes[0][0]

    @property
    def status(self) -> str:
        """Its status now."""
        return self.changes[-1][1]

    @property
    def solved(self) -> datetime | None:
        """When it was solved for the last time, if it is solved or closed now; a desk without solving only closes."""
        if self.status not in ("solved", "closed"):
            return None
        last = [at for at, status in self.changes if status == "solved"]
        return last[-1] if last else self.changes[-1][0]

    @property
    def closed(self) -> datetime | None:
        """When it was closed."""
        return self.changes[-1][0] if self.status == "closed" else None

    @property
    def reopened(self) -> int:
        """How often it was taken up again after it was solved."""
        statuses = [status for _, status in self.changes]
        return sum(
            one in ("solved", "closed") and after not in ("solved", "closed") for one, after in pairwise(statuses)
        )


@dataclass(frozen=True)
class Promise:
    """The longest time that a policy allows for a priority."""

    policy_id: str
    title: str
    priority: str
    metric: str
    minutes: Decimal
    in_business_hours: bool


@dataclass(frozen=True)
class Support:
    """The service desks."""

    tickets: tuple[Ticket, ...]
    promises: tuple[Promise, ...]
