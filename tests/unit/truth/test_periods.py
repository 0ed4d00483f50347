"""Windows and offsets, checked against a calendar on paper."""

from __future__ import annotations

from datetime import date

from sources.demo.truth.periods import Clock, Period, Span, WorkCalendar

PLAIN = WorkCalendar({})


def d(text: str) -> date:
    return date.fromisoformat(text)


def span(start: str, end: str) -> Span:
    return Span(d(start), d(end))


def clock(as_of: str, fiscal_start_month: int = 1, **exceptions: bool) -> Clock:
    days = {d(day.replace("_", "-")[1:]): working for day, working in exceptions.items()}
    return Clock(d(as_of), WorkCalendar(days), fiscal_start_month)


def test_windows_of_the_running_year_end_on_the_as_of_date() -> None:
    friday = clock("2025-12-19")
    year = friday.period_of("year", d("2025-12-19"))
    assert friday.window(year, "period") == span("2025-01-01", "2025-12-19")
    assert friday.window(year, "qtd") == span("2025-10-01", "2025-12-19")
    assert friday.window(year, "t12m") == span("2025-01-01", "2025-12-19")
    assert friday.window(year, "t3m") == span("2025-10-01", "2025-12-19")
    assert friday.window(year, "t30d") == span("2025-11-20", "2025-12-19")
    assert friday.window(year, "t4w") == span("2025-11-22", "2025-12-19")
    assert friday.window(year, "point") == span("2025-12-19", "2025-12-19")
    assert friday.window(year, "full_year") == span("2025-01-01", "2025-12-31")


def test_a_complete_period_keeps_its_calendar_end() -> None:
    february = Period("month", d("2024-02-01"), d("2024-02-29"))
    later = clock("2025-12-19")
    assert later.window(february, "period").days == 29
    assert later.window(february, "t12m") == span("2023-03-01", "2024-02-29")
    assert later.window(later.period_of("year", d("2024-06-01")), "period").days == 366
    assert later.shifted(february, "period", "1y") == span("2023-02-01", "2023-02-28")


def test_a_february_without_leap_day_is_compared_with_the_whole_leap_february() -> None:
    later = clock("2025-12-19")
    assert later.shifted(later.period_of("month", d("2025-02-10")), "period", "1y") == span("2024-02-01", "2024-02-29")


def test_the_running_month_is_compared_with_as_many_working_days() -> None:
    # 3-7 and 10-14 March 2025: 10 working days. In 2024: 1, 4-8, 11-14 March: the 10th is Thursday 14.
    running = clock("2025-03-14")
    march = running.period_of("month", d("2025-03-14"))
    assert running.shifted(march, "period", "1y") == span("2024-03-01", "2024-03-14")
    # With 4 March 2024 off, the 10th working day is Friday 15.
    running = clock("2025-03-14", _2024_03_04=False)
    assert running.shifted(march, "period", "1y") == span("2024-03-01", "2024-03-15")


def test_trailing_months_are_cut_in_their_last_month_only() -> None:
    running = clock("2025-03-14")
    march = running.period_of("month", d("2025-03-14"))
    assert running.shifted(march, "t3m", "1y") == span("2024-01-01", "2024-03-14")
    # The year runs, but its last month is complete on 31 March: the whole of March 2024.
    month_end = clock("2025-03-31")
    year = month_end.period_of("year", d("2025-03-31"))
    assert month_end.shifted(year, "t12m", "1y") == span("2023-04-01", "2024-03-31")
    # The period itself is cut at 64 working days (23 + 20 + 21); in 2024 23 + 21 + 20 lead to 28 March.
    assert month_end.shifted(year, "period", "1y") == span("2024-01-01", "2024-03-28")


def test_the_quarter_to_date_of_the_running_year_is_compared_with_the_quarter_before() -> None:
    # 1 October to 19 December 2025: 23 + 20 + 15 = 58 working days; from 1 July 2025: 23 + 21 + 14 -> 18 September.
    running = clock("2025-12-19")
    year = running.period_of("year", d("2025-12-19"))
    assert running.shifted(year, "qtd", "1q") == span("2025-07-01", "2025-09-18")
    assert running.shifted(running.period_of("year", d("2024-05-05")), "qtd", "1q") == span("2024-07-01", "2024-09-30")


def test_no_working_day_yet_gives_an_empty_base_and_a_shorter_period_its_end() -> None:
    sunday = clock("2025-06-01")
    june = sunday.period_of("month", d("2025-06-01"))
    base = sunday.shifted(june, "period", "1y")
    assert (base, base.days) == (span("2024-06-01", "2024-05-31"), 0)
    # 22 working days by 30 July 2025, only 20 in June 2025 with one day off.
    july = clock("2025-07-30", _2025_06_19=False)
    assert july.shifted(july.period_of("month", d("2025-07-30")), "period", "1m") == span("2025-06-01", "2025-06-30")


def test_an_extra_working_saturday_counts() -> None:
    calendar = WorkCalendar({d("2025-12-06"): True, d("2025-12-25"): False})
    assert PLAIN.count(d("2025-12-01"), d("2025-12-31")) == 23
    assert calendar.count(d("2025-12-01"), d("2025-12-31")) == 23
    assert calendar.count(d("2025-12-01"), d("2025-12-07")) == 6
    assert calendar.count(d("2025-12-02"), d("2025-12-01")) == 0


def test_periods_reach_back_so_many_and_not_before_the_data() -> None:
    friday = clock("2025-12-19")
    days = friday.periods("day", d("2020-01-01"))
    assert (len(days), days[0].start, days[-1].start) == (92, d("2025-09-19"), d("2025-12-19"))
    months = friday.periods("month", d("2020-01-01"))
    assert (len(months), months[0].start) == (60, d("2021-01-01"))
    assert [one.start for one in friday.periods("year", d("2024-05-01"))] == [d("2024-01-01"), d("2025-01-01")]
    assert friday.periods("week", d("2025-12-10"))[0] == Period("week", d("2025-12-08"), d("2025-12-14"))


def test_a_fiscal_year_from_april() -> None:
    april = clock("2025-02-10", fiscal_start_month=4)
    assert april.period_of("year", d("2025-02-10")) == Period("year", d("2024-04-01"), d("2025-03-31"))
    assert april.period_of("quarter", d("2025-02-10")) == Period("quarter", d("2025-01-01"), d("2025-03-31"))
    assert list(april.years_touched([span("2024-03-01", "2025-02-10")])) == [2023, 2024]
