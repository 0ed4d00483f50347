"""Lists of the people systems: time off (BambooHR), candidates (Greenhouse), review answers (Lattice)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sources.demo.events import Company
from sources.demo.exports.delimited import write_csv

TIME_OFF = ("Request ID", "Employee #", "Name", "Department", "Time Off Type", "From", "To", "Days", "Status",
            "Requested")  # fmt: skip
CANDIDATES = (
    "Application ID", "Candidate ID", "Candidate Name", "Job", "Department", "Current Stage", "Status", "Source",
    "Application Date", "Rejection Date", "Rejection Reason", "Hired On",
)  # fmt: skip
REVIEWS = (
    "Review Cycle", "Reviewee Employee ID", "Reviewee Email", "Reviewer Employee ID", "Reviewer Email", "Relationship",
    "Question", "Rating", "Comment", "Status", "Submitted At", "Reviewee Department",
)  # fmt: skip
RELATIONSHIP = {"manager": "Manager", "self": "Self"}


def write_time_off(company: Company, folder: Path) -> None:
    """Writes the requests as they stand on the as-of date."""
    write_csv(folder / f"Time Off {company.as_of}.csv", _time_off(company))


def write_greenhouse(company: Company, folder: Path) -> None:
    """Writes the candidate report of the as-of date."""
    write_csv(folder / f"candidates_{company.as_of}.csv", _candidates(company))


def write_lattice(company: Company, folder: Path) -> None:
    """Writes the answers of all cycles, one line each."""
    write_csv(folder / f"review_answers_{company.as_of}.csv", _reviews(company))


def _time_off(company: Company) -> Iterator[list[str]]:
    yield list(TIME_OFF)
    for one in company.staff.leaves:
        yield [
            one.request_id,
            one.employee_number,
            one.name,
            one.department,
            one.label,
            one.first_day.isoformat(),
            one.last_day.isoformat(),
            str(one.days),
            one.status.capitalize(),
            one.requested_on.isoformat(),
        ]


def _candidates(company: Company) -> Iterator[list[str]]:
    yield list(CANDIDATES)
    for one in company.staff.applications:
        decided = one.decided_on.isoformat() if one.decided_on else ""
        left = one.status in ("rejected", "withdrawn")
        reason = {"rejected": "Hired another candidate", "withdrawn": "Candidate withdrew"}.get(one.status, "")
        status = "Rejected" if left else one.status.capitalize()
        yield [
            one.application_id,
            one.candidate_id,
            f"Candidate {one.candidate_id}",
            one.job,
            one.department,
            one.stage,
            status,
            one.source,
            one.applied_on.isoformat(),
            decided if left else "",
            reason,
            "" if left else decided,
        ]


def _reviews(company: Company) -> Iterator[list[str]]:
    yield list(REVIEWS)
    for one in company.staff.reviews:
        for question, rating in one.answers:
            yield [one.cycle, one.employee_number, one.email, one.reviewer_number, one.reviewer_email,
                   RELATIONSHIP[one.relationship], question, str(rating), "", "Shared" if one.is_final else "Submitted",
                   f"{one.submitted_on} 16:20:00", one.department]  # fmt: skip
