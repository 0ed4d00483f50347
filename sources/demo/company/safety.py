"""What the service desk, the scanner and the risk office keep beside the risk register."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, add_months, month_end, weekday_on_or_after, weekdays_of_month
from sources.demo.events import OrgMapping
from sources.demo.events.safety import (
    Change,
    Control,
    ControlTest,
    Finding,
    Incident,
    Kri,
    KriValue,
    LegalMatter,
    Obligation,
    RiskAction,
    Safety,
)

QUEUES = {"IT Operations": "MI-ENG-SW", "Plant IT": "MI-OPS-TST"}
SERVICES = ("Mail", "Order portal", "Calibration database", "Network")
CATEGORIES = ("Software", "Network", "Hardware", "Access")
OUTCOMES = (*("successful",) * 8, "successful_with_issues", "failed", "backed_out")
_CHECKS = (
    ("19506", "", "info", None, 0, "Scan information"),
    ("171340", "CVE-2023-0286", "high", "7.4", 443, "Outdated TLS library"),
    ("156032", "CVE-2021-44228", "critical", "10.0", 8080, "Logging library with remote code execution"),
    ("57608", "", "medium", "5.3", 445, "Unsigned file sharing"),
    ("104743", "", "medium", "6.5", 443, "Old protocol version"),
    ("182308", "CVE-2023-38408", "critical", "9.8", 22, "Outdated remote shell"),
)
_AREAS = (
    ("Doors and visitors", "7.2"), ("Backups", "8.13"), ("Access rights", "5.18"), ("Suppliers", "5.19"),
    ("Logging", "8.15"), ("Training", "6.3"),
)  # fmt: skip
KRIS = (
    Kri(
        "KRI-01",
        "Late customer deliveries",
        "RSK-013",
        "technical",
        "MI-OPS-ASM",
        "above",
        Decimal(5),
        Decimal(9),
        "%",
        45,
    ),
    Kri("KRI-02", "Liquidity reach", "RSK-003", "financial", "MI-FIN", "below", Decimal(60), Decimal(40), "days", 45),
    Kri(
        "KRI-03",
        "Resignations of specialists",
        "RSK-014",
        "people",
        "MI-ENG-QA",
        "above",
        Decimal(2),
        Decimal(4),
        "persons",
        45,
    ),
)
CONTROLS = (
    Control("C-01", "Second supplier for key parts", "technical", "preventive", True, "Purchasing", "MI-SUP-PUR",
            "RSK-013"),
    Control("C-02", "Covenant check before drawing", "financial", "detective", True, "Treasury", "MI-FIN", "RSK-003"),
    Control("C-03", "Restore test of the order portal", "technical", "corrective", True, "IT", "MI-ENG-SW", "RSK-010"),
    Control("C-04", "Export licence checklist", "legal", "preventive", False, "Logistics", "MI-SUP-LOG", "RSK-004"),
)  # fmt: skip
_MATTERS = (("LM-1", "claim", "MI-SAL-EU", "EUR", 90_000), ("LM-2", "employment", "MI-PPL", "USD", 35_000),
            ("LM-3", "intellectual_property", "MI-ENG-HW", "USD", 260_000))  # fmt: skip


def safety(frame: Frame) -> Safety:
    """Everything on its own random stream."""
    scans = (date(2025, 10, 6), date(2025, 11, 3), date(2025, 12, 8))
    return Safety(
        incidents=_incidents(frame),
        changes=_changes(frame),
        scans=scans,
        findings=_findings(frame, scans),
        obligations=_obligations(frame),
        matters=_matters(frame),
        kris=KRIS,
        kri_values=_values(frame),
        controls=CONTROLS,
        control_tests=_tests(frame),
        actions=_actions(frame),
    )


def _incidents(frame: Frame) -> tuple[Incident, ...]:
    rng = frame.rng("safety:incidents")
    rows: list[Incident] = []
    end = datetime.combine(frame.as_of, time(23), UTC)
    for month in frame.month_starts():
        days = [day for day in weekdays_of_month(month) if day <= frame.as_of]
        for day in sorted(rng.choice(days) for _ in range(frame.count(12, least=3))):
            opened = datetime.combine(day, time(rng.randint(12, 20), rng.randrange(60)), UTC)
            severity = rng.choices((1, 2, 3), (1, 4, 7))[0]
            after = timedelta(minutes=round(rng.expovariate(1 / (600 * severity)) + 20))
            resolved: datetime | None = opened + after
            closed: datetime | None = opened + after + timedelta(days=5)
            if resolved is not None and resolved > end:
                resolved = None
            if closed is not None and (closed > end or resolved is None):
                closed = None
            waiting = rng.choice(("new", "in_progress", "in_progress", "on_hold"))
            queue = rng.choice(list(QUEUES))
            rows.append(
                Incident(
                    f"INC{10_000 + len(rows)}",
                    "closed" if closed else "resolved" if resolved else waiting,
                    severity,
                    min(4, severity + rng.randint(0, 1)),
                    rng.choice(CATEGORIES),
                    rng.choice(SERVICES),
                    queue,
                    QUEUES[queue],
                    opened,
                    resolved,
                    closed,
                    int(rng.random() < 0.06),
                    after <= timedelta(hours=8 * severity),
                )
            )
    return tuple(rows)


def _changes(frame: Frame) -> tuple[Change, ...]:
    rng = frame.rng("safety:changes")
    rows: list[Change] = []
    end = datetime.combine(frame.as_of, time(23), UTC)
    for month in frame.month_starts():
        for day in sorted(rng.choice(weekdays_of_month(month)) for _ in range(frame.count(7, least=2))):
            opened = datetime.combine(day, time(14, rng.randrange(60)), UTC)
            if opened > end:
                continue
            start = datetime.combine(weekday_on_or_after(day + timedelta(days=rng.randint(1, 9))), time(22), UTC)
            planned = (start, start + timedelta(hours=rng.choice((1, 2, 4))))
            worked: tuple[datetime, datetime] | None = (start, planned[1] + timedelta(minutes=rng.randint(-30, 90)))
            closed: datetime | None = planned[1] + timedelta(hours=12)
            outcome = rng.choice(OUTCOMES)
            if closed is not None and closed > end:
                worked, closed, outcome = None, None, "open"
            elif rng.random() < 0.05:
                worked, outcome = None, "cancelled"
            queue = rng.choice(list(QUEUES))
            rows.append(
                Change(
                    f"CHG{30_000 + len(rows)}",
                    rng.choice(("normal", "normal", "standard", "emergency")),
                    rng.choice((2, 3, 4)),
                    rng.choice(SERVICES),
                    queue,
                    QUEUES[queue],
                    opened,
                    planned,
                    worked,
                    closed,
                    outcome,
                )
            )
    return tuple(rows)


def _findings(frame: Frame, scans: tuple[date, ...]) -> tuple[Finding, ...]:
    """Every host is in every scan; what is repaired is missing from the later ones."""
    rng = frame.rng("safety:findings")
    rows = []
    for number in range(frame.count(30, least=6)):
        host = f"192.0.2.{number + 10}"
        for check_id, cve, severity, cvss, port, title in _CHECKS:
            if severity != "info" and rng.random() > 0.45:
                continue
            first = 0 if severity == "info" else rng.choice((0, 0, 1))
            last = len(scans) if severity == "info" else rng.randint(first + 1, len(scans))
            score = None if cvss is None else Decimal(cvss)
            rows.append(Finding(host, check_id, cve, severity, score, port, title, scans[first:last]))
    return tuple(rows)


def _obligations(frame: Frame) -> tuple[Obligation, ...]:
    rng = frame.rng("safety:obligations")
    rows = []
    for checked in (date(2025, 9, 30), date(2025, 11, 28)):
        for area, chapter in _AREAS:
            status = rng.choice(("compliant", "compliant", "partial", "non_compliant"))
            due = None if status == "compliant" else date(2026, 1, 31)
            rows.append(Obligation(checked, area, chapter, f"ISO 27001 A.{chapter}", status, due))
    return tuple(rows)


def _matters(frame: Frame) -> tuple[LegalMatter, ...]:
    rng = frame.rng("safety:matters")
    rows = []
    for matter, kind, unit, currency, size in _MATTERS:
        for index in (6, 3, 0):
            day = month_end(add_months(frame.as_of, -1 - index))
            settled = matter == "LM-2" and index == 0
            exposure = Decimal(size + rng.randint(-10, 10) * 500)
            probability = "probable" if settled else rng.choice(("remote", "possible", "probable"))
            provision = exposure if probability == "probable" else Decimal(0)
            rows.append(LegalMatter(matter, day, kind, unit, "settled" if settled else "open", probability, exposure,
                                    provision, currency, date(2024, 12, 2)))  # fmt: skip
    return tuple(rows)


def _values(frame: Frame) -> tuple[KriValue, ...]:
    rng = frame.rng("safety:kris")
    span = {"KRI-01": (20, 110), "KRI-02": (300, 900), "KRI-03": (0, 50)}
    return tuple(
        KriValue(kri.kri_id, min(month_end(month), frame.as_of), Decimal(rng.randint(*span[kri.kri_id])) / 10)
        for kri in KRIS
        for month in frame.month_starts()
    )


def _tests(frame: Frame) -> tuple[ControlTest, ...]:
    rng = frame.rng("safety:tests")
    rows: list[ControlTest] = []
    for month in frame.month_starts():
        if month.month % 3 == 0:
            for control in CONTROLS:
                day = month + timedelta(days=rng.randrange(18))
                result = rng.choice(("effective", "effective", "effective", "partly_effective", "ineffective"))
                issues = 0 if result == "effective" else rng.randint(1, 4)
                rows.append(ControlTest(f"CT-{len(rows) + 1:03d}", control.control_id, day, result, issues))
    return tuple(rows)


def _actions(frame: Frame) -> tuple[RiskAction, ...]:
    rng = frame.rng("safety:actions")
    rows = []
    for number, control in enumerate(CONTROLS, start=1):
        for part, treatment in enumerate(("reduce", "transfer"), start=1):
            opened = date(2025, 9, 1) + timedelta(days=rng.randrange(60))
            due = weekday_on_or_after(opened + timedelta(days=rng.randint(20, 70)))
            later = weekday_on_or_after(due + timedelta(days=rng.choice((0, 0, 21))))
            done: date | None = weekday_on_or_after(later + timedelta(days=rng.choice((-4, 0, 6))))
            status = "done"
            if done is None or done > frame.as_of:
                done, status = None, "in_progress" if part == 1 else "open"
            rows.append(RiskAction(f"RA-{number}{part}", control.risk_id, f"{control.name}: step {part}", treatment,
                                   control.org_unit_id, opened, due, later, status, done))  # fmt: skip
    return tuple(rows)


def safety_mappings() -> tuple[OrgMapping, ...]:
    """The groups of the service desk."""
    return tuple(OrgMapping("queue", queue, "servicenow", None, unit, None, None) for queue, unit in QUEUES.items())
