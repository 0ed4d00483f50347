"""Four HR systems, their histories, absences and attendance machines as entities; the rows are worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from hashlib import md5
from typing import Any

import pytest
from mixed_company import MixedCompany

FOREVER = date(9999, 12, 31)
OURS = "split_part(person_key, ':', 2) in ('us', 'de', 'sf', 'wd')"


def digest(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def d(text: str) -> date:
    return date.fromisoformat(text)


def test_a_person_is_counted_once_with_the_dates_of_the_best_dataset(mixed: MixedCompany) -> None:
    """201 is told by all of Workday's datasets, 202 by report and service; 204 and 0014 left, nobody knows when."""
    query = f"""
        select person_key, dataset, snapshot_date, hire_date, termination_date, department, job_title, is_contractor,
            fte
        from intermediate.int_employee_snapshot where {OURS} order by person_key, snapshot_date"""
    full, part = Decimal(1), Decimal("0.8")
    fay, gus = ("workday:wd:201", "worker_history"), ("workday:wd:203", "worker_history")
    ada, bo, bea = (f"bamboohr:us:0010{number}" for number in (7, 8, 9))
    assert mixed.rows(query) == [
        (ada, "employees", d("2026-01-31"), d("2024-05-01"), None, "Production", "Fitter", False, full),
        (ada, "employees", d("2026-02-28"), d("2024-05-01"), None, "Field Service", "Planner", False, full),
        (bo, "employees", d("2026-01-31"), d("2025-02-01"), None, "Production", "Clerk", False, full),
        (bo, "employees", d("2026-02-28"), d("2025-02-01"), d("2026-02-20"), "Production", "Clerk", False, full),
        (bea, "employees", d("2026-01-31"), d("2025-03-01"), None, "Moonbase", "Clerk", True, Decimal("0.5")),
        (bea, "employees", d("2026-02-28"), d("2025-03-01"), None, "Moonbase", "Clerk", True, Decimal("0.5")),
        ("personio:de:0012", "employees", d("2026-02-28"), d("2020-02-01"), None, "Production", "Monteurin", False,
         full),
        ("personio:de:0013", "employees", d("2026-02-28"), d("2018-08-15"), d("2025-12-31"), "Field Service",
         "Verkäufer", True, full),
        ("successfactors:sf:dsample", "users", d("2026-02-28"), d("2021-03-15"), None, "Production (50001)",
         "Technician", False, None),
        ("successfactors:sf:esample", "users", d("2026-02-28"), d("2019-03-15"), None, "Production", "Lead", False,
         None),
        # The first version of the record holds from ever on; of the position p1 the newest version counts.
        (*fay, d("2000-01-01"), d("2023-04-01"), None, "Production", "Senior Buyer", False, part),
        (*fay, d("2023-04-01"), d("2023-04-01"), None, "Production", "Senior Buyer", False, part),
        (*fay, d("2025-10-01"), d("2023-04-01"), None, "Field Service", "Head of Buying", False, part),
        ("workday:wd:202", "workers_report", d("2026-02-28"), d("2019-11-13"), None, "Field Service", "Guard", True,
         Decimal("0.5")),
        (*gus, d("2000-01-01"), d("2022-01-10"), d("2024-12-31"), "Production", "Buyer", False, full),
        (*gus, d("2022-01-10"), d("2022-01-10"), d("2024-12-31"), "Production", "Buyer", False, full),
        (*gus, d("2025-07-01"), d("2025-07-01"), None, "Production", "Buyer", False, full),
    ]  # fmt: skip
    query = f"""
        select person_key, manager_person_key, cost_center, company_name, weekly_hours
        from intermediate.int_employee_snapshot
        where {OURS} and (manager_person_key is not null or cost_center is not null) order by person_key"""
    assert mixed.rows(query) == [
        ("personio:de:0012", None, "4711", "Aster GmbH", Decimal("37.5")),
        ("personio:de:0013", None, "4712", "Aster GmbH", Decimal(40)),
        ("successfactors:sf:dsample", "successfactors:sf:esample", None, None, None),
        ("workday:wd:202", "workday:wd:201", "CC2", "Aster plc", None),
    ]


