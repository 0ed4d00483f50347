"""Training sessions and who attended them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, weekdays_of_month
from sources.demo.company.people import employed_on
from sources.demo.events import Employee, TrainingRecord, TrainingSession

TOPICS = (
    "Safety at work",
    "Calibration basics",
    "Negotiation",
    "Data protection",
    "Lean production",
    "First-line leadership",
)


def training(
    frame: Frame, people: tuple[Employee, ...]
) -> tuple[tuple[TrainingSession, ...], tuple[TrainingRecord, ...]]:
    """One or two sessions a month: most delivered, some cancelled, some under their minimum, one planned ahead."""
    rng = frame.rng("training")
    sessions: list[TrainingSession] = []
    records: list[TrainingRecord] = []
    staff = tuple(one for one in people if one.employment_status != "Contractor")
    for index, month in enumerate(frame.month_starts()):
        for part in range(1 + (index % 2)):
            days = [day for day in weekdays_of_month(month) if day <= frame.as_of]
            day = rng.choice(days)
            number = len(sessions) + 1
            status = "cancelled" if number % 9 == 0 else "delivered"
            hours = Decimal(rng.choice(("2.00", "3.50", "4.00", "7.50")))
            session = TrainingSession(f"TS-{number:03d}", day, rng.choice(TOPICS), status, hours, 6)
            sessions.append(session)
            few = number % 7 == 0
            present = list(employed_on(staff, day))
            attendees = rng.sample(present, min(len(present), rng.randint(3, 4) if few else frame.count(22, least=8)))
            for position, one in enumerate(sorted(attendees, key=lambda person: person.number)):
                if status == "cancelled":
                    records.append(TrainingRecord(session.session_id, one.number, "registered", None))
                elif position % 11 == 10:
                    records.append(TrainingRecord(session.session_id, one.number, "no_show", None))
                else:
                    shorter = part == 0 and position % 8 == 7
                    records.append(
                        TrainingRecord(session.session_id, one.number, "completed", hours / 2 if shorter else hours)
                    )
    ahead = frame.as_of + timedelta(days=27)
    sessions.append(TrainingSession("TS-900", ahead, "Data protection", "planned", Decimal("3.50"), 6))
    for one in list(employed_on(staff, frame.as_of))[:7]:
        records.append(TrainingRecord("TS-900", one.number, "registered", None))
    return tuple(sessions), tuple(records)


def delivered_in(sessions: tuple[TrainingSession, ...], first: date, last: date) -> int:
    """Sessions held in a span of days."""
    return sum(1 for one in sessions if one.status == "delivered" and first <= one.day <= last)
