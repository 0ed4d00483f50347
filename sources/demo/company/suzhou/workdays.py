"""China's working days: public holidays and the weekend days worked for them, as the State Council announced them."""

from __future__ import annotations

from datetime import date, timedelta

from sources.demo.company.frame import add_months, month_end
from sources.demo.events import CalendarDay

CALENDAR = "cn"
_HOLIDAYS = (
    ("元旦", date(2024, 1, 1), date(2024, 1, 1)),
    ("春节", date(2024, 2, 10), date(2024, 2, 17)),
    ("清明节", date(2024, 4, 4), date(2024, 4, 6)),
    ("劳动节", date(2024, 5, 1), date(2024, 5, 5)),
    ("端午节", date(2024, 6, 10), date(2024, 6, 10)),
    ("中秋节", date(2024, 9, 15), date(2024, 9, 17)),
    ("国庆节", date(2024, 10, 1), date(2024, 10, 7)),
    ("元旦", date(2025, 1, 1), date(2025, 1, 1)),
    ("春节", date(2025, 1, 28), date(2025, 2, 4)),
    ("清明节", date(2025, 4, 4), date(2025, 4, 6)),
    ("劳动节", date(2025, 5, 1), date(2025, 5, 5)),
    ("端午节", date(2025, 5, 31), date(2025, 6, 2)),
    ("国庆节、中秋节", date(2025, 10, 1), date(2025, 10, 8)),
)
"""国办发明电〔2023〕7号 and 〔2024〕12号: first and last day off."""
_WORKED = (
    date(2024, 2, 4), date(2024, 2, 18), date(2024, 4, 7), date(2024, 4, 28), date(2024, 5, 11), date(2024, 9, 14),
    date(2024, 9, 29), date(2024, 10, 12), date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28),
    date(2025, 10, 11),
)  # fmt: skip


def _exceptions() -> dict[date, tuple[bool, str]]:
    found = {day: (True, "调休上班") for day in _WORKED}
    for name, first, last in _HOLIDAYS:
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
            if day.weekday() < 5:
                found[day] = (False, name)
    return found


_EXCEPTIONS = _exceptions()


def suzhou_calendar() -> tuple[CalendarDay, ...]:
    """The days of 2024 and 2025 that differ from Monday to Friday."""
    return tuple(CalendarDay(CALENDAR, day, *_EXCEPTIONS[day]) for day in sorted(_EXCEPTIONS))


def is_workday(day: date) -> bool:
    """Whether people in China work on a day."""
    worked, _ = _EXCEPTIONS.get(day, (day.weekday() < 5, ""))
    return worked


def workdays(month: date) -> list[date]:
    """The working days of the month that begins on ``month``."""
    days = [month + timedelta(days=n) for n in range((add_months(month, 1) - month).days)]
    return [day for day in days if is_workday(day)]


def on_or_after(day: date) -> date:
    """The day itself, or the next working day."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def last_workday(month: date) -> date:
    """The last working day of a month."""
    day = month_end(month)
    while not is_workday(day):
        day -= timedelta(days=1)
    return day
