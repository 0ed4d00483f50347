"""The people: hires, leavers, transfers. Everybody is invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months, month_end
from sources.demo.company.org import CN, FIRST_UNITS, UNIT_BY_ID, UNITS, Unit
from sources.demo.events import Employee, Position

FIRST_HIRES = date(2020, 3, 2)
_FIRST_NAMES = (
    "Ada Amir Anke Bao Bela Carla Chen Dana Dario Elif Emil Farah Femi Greta Hana Hugo Ines Ivo Jana Jun Kaya Kofi "
    "Lars Lea Lin Luca Mara Mei Milo Nadia Nils Noor Olga Omar Paula Pia Quinn Rafa Rosa Sami Silke Taro Tessa Uma "
    "Vera Wei Xenia Yara Yusuf Zoe"
)
_LAST_NAMES = (
    "Abrams Adeyemi Alvarez Bauer Becker Bianchi Castro Chan Costa Dietrich Dufour Eklund Engel Farkas Fischer Fofana "
    "Gallo Garcia Haas Hansen Ibarra Ito Jansen Kaplan Keller Kovacs Lang Larsen Lund Maier Mendes Moreau Nagy Novak "
    "Okafor Olsen Pereira Petrov Quist Ramos Reuter Rossi Santos Schulz Silva Tanaka Ueda Vogel Weber Xu Yilmaz Zhang"
)
NAMES = (_FIRST_NAMES.split(), _LAST_NAMES.split())
_SUZHOU_FIRST_NAMES = (
    "Anqi Bowen Chenxi Fei Guang Haoran Jiayi Kexin Lanying Mingyu Ning Peng Qiuyan Rui Shan Tianyu Xiaoyu Yifan Zihan"
)
_SUZHOU_LAST_NAMES = "Cai Deng Fan Gu He Jin Kong Lu Ma Pan Qian Ren Shen Tang Wen Xie Yao Zou"
SUZHOU_NAMES = (_SUZHOU_FIRST_NAMES.split(), _SUZHOU_LAST_NAMES.split())
REASONS = (
    ("Resignation - career change", 5),
    ("Resignation - relocation", 3),
    ("Resignation - family", 2),
    ("Involuntary - performance", 2),
    ("Involuntary - restructuring", 1),
    ("End of contract", 1),
    ("Retirement", 1),
)
TITLES = ("Associate", "Specialist", "Senior Specialist", "Lead")


@dataclass
class _Spell:
    """A person while the history is being written."""

    unit: Unit
    hired: date
    title: str
    contractor: bool = False
    left: date | None = None
    reason: str | None = None
    moves: list[Position] = field(default_factory=list)


def snapshot_days(frame: Frame) -> tuple[date, ...]:
    """The HR export is taken on the last day of each month, and on the as-of date."""
    return tuple(min(month_end(month), frame.as_of) for month in frame.month_starts())


def employees(frame: Frame) -> tuple[Employee, ...]:
    """All people ever employed since the start of the history, with those hired before it."""
    rng = frame.rng("people")
    spells: list[_Spell] = []
    for unit in FIRST_UNITS:
        if unit.heads:
            spells += _unit_history(frame, unit, rng)
    for unit_id, heads in (("MI-ENG-SW", 7), ("MI-OPS-ASM", 6), ("MI-SUP-LOG", 3)):
        for _ in range(frame.count(heads)):
            spells.append(_Spell(UNIT_BY_ID[unit_id], _past_day(frame, rng), "Contractor", contractor=True))
    _transfers(frame, spells, rng)
    spells.sort(key=lambda one: one.hired)
    return tuple(_employee(number, spell, rng, NAMES) for number, spell in enumerate(spells, start=1))


def suzhou_employees(frame: Frame, after: int) -> tuple[Employee, ...]:
    """The people of the Chinese units, from a stream of their own; their numbers follow the ``after`` others."""
    rng = frame.rng("people:suzhou")
    spells = [spell for unit in UNITS if unit.entity == CN for spell in _unit_history(frame, unit, rng)]
    spells.sort(key=lambda one: one.hired)
    return tuple(_employee(number, spell, rng, SUZHOU_NAMES) for number, spell in enumerate(spells, start=after + 1))


def _unit_history(frame: Frame, unit: Unit, rng: random.Random) -> list[_Spell]:
    """Heads at the start, monthly leavers, and hires that lead to the unit's size on the as-of date."""
    last = unit.heads if unit.fixed else frame.count(unit.heads, least=1)
    first = last if unit.fixed else max(1, round(last * 0.82))
    spells = [_Spell(unit, _past_day(frame, rng), rng.choice(TITLES)) for _ in range(first)]
    spells[0].title = f"Head of {unit.name}"
    if unit.fixed or last < 3:
        return spells
    months = frame.month_starts()
    for number, month in enumerate(months, start=1):
        final = min(month_end(month), frame.as_of)
        for spell in [one for one in spells[1:] if one.left is None and one.hired < month]:
            if rng.random() < 0.0125:
                spell.left = month + timedelta(days=rng.randrange((final - month).days + 1))
                spell.reason = rng.choices([name for name, _ in REASONS], [weight for _, weight in REASONS])[0]
        goal = round(first + (last - first) * number / len(months))
        missing = goal - sum(1 for one in spells if one.left is None)
        for _ in range(missing):
            hired = month + timedelta(days=rng.randrange((final - month).days + 1))
            spells.append(_Spell(unit, hired, rng.choice(TITLES[:3])))
    return spells


