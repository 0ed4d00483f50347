"""Attendance in Asia Pacific, leave, hiring, reviews, talks, the engagement survey and pay."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months, weekday_on_or_after, weekdays_of_month
from sources.demo.company.org import DE, UNIT_BY_ID, UNITS
from sources.demo.company.people import employed_on, position_on
from sources.demo.events import Employee, OrgMapping
from sources.demo.events.staff import (
    Application,
    Attendance,
    Leave,
    OneOnOne,
    PayEvent,
    Pulse,
    Review,
    ReviewCycle,
    Staff,
)

ASIA = "MI-SAL-AP"
ATTENDANCE_MONTHS = 2
LEAVES = (("annual", "Vacation"), ("annual", "Vacation"), ("annual", "Vacation"), ("sick", "Sick Leave"),
          ("sick", "Sick Leave"), ("bereavement", "Bereavement"))  # fmt: skip
"""Kind and the label that the HR system gives it."""
STAGES = ("Application Review", "Phone Screen", "Face to Face Interview", "Reference Check", "Offer")
SOURCES = ("Referral", "Job board", "Company website", "Agency")
QUESTIONS = ("Overall rating", "Works well with others", "Keeps promises")
CYCLES = (ReviewCycle("2024 Annual", date(2024, 11, 4), date(2024, 12, 13)),
          ReviewCycle("2025 Mid-year", date(2025, 5, 12), date(2025, 6, 13)),
          ReviewCycle("2025 Annual", date(2025, 11, 3), date(2025, 12, 12)))  # fmt: skip
HR_SYSTEMS = ("feishu", "greenhouse", "lattice")
"""Systems that name a unit by its name, as the HR system does."""


def staff(frame: Frame, people: tuple[Employee, ...]) -> Staff:
    """Everything on its own random stream."""
    own = tuple(one for one in people if one.employment_status != "Contractor")
    return Staff(
        attendance=_attendance(frame, own),
        leaves=_leaves(frame, own),
        applications=_applications(frame),
        cycles=CYCLES,
        reviews=_reviews(frame, own),
        one_on_ones=_one_on_ones(frame, own),
        pulses=_pulses(frame),
        pay=_pay(frame, own),
    )


def _name(one: Employee) -> str:
    return f"{one.first_name} {one.last_name}"


def _attendance(frame: Frame, people: tuple[Employee, ...]) -> tuple[Attendance, ...]:
    rng = frame.rng("staff:attendance")
    rows = []
    day = max(add_months(frame.as_of, 1 - ATTENDANCE_MONTHS), frame.start)
    while day <= frame.as_of:
        for one in employed_on(people, day) if day.weekday() < 5 else ():
            place = position_on(one, day)
            if place.org_unit_id != ASIA:
                continue
            absent = Decimal("0.5") if rng.random() < 0.01 else Decimal(0)
            late = Decimal(rng.choice(("0", "0", "0", "0", "0", "0.25", "0.5")))
            over = Decimal(rng.choice(("0", "0", "0", "0.5", "1", "2")))
            worked = Decimal(8) - late - absent * 8 + over
            rows.append(Attendance(one.number, _name(one), place.department_label, ASIA, day, Decimal(8), worked, late,
                                   over, absent))  # fmt: skip
        day += timedelta(days=1)
    return tuple(rows)


def _leaves(frame: Frame, people: tuple[Employee, ...]) -> tuple[Leave, ...]:
    rng = frame.rng("staff:leaves")
    rows: list[Leave] = []
    for month in frame.month_starts():
        days = [day for day in weekdays_of_month(month) if day <= frame.as_of]
        for day in sorted(rng.choice(days) for _ in range(frame.count(26, least=4))):
            one = rng.choice(list(employed_on(people, day)))
            kind, label = rng.choice(LEAVES)
            length = rng.randint(1, 5 if kind == "annual" else 3)
            last = [day + timedelta(days=more) for more in range(9) if (day + timedelta(days=more)).weekday() < 5]
            status = "approved"
            if kind == "annual":
                late = day > frame.as_of - timedelta(days=10)
                status = "pending" if late and rng.random() < 0.5 else rng.choice(("approved",) * 9 + ("rejected",))
            place = position_on(one, day)
            before = timedelta(days=rng.randint(5, 60) if kind == "annual" else 0)
            rows.append(
                Leave(f"{50_000 + len(rows)}", one.number, _name(one), place.department_label, place.org_unit_id, kind,
                      label, day, last[length - 1], Decimal(length), status, day - before)
            )  # fmt: skip
    return tuple(rows)


def _applications(frame: Frame) -> tuple[Application, ...]:
    rng = frame.rng("staff:applications")
    rows: list[Application] = []
    units = [unit for unit in UNITS if unit.heads >= 10]
    for month in frame.month_starts():
        days = [day for day in weekdays_of_month(month) if day <= frame.as_of]
        for day in sorted(rng.choice(days) for _ in range(frame.count(20, least=4))):
            unit = rng.choice(units)
            number = len(rows) + 1
            step = rng.choices(range(5), (8, 5, 4, 2, 2))[0]
            decided = weekday_on_or_after(day + timedelta(days=6 + 9 * step + rng.randint(0, 9)))
            status = "hired" if step == 4 and rng.random() < 0.7 else rng.choice(("rejected",) * 7 + ("withdrawn",))
            known = decided <= frame.as_of
            rows.append(
                Application(f"{88_000 + number}", f"{66_000 + number}", f"{unit.name} specialist", unit.name,
                            unit.unit_id, STAGES[step], status if known else "active", rng.choice(SOURCES), day,
                            decided if known else None)
            )  # fmt: skip
    return tuple(rows)


def _managers(people: tuple[Employee, ...], day: date) -> dict[str, Employee]:
    """Head of each unit on a day."""
    return {position_on(one, day).org_unit_id: one for one in employed_on(people, day)
            if position_on(one, day).job_title.startswith("Head of")}  # fmt: skip


def _reviews(frame: Frame, people: tuple[Employee, ...]) -> tuple[Review, ...]:
    rng = frame.rng("staff:reviews")
    rows = []
    for cycle in CYCLES:
        if cycle.starts_on < frame.start:
            continue
        heads = _managers(people, cycle.starts_on)
        for one in employed_on(people, cycle.starts_on):
            place = position_on(one, cycle.starts_on)
            manager = heads.get(place.org_unit_id)
            if manager is None or manager is one or rng.random() > 0.55:
                continue
            for reviewer, relationship in ((manager, "manager"), (one, "self")):
                submitted = min(cycle.starts_on + timedelta(days=rng.randint(4, 36)), frame.as_of)
                answers = tuple((question, rng.choice((2, 3, 3, 4, 4, 5))) for question in QUESTIONS)
                rows.append(
                    Review(cycle.cycle, one.number, one.email, reviewer.number, reviewer.email, relationship,
                           place.department_label, place.org_unit_id, answers, rng.random() < 0.8, submitted)
                )  # fmt: skip
    return tuple(rows)


def _one_on_ones(frame: Frame, people: tuple[Employee, ...]) -> tuple[OneOnOne, ...]:
    rng = frame.rng("staff:talks")
    rows = []
    for month in [*frame.month_starts()[-12:], add_months(frame.as_of, 1)]:
        day = weekday_on_or_after(month + timedelta(days=rng.randrange(12)))
        known = min(day, frame.as_of)
        heads = _managers(people, known)
        present = [one for one in employed_on(people, known) if position_on(one, known).org_unit_id in heads]
        for one in rng.sample(present, min(len(present), frame.count(40, least=5))):
            manager = heads[position_on(one, known).org_unit_id]
            if manager is not one:
                held = "held" if rng.random() < 0.9 else "cancelled"
                rows.append(OneOnOne(one.number, manager.number, day, held if day <= frame.as_of else "planned"))
    return tuple(sorted(rows, key=lambda one: (one.day, one.employee_number)))


def _pulses(frame: Frame) -> tuple[Pulse, ...]:
    rng = frame.rng("staff:pulse")
    rows: list[Pulse] = []
    for month in frame.month_starts():
        if month.month != 10:
            continue
        survey = f"SV_pulse{month:%Y%m}"
        for number in range(frame.count(70, least=6)):
            day = month + timedelta(days=rng.randint(3, 24))
            moment = datetime.combine(day, time(rng.randint(14, 20), rng.randrange(60)), UTC)
            scores = rng.choice((5, 4, 4, 4, 3, 3, 2)), rng.choice((5, 4, 4, 3, 2, 1))
            rows.append(Pulse(f"R_{len(rows) + 1:013d}", survey, moment, *scores, number == 0))
    return tuple(rows)


def _pay(frame: Frame, people: tuple[Employee, ...]) -> tuple[PayEvent, ...]:
    rng: random.Random = frame.rng("staff:pay")
    rows: list[PayEvent] = []
    for month in frame.month_starts():
        kind = {4: "raise", 12: "bonus"}.get(month.month, "reward")
        day = weekday_on_or_after(month)
        if day > frame.as_of:
            continue
        present = list(employed_on(people, day))
        for one in rng.sample(present, min(len(present), frame.count(3 if kind == "reward" else 120))):
            base = {"raise": 2400, "bonus": 3100, "reward": 250}[kind]
            amount = Decimal(base + rng.randint(-20, 20) * base // 100).quantize(Decimal("0.01"))
            currency = "EUR" if UNIT_BY_ID[position_on(one, day).org_unit_id].entity == DE else "USD"
            rows.append(PayEvent(f"PE-{len(rows) + 1:05d}", one.number, kind, day, amount, currency))
    return tuple(rows)


def staff_mappings() -> tuple[OrgMapping, ...]:
    """Departments as the other people systems name them."""
    return tuple(
        OrgMapping("department", unit.name, system, None, unit.unit_id, None, None)
        for system in HR_SYSTEMS
        for unit in UNITS
    )