def test_employment_follows_effective_dates_and_snapshots(mixed: MixedCompany) -> None:
    query = f"select person_key, org_unit_id, valid_from, valid_to from intermediate.int_employment_spell where {OURS}"
    told = mixed.rows(f"{query} order by person_key, valid_from")
    spells = [row for row in told if row[0] in ("bamboohr:us:00107", "workday:wd:201", "workday:wd:203")]
    assert spells == [
        ("bamboohr:us:00107", "OPS", d("2024-05-01"), d("2026-02-27")),
        ("bamboohr:us:00107", "SALES", d("2026-02-28"), FOREVER),
        ("workday:wd:201", "OPS", d("2023-04-01"), d("2025-09-30")),
        ("workday:wd:201", "SALES", d("2025-10-01"), FOREVER),
        ("workday:wd:203", "OPS", d("2022-01-10"), d("2024-12-31")),
        ("workday:wd:203", "OPS", d("2025-07-01"), FOREVER),
    ]
    query = f"select person_key, end_date, termination_reason from intermediate.int_employment_period where {OURS}"
    assert mixed.rows(f"{query} and end_date is not null order by person_key") == [
        ("bamboohr:us:00108", d("2026-02-20"), "Resignation"),
        ("personio:de:0013", d("2025-12-31"), "Kündigung durch Mitarbeiter"),
        ("workday:wd:203", d("2024-12-31"), "Resignation"),
    ]


@pytest.mark.parametrize(
    ("system", "key", "person", "status", "rung"),
    [
        ("dingtalk", digest("u7"), "bamboohr:us:00107", "matched", "employee_number"),
        ("dingtalk", digest("u12"), "successfactors:sf:esample", "matched", "employee_number"),
        ("dingtalk", digest("u8"), "bamboohr:us:00108", "matched", "override"),
        ("dingtalk", digest("u9"), None, "ambiguous", "name_in_department"),
        ("dingtalk", digest("u10"), None, "ambiguous", "name_in_department"),
        ("dingtalk", digest("u11"), None, "unmatched", "none"),
        ("wecom", digest("dees"), "successfactors:sf:dsample", "matched", "name_in_department"),
        ("wecom", digest("guss"), "workday:wd:203", "matched", "override"),
        ("sap", "00000107", "bamboohr:us:00107", "matched", "employee_number"),
        ("sap", "00000556", None, "unmatched", "none"),
        ("personio", digest("ada@example.com"), "bamboohr:us:00107", "matched", "work_email"),
        ("personio", digest("shop@example.com"), None, "excluded", "override"),
        ("bamboohr", digest("shop@example.com"), None, "unmatched", "none"),
        ("workday", digest("w9"), None, "unmatched", "none"),
    ],
)
def test_a_key_belongs_to_a_person(
    mixed: MixedCompany, system: str, key: str, person: str | None, status: str, rung: str
) -> None:
    query = """
        select person_key, status, rung from intermediate.int_person_identity
        where system = ? and key_value = ? and instance in ('us', 'de', 'wd', 'hr', 'ding', 'wecom')"""
    instance = {"bamboohr": "us", "personio": "de", "workday": "wd", "sap": "hr", "dingtalk": "ding"}.get(
        system, system
    )
    assert mixed.rows(query, system, key) == [(person or f"{system}:{instance}:{key}", status, rung)]


def test_no_address_and_no_name_is_in_the_warehouse(mixed: MixedCompany) -> None:
    """Staging hands on digests: no cell below the lake has an address or a name of these people."""
    relations = mixed.rows(
        "select table_schema, table_name from information_schema.tables where table_schema <> 'seed'"
    )
    ours = [
        f"{schema}.{name}"
        for schema, name in relations
        if name.startswith(("int_e", "int_p", "int_a", "int_w", "int_t"))
        or any(part in name for part in ("__employees", "__users", "__worker", "attendance", "__pa00", "__absences"))
        or name in ("stg_bamboohr__time_off", "stg_bamboohr__job_history", "stg_template__identity_override")
    ]
    assert len(ours) > 30
    for relation in ours:
        query = f"select cast(columns(*) as varchar) from {relation}"
        text = "\n".join(str(cell) for row in mixed.rows(query) for cell in row).lower()
        for word in ("@example.com", "ada sample", "fay", "muster", "monteurin änne", "gus sample", "dees"):
            assert word not in text, (relation, word)


