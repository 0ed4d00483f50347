"""Time sheets of the engineers, and the meetings with their actions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months, weekday_on_or_after
from sources.demo.company.people import employed_on, position_on
from sources.demo.events import Employee
from sources.demo.events.collaboration import Collaboration, Meeting, MeetingAction, WorkedTime

TEAMS = {"MI-ENG-SW": ("Platform team", "PLAT"), "MI-ENG-HW": ("Hardware team", "HWD")}
"""Unit -> (team of the sheet, project)."""
SHEET_MONTHS = 4
_SERIES = (
    ("Production meeting", "MI-OPS-ASM", ("MI-SUP-LOG", "MI-ENG-QA"), 60),
    ("Forecast round", "MI-SAL", ("MI-FIN-CTL",), 45),
    ("Architecture board", "MI-ENG-SW", (), 90),
)


def collaboration(frame: Frame, people: tuple[Employee, ...]) -> Collaboration:
    """Sheets of the last months, meetings and actions of all months."""
    meetings, actions = _meetings(frame)
    return Collaboration(_sheets(frame, people), meetings, actions)


def _sheets(frame: Frame, people: tuple[Employee, ...]) -> tuple[WorkedTime, ...]:
    rng = frame.rng("collaboration:sheets")
    rows = []
    day = max(add_months(frame.as_of, 1 - SHEET_MONTHS), frame.start)
    heads = {unit: frame.count(6) for unit in TEAMS}
    while day <= frame.as_of:
        if day.weekday() < 5:
            present = list(employed_on(people, day))
            for unit, (team, project) in TEAMS.items():
                own = [one for one in present if position_on(one, day).org_unit_id == unit]
                for one in own[: heads[unit]]:
                    hours = Decimal(rng.choice(("6.00", "7.50", "8.00", "8.00", "9.50")))
                    billable = rng.random() < 0.3
                    rows.append(WorkedTime(one.number, day, project, team, unit, hours, billable, hours > 8))
        day += timedelta(days=1)
    return tuple(rows)


def _meetings(frame: Frame) -> tuple[tuple[Meeting, ...], tuple[MeetingAction, ...]]:
    rng = frame.rng("collaboration:meetings")
    meetings: list[Meeting] = []
    actions: list[MeetingAction] = []
    months = [*frame.month_starts(), add_months(frame.as_of, 1)]
    for month in months:
        for series, unit, others, minutes in _SERIES:
            planned = weekday_on_or_after(month + timedelta(days=rng.randrange(18)))
            held: date | None = weekday_on_or_after(planned + timedelta(days=rng.choice((0, 0, 0, 0, 1))))
            if rng.random() < 0.08 or (held is not None and held > frame.as_of):
                held = None
            number = f"M-{len(meetings) + 1:04d}"
            meetings.append(
                Meeting(
                    number,
                    series,
                    planned,
                    held,
                    minutes,
                    None if held is None else minutes + rng.randint(-10, 20),
                    unit,
                    others,
                    None if held is None else rng.randint(4, 14),
                )
            )
            if held is None:
                continue
            for _ in range(rng.randint(0, 3)):
                due = weekday_on_or_after(held + timedelta(days=rng.randint(5, 30)))
                moved = weekday_on_or_after(due + timedelta(days=14)) if rng.random() < 0.2 else None
                done: date | None = weekday_on_or_after(
                    (moved or due) + timedelta(days=rng.choice((-3, -1, 0, 0, 2, 9)))
                )
                cancelled = rng.random() < 0.05
                if cancelled or done is None or done > frame.as_of or rng.random() < 0.1:
                    done = None
                actions.append(
                    MeetingAction(f"A-{len(actions) + 1:04d}", number, rng.choice((unit, *others)), due, moved, done,
                                  cancelled)
                )  # fmt: skip
    return tuple(meetings), tuple(actions)