def _past_day(frame: Frame, rng: random.Random) -> date:
    return FIRST_HIRES + timedelta(days=rng.randrange((frame.start - FIRST_HIRES).days - 1))


def _transfers(frame: Frame, spells: list[_Spell], rng: random.Random) -> None:
    """People move to another unit on a snapshot day: a move in between is not visible in snapshots."""
    days = snapshot_days(frame)
    targets = [unit for unit in FIRST_UNITS if unit.heads > 5]
    for _ in range(frame.count(14, least=3)):
        day = rng.choice(days[1:] or days)
        candidates = [
            one
            for one in spells
            if not one.moves
            and not one.contractor
            and not one.unit.fixed
            and not one.title.startswith("Head")
            and one.hired < add_months(day, -1)
            and (one.left is None or one.left > day)
        ]
        if not candidates:
            continue
        spell = rng.choice(candidates)
        unit = rng.choice([one for one in targets if one is not spell.unit])
        spell.moves.append(Position(day, unit.unit_id, unit.name, spell.title))


def _employee(number: int, spell: _Spell, rng: random.Random, names: tuple[list[str], list[str]]) -> Employee:
    first, last = rng.choice(names[0]), rng.choice(names[1])
    part_time = not spell.contractor and rng.random() < 0.12
    status = "Contractor" if spell.contractor else "Part-Time" if part_time else "Full-Time"
    return Employee(
        number=str(1000 + number),
        first_name=first,
        last_name=last,
        email=f"{first}.{last}{number}@meridian.example".lower(),
        hire_date=spell.hired,
        termination_date=spell.left,
        termination_reason=spell.reason,
        fte=Decimal(rng.choice(("0.5", "0.6", "0.8"))) if part_time else Decimal("1.0"),
        employment_status=status,
        positions=(Position(spell.hired, spell.unit.unit_id, spell.unit.name, spell.title), *spell.moves),
    )


def position_on(employee: Employee, day: date) -> Position:
    """The position valid on a day; the first one before the hire date."""
    valid = [position for position in employee.positions if position.valid_from <= day]
    return valid[-1] if valid else employee.positions[0]


def employed_on(people: tuple[Employee, ...], day: date) -> Iterator[Employee]:
    """The people employed on a day, contractors too."""
    for one in people:
        if one.hire_date <= day and (one.termination_date is None or day <= one.termination_date):
            yield one


def without_leaver(employee: Employee) -> Employee:
    """The same person as an export that does not know of the leaving yet shows it."""
    return replace(employee, termination_date=None, termination_reason=None)