def test_positions_and_their_history(mixed: MixedCompany) -> None:
    query = """
        select position_id, status, is_critical, department, org_unit_id, person_key
        from intermediate.int_position where instance = 'wd' order by position_id"""
    assert mixed.rows(query) == [
        ("workday:wd:p1", "filled", False, "Production", "OPS", "workday:wd:203"),
        ("workday:wd:p2", "filled", True, "Field Service", "SALES", "workday:wd:201"),
        ("workday:wd:p3", "frozen", False, "SUP_NEW", "unassigned", None),
        ("workday:wd:p4", "open", True, "Field Service", "SALES", None),
    ]
    query = """
        select person_key, valid_from, valid_to, position_id, job_title, job_level, org_unit_id
        from intermediate.int_position_history where instance in ('us', 'hr', 'wd') order by person_key, valid_from"""
    ada, kim, fay, gus = "bamboohr:us:00107", "sap:hr:00000556", "workday:wd:201", "workday:wd:203"
    buyer = "8_Individual"
    assert mixed.rows(query) == [
        # SAP tells of Ada, too (00000107): her own HR system counts.
        (ada, d("2024-05-01"), d("2026-02-09"), None, "Fitter", None, "OPS"),
        (ada, d("2026-02-10"), FOREVER, None, "Planner", None, "SALES"),
        (kim, d("2024-01-01"), d("2025-12-31"), "sap:hr:60001", "70001", None, "unassigned"),
        (kim, d("2026-01-01"), FOREVER, "sap:hr:60002", "70002", None, "unassigned"),
        (fay, d("2023-04-01"), d("2025-09-30"), "workday:wd:p1", "Senior Buyer", buyer, "OPS"),
        (fay, d("2025-10-01"), FOREVER, "workday:wd:p2", "Head of Buying", "6_Manager", "SALES"),
        (gus, d("2022-01-10"), d("2024-12-31"), "workday:wd:p1", "Buyer", buyer, "OPS"),
        (gus, d("2025-07-01"), FOREVER, "workday:wd:p1", "Buyer", buyer, "OPS"),
    ]


def test_personnel_actions(mixed: MixedCompany) -> None:
    query = """
        select person_key, event_date, event_type, action_type
        from intermediate.int_employee_event where instance = 'hr' order by person_key, event_date"""
    assert mixed.rows(query) == [
        ("bamboohr:us:00107", d("2024-05-01"), "hired", "01"),
        ("bamboohr:us:00107", d("2026-01-01"), "inactive", "Z7"),
        ("bamboohr:us:00107", d("2026-02-01"), "returned", "Z8"),
        ("bamboohr:us:00107", d("2026-02-21"), "left", "10"),
        ("sap:hr:00000556", d("2025-01-01"), "unmapped", "02"),
    ]


def test_absences(mixed: MixedCompany) -> None:
    """Ada's holiday stands in Personio as well (a day later): BambooHR's counts. R3 was cancelled by a later file."""
    query = """
        select split_part(absence_id, ':', 3), person_key, absence_type, is_unplanned, status, days, hours,
            days_basis, org_unit_id
        from intermediate.int_absence where instance in ('us', 'de', 'wd') order by system, start_date, absence_id"""
    ada, bo, anne = "bamboohr:us:00107", "bamboohr:us:00108", "personio:de:0012"
    anne_key, shop_key, unknown = (digest(text) for text in ("aenne@example.com", "shop@example.com", "w9"))
    assert mixed.rows(query) == [
        ("R1", ada, "annual", False, "approved", Decimal(2), None, "stated", "OPS"),
        ("R2", bo, "sick", True, "rejected", None, Decimal(4), "hours", "OPS"),
        ("R3", ada, "unmapped", False, "cancelled", Decimal(2), None, "stated", "SALES"),
        (f"{anne_key}|Krankheit|2026-01-05", anne, "sick", True, "approved", Decimal(3), None, "weekdays", "OPS"),
        (f"{shop_key}|Urlaub|2026-02-02", f"personio:de:{shop_key}", "annual", False, "pending", Decimal(1), None,
         "stated", "unassigned"),
        # Thursday to Tuesday with half a day off the first: 4 - 0.5
        (f"{anne_key}|Urlaub|2026-03-05", anne, "annual", False, "approved", Decimal("3.5"), None, "weekdays", "OPS"),
        ("l1", "workday:wd:201", "parental", False, "approved", Decimal(5), None, "weekdays", "SALES"),
        ("l2", "workday:wd:203", "accident", True, "approved", None, None, "open", "OPS"),
        ("l3", f"workday:wd:{unknown}", "unmapped", False, "cancelled", None, None, "open", "unassigned"),
    ]  # fmt: skip


