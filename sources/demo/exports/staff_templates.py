"""What the people department keeps by hand: cycles, talks, pay events, and what its surveys measure."""

from __future__ import annotations

from decimal import Decimal

from sources.demo.events import Company
from sources.templates.workbook import Row


def staff_rows(company: Company) -> dict[str, list[Row]]:
    """The records of each template dataset by column name."""
    staff = company.staff
    cycles: list[Row] = [
        {
            "review_cycle": one.cycle,
            "starts_on": one.starts_on,
            "due_on": one.due_on,
            "min_service_days": 90,
            "medium_from": Decimal(3),
            "high_from": Decimal(4),
        }
        for one in staff.cycles
    ]
    talks: list[Row] = [
        {
            "employee_number": one.employee_number,
            "manager_employee_number": one.manager_number,
            "meeting_date": one.day,
            "status": one.status,
        }
        for one in staff.one_on_ones
    ]
    pay: list[Row] = [
        {
            "event_id": one.event_id,
            "employee_number": one.employee_number,
            "kind": one.kind,
            "event_date": one.day,
            "pay_amount": one.amount,
            "currency": one.currency,
        }
        for one in staff.pay
    ]
    surveys: list[Row] = [
        {
            "system": "qualtrics",
            "survey_id": survey,
            "name": f"Pulse {survey[-6:]}",
            "kind": "engagement",
            "respondent_group": "employee",
            "scale": "1-5",
            "score_question": "Q1",
        }
        for survey in sorted({one.survey_id for one in staff.pulses})
    ]
    return {"review_cycle": cycles, "one_on_one": talks, "compensation_event": pay, "survey": surveys}
