"""Scans (Nessus), the checklist of obligations and the tests of controls, as the offices keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sources.demo.events import Company
from sources.demo.exports.delimited import write_csv

NESSUS = (
    "Plugin ID", "CVE", "CVSS v2.0 Base Score", "CVSS v3.0 Base Score", "Risk", "Host", "Protocol", "Port", "Name",
    "Synopsis", "Description", "Solution", "See Also", "Plugin Output",
)  # fmt: skip
CHECKLIST = ("Category", "Area", "ch", "Standard Reference", "Status", "Notes", "Due Date")
TESTS = ("tester", "test_id", "control_id", "test_date", "result", "issues_found")
WORDS = {"compliant": "Compliant", "partial": "Partially Compliant", "non_compliant": "Non-Compliant"}
RESULTS = {"effective": "Effective", "partly_effective": "Needs Improvement", "ineffective": "Ineffective"}


def write_nessus(company: Company, folder: Path) -> None:
    """Writes one file a scan."""
    for day in company.safety.scans:
        write_csv(folder / f"office_scan_{day}.csv", _scan(company, day))


def write_registers(company: Company, folder: Path) -> None:
    """Writes the checklist of each day and the tests."""
    for day in sorted({one.checked_on for one in company.safety.obligations}):
        write_csv(folder / f"compliance_{day}.csv", _checklist(company, day))
    write_csv(folder / f"control_tests_{company.as_of}.csv", _tests(company))


def _scan(company: Company, day: date) -> Iterator[list[str]]:
    yield list(NESSUS)
    for one in company.safety.findings:
        if day in one.seen:
            risk = "None" if one.severity == "info" else one.severity.capitalize()
            score = "" if one.cvss is None else str(one.cvss)
            yield [
                one.check_id,
                one.cve,
                "",
                score,
                risk,
                one.host,
                "tcp",
                str(one.port),
                one.title,
                "",
                "",
                "",
                "",
                "",
            ]


def _checklist(company: Company, day: date) -> Iterator[list[str]]:
    yield list(CHECKLIST)
    for one in company.safety.obligations:
        if one.checked_on == day:
            due = one.due_on.isoformat() if one.due_on else ""
            yield ["Information security", one.area, one.chapter, one.reference, WORDS[one.status], "", due]


def _tests(company: Company) -> Iterator[list[str]]:
    yield list(TESTS)
    for one in company.safety.control_tests:
        yield ["Auditor 2", one.test_id, one.control_id, one.day.isoformat(), RESULTS[one.result], str(one.issues)]