def test_attendance_by_day_and_by_month_where_no_day_is_told(mixed: MixedCompany) -> None:
    query = """
        select person_key, grain, period_start, period_end, planned_minutes, worked_minutes, overtime_minutes,
            late_minutes, absent_minutes, absent_days, org_unit_id
        from intermediate.int_attendance where instance in ('ding', 'feishu', 'wecom') and identity_status = 'matched'
        order by system, person_key, period_start"""
    monday = d("2026-02-02")
    tuesday = monday + timedelta(days=1)
    february = ("month", d("2026-02-01"), d("2026-02-28"))
    march = ("month", d("2026-03-01"), d("2026-03-31"))

    def expected(person: str, period: tuple[Any, ...], unit: str, *figures: float | None) -> tuple[Any, ...]:
        return (person, *period, *figures, unit)

    def day(of: date) -> tuple[Any, ...]:
        return ("day", of, of)

    ada, eve, dee = "bamboohr:us:00107", "successfactors:sf:esample", "successfactors:sf:dsample"
    assert [tuple(float(c) if isinstance(c, Decimal) else c for c in row) for row in mixed.rows(query)] == [
        expected(ada, day(monday), "OPS", None, 470, 90, 5, None, 0),
        expected(ada, day(tuesday), "OPS", None, 0, 0, 0, None, 1),
        expected("bamboohr:us:00108", day(monday), "OPS", None, 480, 0, 0, None, 0),
        expected(eve, february, "OPS", None, 9600, 120, None, None, 0),
        expected("workday:wd:201", day(monday), "SALES", 480, 510, 60, 15, 0, 0),
        expected("workday:wd:201", day(tuesday), "SALES", 480, 240, 0, 0, 240, 0.5),
        expected("workday:wd:202", february, "SALES", 9600, 9120, None, None, 480, 1),
        expected(dee, day(monday), "unassigned", 480, 450, 0, 30, 0, None),
        expected(dee, march, "unassigned", 10560, 10230, 240, None, None, None),
        expected("workday:wd:203", day(monday), "OPS", 480, 480, 120, 0, 0, None),
    ]
    query = """
        select worked_minutes, identity_status, org_unit_id from intermediate.int_attendance
        where instance = 'ding' and identity_status <> 'matched' order by worked_minutes"""
    assert mixed.rows(query) == [
        (480, "ambiguous", "OPS"),
        (481, "ambiguous", "OPS"),
        (482, "unmatched", "unassigned"),
    ]


def test_timesheets(mixed: MixedCompany) -> None:
    query = """
        select person_key, identity_status, project_key, activity, hours, is_billable, is_overtime, org_unit_id
        from intermediate.int_timesheet where work_date = date '2026-03-02' order by person_key, hours"""
    assert mixed.rows(query) == [
        ("bamboohr:us:00107", "matched", "MARS", "travel", Decimal("1.5"), False, True, "SALES"),
        ("bamboohr:us:00107", "matched", "MARS", "design", Decimal("6.5"), True, False, "SALES"),
        ("template:default:99999", "unmatched", None, "internal", Decimal(8), False, False, "unassigned"),
    ]


def test_who_was_not_found_is_told_by_the_record_and_not_by_name(mixed: MixedCompany) -> None:
    """DingTalk's rows 7 to 9 below two titles and the header; the timesheet's third row below its title and header."""
    query = """
        select person.dataset, person.key_value, person.status, person.label, person.first_day, person.row_count
        from gaps.gap_person as person
        where person.system = 'dingtalk' or person.dataset = 'timesheet'
        order by person.dataset, person._record"""
    day = date(2026, 2, 2)
    assert mixed.rows(query) == [
        ("attendance_daily", digest("u9"), "ambiguous", "people/ding/days.xlsx, record 7", day, 1),
        ("attendance_daily", digest("u10"), "ambiguous", "people/ding/days.xlsx, record 8", day, 1),
        ("attendance_daily", digest("u11"), "unmatched", "people/ding/days.xlsx, record 9", day, 1),
        ("timesheet", "99999", "unmatched", "people/templates/timesheet.csv, record 5", date(2026, 3, 2), 1),
    ]
    # The workbook gives Personio's shared address to nobody; BambooHR's stays open.
    shared = "select distinct system from gaps.gap_person where key_value = ?"
    assert mixed.rows(shared, digest("shop@example.com")) == [("bamboohr",)]
