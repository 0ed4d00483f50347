"""People, training and workforce cost of a tiny company, with its hidden teams."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sources.demo.events import Company, Employee, OrgPosition, Position, TrainingRecord, TrainingSession

Make = Callable[..., Company]
Truth = Callable[[Company], Callable[..., object]]


def person(number: int, unit: str, hired: str = "2023-12-01", left: str | None = None, reason: str | None = None,
           status: str = "Full-Time", moved: tuple[str, str] | None = None) -> Employee:  # fmt: skip
    start = date.fromisoformat(hired)
    positions = [Position(start, unit, unit, "")]
    if moved:
        positions.append(Position(date.fromisoformat(moved[0]), moved[1], moved[1], ""))
    last = date.fromisoformat(left) if left else None
    return Employee(str(number), "", "", "", start, last, reason, Decimal(1), status, tuple(positions))


def team(first: int, size: int, unit: str, **more: str) -> tuple[Employee, ...]:
    return tuple(person(first + n, unit, **more) for n in range(size))  # type: ignore[arg-type]


STAFF = (*team(100, 10, "A1"), *team(200, 6, "A2"), *team(300, 7, "B"))


def test_a_team_of_three_and_one_of_six_are_both_hidden(company: Make, cells: Truth) -> None:
    people = (*team(100, 3, "A1"), *team(200, 6, "A2"), *team(300, 7, "B"))
    find = cells(company(employees=people))
    for unit, hidden in (("A1", True), ("A2", True), ("A", False), ("B", False), ("R", False)):
        cell = find("headcount_eop", unit, "month", "point", "2024-05-01")
        assert (cell.status == "suppressed") is hidden
        assert (cell.value is None) is hidden
    assert find("headcount_eop", "A", "month", "point", "2024-05-01").value == 9.0
    # four direct members of A cover the three of A1
    find = cells(company(employees=(*people, *team(400, 4, "A"))))
    assert find("headcount_eop", "A1", "month", "point", "2024-05-01").status == "suppressed"
    assert find("headcount_eop", "A2", "month", "point", "2024-05-01").value == 6.0


def test_a_year_with_one_small_month_end_hides_all_windows_that_touch_it(company: Make, cells: Truth) -> None:
    # A1 has 6 people until 10 February 2023, 4 until 14 March 2023, then 6 again
    people = (
        *team(100, 4, "A1", hired="2022-01-01"), *team(110, 2, "A1", hired="2022-01-01", left="2023-02-10"),
        *team(120, 2, "A1", hired="2023-03-15"), *team(200, 9, "A2", hired="2022-01-01"),
        *team(300, 9, "B", hired="2022-01-01"),
    )  # fmt: skip
    find = cells(company(employees=people))
    assert find("headcount_eop", "A1", "month", "point", "2022-12-01").value == 6.0
    assert find("headcount_eop", "A1", "month", "point", "2023-01-01").status == "suppressed"
    assert find("headcount_eop", "A2", "month", "point", "2023-12-01").status == "suppressed"
    assert find("headcount_eop", "A1", "month", "point", "2024-01-01").value == 6.0
    assert find("headcount_avg", "A1", "month", "t12m", "2024-11-01").status == "suppressed"
    assert find("headcount_avg", "A1", "month", "t12m", "2024-12-01").value == 6.0


def test_a_team_founded_in_the_year_is_as_small_as_it_began(company: Make, cells: Truth) -> None:
    # B has nobody until June, then 3, from August on 8: the smallest positive month-end is 3, and A joins B
    people = (
        *team(100, 10, "A1", hired="2022-01-01"), *team(300, 3, "B", hired="2024-06-10"),
        *team(310, 5, "B", hired="2024-08-01"),
    )  # fmt: skip
    find = cells(company(employees=people))
    assert find("headcount_eop", "B", "month", "point", "2024-12-01").status == "suppressed"
    assert find("headcount_eop", "A", "month", "point", "2024-01-01").status == "suppressed"
    assert find("headcount_eop", "A", "month", "point", "2023-12-01").value == 10.0


def test_average_headcount_divides_by_all_days_of_a_leap_year(company: Make, cells: Truth) -> None:
    # one more in B from 1 February 2024, 335 of 366 days; contractors do not count
    people = (*STAFF, person(1, "B", hired="2024-02-01"), person(2, "B", status="Contractor"))
    find = cells(company(employees=people))
    assert find("headcount_avg", "B", "year", "period", "2024-01-01").value == float(f"{7 + 335 / 366:.11e}")
    assert find("headcount_avg", "B", "month", "period", "2024-02-01").value == 8.0
    assert find("headcount_avg", "B", "month", "t12m", "2024-10-01").status == "not_computable"
    assert find("headcount_eop", "B", "day", "point", "2024-12-31").value == 8.0


def test_leavers_per_person_day(company: Make, cells: Truth) -> None:
    # hired before the year; one resigns on 29 February (60 days worked), one is dismissed on 31 December
    base = team(300, 10, "B", hired="2023-01-01")
    people = (
        *base, person(1, "B", hired="2023-01-01", left="2024-02-29", reason="Resignation - move"),
        person(2, "B", hired="2023-01-01", left="2024-12-31", reason="Involuntary"),
        person(3, "B", hired="2023-01-01", left="2023-01-31", reason="Resignation - early"),
        person(4, "B", hired="2023-01-01", left="2024-06-30", reason="Resignation", status="Contractor"),
    )  # fmt: skip
    find = cells(company(employees=people))
    days = 11 * 366 + 60
    year = find("turnover_rate_annualised", "B", "year", "period", "2024-01-01").value
    assert year == float(f"{2 / days * 365:.11e}")
    trailing = find("turnover_rate_annualised", "B", "month", "t12m", "2024-12-01").value
    assert trailing == float(f"{2 / days * 366:.11e}")
    assert find("voluntary_turnover_rate_t12m", "B", "month", "t12m", "2024-12-01").value == float(f"{366 / days:.11e}")
    assert find("turnover_rate_annualised", "B", "month", "period", "2024-03-01").value == 0.0


def test_a_person_who_moves_counts_in_the_unit_of_the_day(company: Make, cells: Truth) -> None:
    people = (*STAFF, person(1, "A2", moved=("2024-04-30", "B")))
    find = cells(company(employees=people))
    assert find("headcount_eop", "A2", "month", "point", "2024-03-01").value == 7.0
    assert find("headcount_eop", "A2", "month", "point", "2024-04-01").value == 6.0
    assert find("headcount_eop", "B", "month", "point", "2024-04-01").value == 8.0
    # B in April: 7 x 30 days and one day of the newcomer
    assert find("headcount_avg", "B", "month", "period", "2024-04-01").value == float(f"{211 / 30:.11e}")


def test_a_unit_that_moves_takes_its_people_along(company: Make, cells: Truth) -> None:
    old = company().org_positions
    positions = (
        *(one for one in old if one.org_unit_id != "A2"),
        OrgPosition("A2", "", "", "A", date(2000, 1, 1), date(2024, 6, 30)),
        OrgPosition("A2", "", "", "B", date(2024, 7, 1), None),
    )
    find = cells(company(employees=STAFF, org_positions=positions))
    assert find("headcount_eop", "A", "month", "point", "2024-06-01").value == 16.0
    assert find("headcount_eop", "A", "month", "point", "2024-07-01").value == 10.0
    assert find("headcount_avg", "B", "quarter", "period", "2024-07-01").value == 13.0
    assert find("headcount_avg", "B", "year", "period", "2024-01-01").value == float(f"{7 + 6 * 184 / 366:.11e}")


def test_training_hours_per_head_and_sessions_seen_once(company: Make, cells: Truth) -> None:
    sessions = (
        TrainingSession("T1", date(2024, 4, 5), "", "delivered", Decimal(4), 3),
        TrainingSession("T2", date(2024, 4, 6), "", "delivered", Decimal(4), 3),
        TrainingSession("T3", date(2024, 4, 7), "", "cancelled", Decimal(4), 1),
        TrainingSession("T4", date(2025, 2, 7), "", "delivered", Decimal(4), 1),
    )
    done = (("T1", "100"), ("T1", "101"), ("T1", "300"), ("T2", "300"), ("T2", "301"), ("T3", "300"), ("T4", "300"))
    records = tuple(TrainingRecord(session, who, "completed", Decimal("3.5")) for session, who in done)
    records += (TrainingRecord("T2", "302", "no_show", None),)
    find = cells(company(employees=STAFF, training_sessions=sessions, training_records=records))
    # five completed records of 3.5 h; T2 has two completed of its three; T1 was attended from A1 and from B
    assert find("training_hours_per_employee", "R", "month", "period", "2024-04-01").value == float(f"{17.5 / 23:.11e}")
    assert find("training_hours_per_employee", "B", "quarter", "period", "2024-07-01").value == 0.0
    for unit in ("R", "A", "A1", "B"):
        assert find("training_sessions_delivered", unit, "month", "period", "2024-04-01").value == 1.0
    assert find("training_sessions_delivered", "R", "month", "qtd", "2024-05-01").value == 1.0
    assert find("training_sessions_delivered", "R", "month", "period", "2024-05-01").status == "no_data"
