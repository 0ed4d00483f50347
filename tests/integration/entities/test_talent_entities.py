"""Recruiting, learning, reviews and talent of the mixed company, by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from hashlib import md5
from typing import Any

from mixed_company import MixedCompany


def mail(name: str) -> str:
    """The key of an invented person by e-mail."""
    return md5(f"talent.{name}@example.com".encode()).hexdigest()


ANN, BEN, CAY, CY, DEE = map(mail, ("ann", "ben", "cay", "cy", "dee"))


def rows(mixed: MixedCompany, entity: str, columns: str, key: str, where: str) -> list[tuple[Any, ...]]:
    return mixed.rows(f"select {columns} from intermediate.int_{entity} where {where} order by {key} nulls first")


def test_an_application_counts_once_with_the_state_of_its_best_dataset(mixed: MixedCompany) -> None:
    columns = (
        "application_id, requisition_id, org_unit_id, status, stage_kind, source, hired_on, rejected_on, withdrawn_on"
    )
    found = rows(mixed, "application", columns, "application_id", "system in ('greenhouse', 'lever')")
    gh, lv = "greenhouse:default:", "lever:default:"
    assert found == [
        # hired as the history says, in the unit that the report gives the job
        (gh + "9001", gh + "401", "OPS", "hired", "offer", "31", date(2026, 2, 16), None, None),
        # in table and report: the table's rejection, the report's reason and source
        (gh + "9002", gh + "401", "OPS", "withdrawn", "application", "Referral", None, None, date(2026, 1, 20)),
        # in the report only; "Hired another candidate" is no hire; the job's unit is not mapped, the department is
        (gh + "9003", gh + "402", "SALES", "rejected", "screen", "Fair", None, date(2026, 2, 1), None),
        (gh + "9004", None, "unassigned", "unmapped", "unmapped", None, None, None, None),
        (gh + "9006", gh + "401", "OPS", "active", "unmapped", "Fair", None, None, None),
        # opportunity, application and list are one; the list still calls it active
        (lv + "o-1", lv + "r-1", "OPS", "hired", "offer", "Job board", date(2026, 2, 10), None, None),
        (lv + "o-2", lv + "p-2", "SALES", "active", "application", None, None, None, None),
        (lv + "o-3", None, "unassigned", "withdrawn", "application", "Friend", None, None, date(2026, 3, 1)),
        (lv + "o-4", None, "unassigned", "unmapped", "application", None, None, None, None),
        (lv + "o-5", None, "OPS", "hired", "offer", "Fair", date(2026, 3, 5), None, None),
    ]
    prospects = mixed.rows("select application_id from intermediate.int_application where is_prospect")
    assert prospects == [(gh + "9004",)]


def test_stages_follow_each_other(mixed: MixedCompany) -> None:
    columns = "application_id, changed_at, left_at, stage_kind, stage_position, status"
    found = rows(
        mixed, "application_stage", columns, "application_id, changed_at", "application_id = 'greenhouse:default:9001'"
    )
    applied, offered, hired = datetime(2026, 1, 5, 23, 30), datetime(2026, 2, 10, 9), datetime(2026, 2, 16, 12)
    assert found == [
        ("greenhouse:default:9001", applied, offered, "application", None, None),
        ("greenhouse:default:9001", offered, hired, "offer", None, None),
        ("greenhouse:default:9001", hired, None, None, None, "hired"),
    ]
    found = rows(mixed, "application_stage", columns, "changed_at", "application_id = 'lever:default:o-1'")
    first, second = datetime(2026, 1, 10, 8), datetime(2026, 1, 25, 8)
    assert found == [
        ("lever:default:o-1", first, second, "application", 3, None),
        ("lever:default:o-1", second, None, "offer", 8, None),
    ]


def test_requisitions_postings_and_jobs_are_one_list(mixed: MixedCompany) -> None:
    columns = "requisition_id, status, org_unit_id, opened_on, closed_on, headcount, headcount_filled"
    assert rows(mixed, "job_requisition", columns, "requisition_id", "true") == [
        ("greenhouse:default:401", "closed", "OPS", date(2025, 11, 3), date(2026, 2, 20), None, None),
        ("greenhouse:default:402", "open", "unassigned", date(2026, 1, 12), None, None, None),
        ("lever:default:p-2", "open", "SALES", date(2026, 1, 3), None, None, None),
        ("lever:default:r-1", "open", "OPS", date(2026, 1, 1), None, 1, 1),
        ("lever:default:r-2", "unmapped", "unassigned", date(2026, 1, 1), None, None, 0),
    ]
    # November 3 to February 16: 27 + 31 + 31 + 16 days; January 1 to February 10: 30 + 10.
    assert rows(mixed, "requisition_fill", "requisition_id, filled_on, days_to_fill", "requisition_id", "true") == [
        ("greenhouse:default:401", date(2026, 2, 16), 105),
        ("lever:default:r-1", date(2026, 2, 10), 40),
    ]


def test_scorecards_candidates_and_offers(mixed: MixedCompany) -> None:
    assert rows(mixed, "interview_scorecard", "application_id, recommendation", "1", "true") == [
        ("greenhouse:default:9001", "strong_yes"),
        ("greenhouse:default:9002", "unmapped"),
    ]
    assert rows(mixed, "candidate", "candidate_id, merged_into_candidate_id", "1", "true") == [
        ("greenhouse:default:701", None),
        ("greenhouse:default:702", "greenhouse:default:701"),
    ]
    assert rows(mixed, "job_offer", "application_key, outcome, decided_on", "job_offer_id", "true") == [
        ("9001", "accepted", date(2026, 2, 14)),
        (None, "open", None),
    ]


def test_training_of_all_systems_and_who_had_to_do_it(mixed: MixedCompany) -> None:
    columns = "session_id, person_source_kind, person_source_key, org_unit_id, status, completed_on, hours"
    course, long = "coursera:default:C~1", Decimal("12.5")
    assert rows(mixed, "training_record", columns, "session_id, person_source_key", "true") == sorted(
        [
            # Ann once, under the number that only one of her two rows names; Ben and Cy apart although neither has one
            (course, "employee_number", "T417", "unassigned", "completed", date(2026, 2, 1), long),
            (course, "email", BEN, "unassigned", "in_progress", None, long),
            (course, "email", CY, "unassigned", "withdrawn", None, long),
            ("lms:default:SAFE-1", "employee_number", "T417", "OPS", "completed", date(2026, 3, 15), Decimal("1.5")),
            ("lms:default:SAFE-1", "employee_number", "T418", "unassigned", "unmapped", None, None),
            ("moodle:default:SAFE-2", "employee_number", "T417", "unassigned", "completed", date(2025, 12, 2), None),
            ("moodle:default:SAFE-2", "employee_number", "T418", "unassigned", "registered", None, None),
            ("template:default:TS-1", "employee_number", "T417", "unassigned", "completed", date(2026, 2, 20), 3),
            ("template:default:TS-1", "employee_number", "T418", "unassigned", "no_show", None, None),
        ],
        key=lambda row: (row[0], row[2]),
    )
    columns = "course_code, person_source_key, due_on, is_waived, completed_on"
    assert rows(mixed, "training_assignment", columns, "1, 2, 3", "true") == [
        ("SAFE-1", "T417", date(2026, 3, 10), False, date(2026, 3, 15)),
        ("SAFE-1", "T418", date(2026, 3, 20), False, None),
        ("SAFE-2", "T417", date(2025, 12, 31), False, date(2025, 12, 2)),
        ("SAFE-2", "T417", date(2026, 12, 31), False, None),  # done before it was assigned again
        ("SAFE-2", "T418", date(2025, 12, 31), True, None),
    ]
    scores = "select pre_score, post_score from intermediate.int_training_record where pre_score is not null"
    assert mixed.rows(scores) == [(40, 70)]


def test_reviews_are_summed_up_and_the_workbook_fills_the_gaps(mixed: MixedCompany) -> None:
    columns = "person_source_key, reviewer_source_key, relationship, org_unit_id, status, completed_on, rating"
    columns += ", performance_band"
    found = rows(mixed, "review", columns, "person_source_key, relationship", "review_cycle = 'H2 2025'")
    assert sorted(found, key=str) == sorted(
        [
            (ANN, CAY, "manager", "OPS", "submitted", date(2026, 1, 10), 4, "high"),  # the overall question
            (ANN, ANN, "self", "OPS", "finalised", date(2026, 1, 8), Decimal("3.5"), "medium"),  # the mean of 3 and 4
            (BEN, CAY, "unmapped", "unassigned", "open", None, None, None),
            ("T417", None, "manager", "unassigned", "finalised", date(2026, 2, 2), 2, "low"),
            ("T500", CAY, "manager", "unassigned", "submitted", date(2026, 1, 11), 5, "high"),  # not the workbook's 2
        ],
        key=str,
    )


def test_feedback_and_meetings(mixed: MixedCompany) -> None:
    columns = "person_source_key, giver_source_key, is_self, given_on, kind"
    assert rows(mixed, "feedback", columns, "given_on", "true") == [
        (ANN, CAY, False, date(2026, 2, 3), "praise"),
        ("T500", DEE, True, date(2026, 2, 4), "unmapped"),
    ]
    columns = "person_source_key, manager_source_key, meeting_date, status"
    assert rows(mixed, "one_on_one", columns, "meeting_date", "true") == [
        (ANN, CAY, date(2026, 2, 10), "held"),
        ("T417", "T900", date(2026, 2, 11), "held"),
        ("T500", CAY, date(2026, 2, 12), "held"),  # the workbook's cancelled one stands back
        (ANN, CAY, date(2026, 2, 17), "cancelled"),
        ("T500", CAY, date(2026, 4, 9), "planned"),  # no status, after the as-of date
    ]


def test_a_step_of_the_ladder_is_the_products_until_the_company_says_otherwise(mixed: MixedCompany) -> None:
    columns = "skill, required_level, valid_from, valid_to, is_default"
    start, end, changed = date(1900, 1, 1), date(9999, 12, 31), date(2026, 1, 1)
    assert rows(mixed, "ladder_requirement", columns, "skill", "ladder_level = 'manager'") == [
        ("budgeting", 4, changed, end, False),
        ("financial analysis", 3, start, date(2025, 12, 31), True),
        ("strategic planning", 3, start, date(2025, 12, 31), True),
    ]
    assert rows(mixed, "ladder_requirement", columns, "skill", "ladder_level = 'supervisor'") == [
        ("process improvement", 3, start, end, True),
        ("team management", 3, start, end, True),
    ]
    assert rows(mixed, "ladder_level", "ladder_level, next_level", "level_rank", "ladder = 'management'") == [
        ("assistant", "supervisor"),
        ("supervisor", "manager"),
        ("manager", "director"),
        ("director", "coo"),
        ("coo", None),
    ]
    assert rows(mixed, "ladder_job", "job_title, ladder, ladder_level", "1", "true") == [
        ("Team lead", "management", "supervisor")
    ]


def test_what_is_kept_by_hand_about_people_and_teams(mixed: MixedCompany) -> None:
    columns = "person_source_key, kind, amount, target_amount, currency"
    assert rows(mixed, "compensation_event", columns, "1", "true") == [
        ("T417", "bonus", Decimal("900.5"), 1000, "EUR"),
        ("T418", "raise", 2400, None, "USD"),
    ]
    assert rows(mixed, "hr_case", "case_type, severity, org_unit_id, days_to_close", "hr_case_id", "true") == [
        ("grievance", "high", "OPS", 28),
        ("conflict", "low", "SALES", None),
    ]
    assert rows(mixed, "skill_assessment", "person_source_key, skill, skill_level", "1", "true") == [
        ("T417", "team management", 3)
    ]
    columns = "role_id, person_source_kind, person_source_key, readiness"
    assert rows(mixed, "succession_plan", columns, "1", "true") == [
        ("template:default:RO-1", "employee_number", "T417", "ready_now"),
        ("template:default:RO-2", None, None, "none"),
    ]
    assert rows(mixed, "potential_rating", "person_source_key, review_cycle, potential", "1", "true") == [
        ("T417", "H2 2025", "high")
    ]
    assert rows(mixed, "qualification", "person_source_key, expires_on", "1", "true") == [
        ("T417", date(2026, 4, 30)),
        ("T418", date(9999, 12, 31)),
    ]
    # two are listed for the first; the second states its number
    assert rows(mixed, "activity", "org_unit_id, participants, cost, currency", "activity_id", "true") == [
        ("OPS", 2, 300, "USD"),
        ("SALES", 12, 500, "EUR"),
    ]
