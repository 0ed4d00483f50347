"""Attendance, leave, hiring, reviews, talks, the engagement survey and pay."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sources.demo.events import Company
from tests.acceptance.entity_truth.compared import Compared, Row

PERSON = "split_part(person_key, ':', 3)"
STAGE_KINDS = {
    "Application Review": "application",
    "Phone Screen": "screen",
    "Face to Face Interview": "interview",
    "Reference Check": "reference",
    "Offer": "offer",
}


def attendance(company: Company) -> Iterator[Row]:
    for one in company.staff.attendance:
        yield (one.employee_number, one.org_unit_id, one.day, one.planned_hours * 60, one.worked_hours * 60,
               one.overtime_hours * 60, one.late_hours * 60, one.absent_days)  # fmt: skip


def leaves(company: Company) -> Iterator[Row]:
    for one in company.staff.leaves:
        yield (one.request_id, one.employee_number, one.org_unit_id, one.kind, one.kind != "annual", one.status,
               one.first_day, one.last_day, one.days)  # fmt: skip


def applications(company: Company) -> Iterator[Row]:
    for one in company.staff.applications:
        ends = tuple(one.decided_on if one.status == status else None for status in ("hired", "rejected", "withdrawn"))
        yield (one.application_id, one.candidate_id, one.org_unit_id, one.status, one.stage, STAGE_KINDS[one.stage],
               one.source, one.applied_on, *ends)  # fmt: skip


def reviews(company: Company) -> Iterator[Row]:
    """The rating is that of the overall question."""
    for one in company.staff.reviews:
        yield (one.cycle, one.employee_number, one.reviewer_number, one.relationship, one.org_unit_id,
               "finalised" if one.is_final else "submitted", one.submitted_on, one.answers[0][1],
               len(one.answers))  # fmt: skip


def talks(company: Company) -> Iterator[Row]:
    for one in company.staff.one_on_ones:
        yield (one.employee_number, one.manager_number, one.day, one.status)


def pulses(company: Company) -> Iterator[Row]:
    """Nobody's unit is known: the answers are the company's. A preview is no answer."""
    zone = ZoneInfo(company.time_zone)
    for one in company.staff.pulses:
        if not one.is_preview:
            yield (one.response_id, one.survey_id, "engagement", "employee", "1-5", one.score, company.root_org_unit,
                   one.answered.astimezone(zone).date())  # fmt: skip


def answers(company: Company) -> Iterator[Row]:
    for one in company.staff.pulses:
        yield (one.response_id, "Q1", one.score)
        yield (one.response_id, "Q2", one.tools)


def pay(company: Company) -> Iterator[Row]:
    for one in company.staff.pay:
        yield (one.event_id, one.employee_number, one.kind, one.day, one.amount, one.currency)


PEOPLE = (
    Compared(
        "attendance",
        f"{PERSON}, org_unit_id, period_start, planned_minutes, worked_minutes, overtime_minutes, "
        "late_minutes, absent_days",
        "true",
        attendance,
    ),
    Compared(
        "absence",
        f"split_part(absence_id, ':', 3), {PERSON}, org_unit_id, absence_type, is_unplanned, status, "
        "start_date, end_date, days",
        "true",
        leaves,
    ),
    Compared(
        "application",
        "split_part(application_id, ':', 3), split_part(candidate_id, ':', 3), org_unit_id, status, "
        "stage_name, stage_kind, source, applied_on, hired_on, rejected_on, withdrawn_on",
        "true",
        applications,
    ),
    Compared(
        "review",
        "review_cycle, person_source_key, reviewer_source_key, relationship, org_unit_id, status, "
        "submitted_on, rating, questions",
        "true",
        reviews,
    ),
    Compared("one_on_one", "person_source_key, manager_source_key, meeting_date, status", "true", talks),
    Compared(
        "survey_response",
        "source_id, survey_source_id, kind, respondent_group, scale, score, org_unit_id, responded_on",
        "system = 'qualtrics'",
        pulses,
    ),
    Compared("survey_answer", "split_part(response_id, ':', 3), question_key, score", "true", answers),
    Compared(
        "compensation_event",
        "split_part(compensation_event_id, ':', 3), person_source_key, kind, event_date, amount, currency",
        "true",
        pay,
    ),
)
