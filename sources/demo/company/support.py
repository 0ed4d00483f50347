"""The service desks: the American one on Zendesk, the European one on cases of the CRM."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, weekdays_of_month
from sources.demo.company.org import TEAMS_BY_LABEL
from sources.demo.events import Customer, OrgMapping
from sources.demo.events.support import Promise, Support, Ticket

DESKS = {
    "zendesk": ("360004410", "Service Desk US", ("web", "email", "voice")),
    "salesforce": ("00GKa0000044MrdIAK", "Service Desk EU", ("Web", "Email", "Phone")),
}
"""System -> (id of the queue, its name, channels)."""
REPLY = {"urgent": 60, "high": 240, "normal": 480, "low": 1440}
"""Minutes promised for the first reply."""
SOLVE_DAYS = {"urgent": 1, "high": 2, "normal": 4, "low": 8}
KINDS = ("question", "incident", "problem", "task")


def support(frame: Frame, accounts: tuple[Customer, ...]) -> Support:
    """Tickets of each month, those of the last weeks still open."""
    tickets: list[Ticket] = []
    for system, per_month in (("zendesk", 22), ("salesforce", 9)):
        rng = frame.rng(f"support:{system}")
        number = 0
        for month in frame.month_starts():
            days = [day for day in weekdays_of_month(month) if day <= frame.as_of]
            for day in sorted(rng.choice(days) for _ in range(frame.count(per_month, least=3))):
                number += 1
                opened = datetime.combine(day, time(rng.randint(13, 20), rng.randrange(60)), UTC)
                tickets.append(_ticket(frame, rng, system, number, opened, rng.choice(accounts).customer_id))
    return Support(tuple(tickets), _promises())


def _ticket(
    frame: Frame, rng: random.Random, system: str, number: int, opened: datetime, customer: str
) -> Ticket:  # fmt: skip
    queue_id, queue, channels = DESKS[system]
    priority = rng.choices(("low", "normal", "high", "urgent"), (3, 9, 4, 1))[0]
    end = datetime.combine(frame.as_of, time(23), UTC)
    reply = round(REPLY[priority] * rng.choice((0.1, 0.2, 0.4, 0.6, 0.9, 1.4)))
    changes = [(opened, "new")]

    def to(status: str, after: timedelta) -> bool:
        at = changes[-1][0] + after
        if at <= end:
            changes.append((at, status))
        return at <= end

    def days(mean: float) -> timedelta:
        return timedelta(minutes=round(60 + rng.expovariate(1 / (mean * 1440))))

    done = "solved" if system == "zendesk" else "closed"
    alive = to("open", timedelta(minutes=reply))
    if alive and rng.random() < 0.35:
        alive = to(rng.choice(("pending", "on_hold")), days(0.5)) and to("open", days(1))
    alive = alive and to(done, days(SOLVE_DAYS[priority] * 0.5))
    if alive and system == "zendesk":
        if rng.random() < 0.1:
            alive = to("open", days(0.4)) and to(done, days(1))
        alive = alive and to("closed", timedelta(days=4))
    solved = next((at for at, status in reversed(changes) if status == done), None)
    rating = None
    if system == "zendesk" and solved and rng.random() < 0.4 and solved + timedelta(hours=5) <= end:
        rating = (solved + timedelta(hours=5), rng.random() < 0.82)
    kept = None
    if system == "salesforce" and changes[-1][1] == "closed":
        kept = changes[-1][0] - opened <= timedelta(days=SOLVE_DAYS[priority])
    return Ticket(
        system=system,
        ticket_id=f"{7000 + number}" if system == "zendesk" else f"500Ka000{number:05d}MerIAK",
        customer_id=customer,
        queue_id=queue_id,
        queue=queue,
        org_unit_id=TEAMS_BY_LABEL[queue],
        kind=rng.choice(KINDS),
        priority=priority,
        channel=rng.choice(channels),
        changes=tuple(changes),
        first_reply_minutes=reply if len(changes) > 1 else None,
        rating=rating,
        is_promise_kept=kept,
    )


def _promises() -> tuple[Promise, ...]:
    replies = [Promise("4411", "Standard", one, "first_reply_time", Decimal(minutes), True)
               for one, minutes in REPLY.items()]  # fmt: skip
    solved = [Promise("4411", "Standard", one, "total_resolution_time", Decimal(days * 1440), False)
              for one, days in SOLVE_DAYS.items()]  # fmt: skip
    return (*replies, *solved)


def support_mappings() -> tuple[OrgMapping, ...]:
    """The queues, by id and by name."""
    return tuple(
        OrgMapping("queue", key, system, None, TEAMS_BY_LABEL[queue], None, None)
        for system, (queue_id, queue, _) in DESKS.items()
        for key in (queue_id, queue)
    )
