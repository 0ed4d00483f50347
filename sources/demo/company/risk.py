"""The risk register: five categories, assessments on their cadence, stale and closed risks, appetite."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame
from sources.demo.events import Risk, RiskAppetite, RiskAssessment

_REGISTER: tuple[tuple[str, str, str, int, int, str, int, str], ...] = (
    (
        "Customer insolvency leaves receivables unpaid",
        "financial",
        "MI-FIN-ACC",
        3,
        4,
        "0.6",
        240_000,
        "Head of Accounting",
    ),
    (
        "Euro weakens and eats the margin of imports",
        "financial",
        "MI-FIN-CTL",
        4,
        3,
        "0.9",
        130_000,
        "Head of Controlling",
    ),
    ("Loan covenant missed in a weak quarter", "financial", "MI-FIN", 2, 5, "0.1", 900_000, "Head of Finance"),
    ("Export licence late, shipment stopped", "legal", "MI-SUP-LOG", 3, 3, "0.7", 60_000, "Head of Logistics"),
    (
        "Data protection complaint by a customer",
        "legal",
        "MI-ENG-SW",
        2,
        4,
        "0.2",
        350_000,
        "Head of Software Engineering",
    ),
    (
        "Warranty terms not enforceable in a new market",
        "legal",
        "MI-SAL-AP",
        2,
        2,
        "0.3",
        40_000,
        "Head of Sales Asia Pacific",
    ),
    ("Main customer splits its volume", "market", "MI-SAL-KA", 4, 5, "0.5", 800_000, "Head of Key Accounts"),
    ("Competitor lowers list prices", "market", "MI-SAL-NA", 4, 4, "1.1", 310_000, "Head of Sales North America"),
    ("Demand for water analysis falls", "market", "MI-SAL-EU", 2, 3, "0.4", 150_000, "Head of Sales Europe"),
    (
        "Ransomware stops order handling",
        "technical",
        "MI-ENG-SW",
        2,
        5,
        "0.15",
        1_200_000,
        "Head of Software Engineering",
    ),
    ("Calibration bench fails", "technical", "MI-OPS-TST", 3, 4, "0.8", 95_000, "Head of Test and Calibration"),
    ("Firmware defect in the field", "technical", "MI-ENG-HW", 3, 5, "0.35", 620_000, "Head of Hardware Engineering"),
    (
        "Assembly line stands still for a missing part",
        "technical",
        "MI-OPS-ASM",
        4,
        4,
        "1.6",
        85_000,
        "Head of Assembly",
    ),
    ("Key specialist leaves", "people", "MI-ENG-QA", 4, 3, "0.9", 110_000, "Head of Quality Engineering"),
    ("Accident in the warehouse", "people", "MI-SUP-WHS", 2, 4, "0.25", 210_000, "Head of Warehouse Bremen"),
    ("Overtime drives sick leave", "people", "MI-FSV", 3, 2, "1.2", 30_000, "Head of Field Service"),
)
_STALE = (5, 12)
"""Positions whose assessments stopped: too old to count on the as-of date."""
_CLOSED = {8: date(2025, 5, 30), 15: date(2025, 9, 12)}
_EURO_UNITS = ("MI-FIN-CTL", "MI-SAL-EU", "MI-ENG-SW", "MI-OPS-TST", "MI-SUP-WHS")


def risk_register(frame: Frame) -> tuple[tuple[Risk, ...], tuple[RiskAssessment, ...], tuple[RiskAppetite, ...]]:
    """The register with its assessments and the appetite of each category."""
    rng = frame.rng("risk")
    risks: list[Risk] = []
    assessments: list[RiskAssessment] = []
    for index, (title, category, unit, likelihood, impact, frequency, loss, role) in enumerate(_REGISTER):
        cadence = 30 if likelihood * impact >= 16 else 90
        identified = frame.start + timedelta(days=rng.randrange(20, 60 if frame.months < 18 else 200))
        closed = _CLOSED.get(index)
        status = "closed" if closed else "accepted" if index == 2 else "open"
        risk_id = f"RSK-{index + 1:03d}"
        risks.append(Risk(risk_id, title, category, unit, status, identified, closed, role, cadence))
        last = min(closed or frame.as_of, frame.as_of)
        if index in _STALE:
            last = frame.as_of - timedelta(days=2 * cadence + 10)
        currency = "EUR" if unit in _EURO_UNITS else "USD"
        day, number = identified, 0
        while day <= last:
            drift = rng.choice((-1, 0, 0, 0, 1)) if number else 0
            likely = min(5, max(1, likelihood + drift))
            times = Decimal(frequency) * Decimal(rng.randint(85, 115)) / 100
            middle = Decimal(loss) * Decimal(rng.randint(90, 112)) / 100
            kinds = ("inherent", "residual", "target") if number % 4 == 0 else ("residual",)
            for kind in kinds:
                shift = {"inherent": 1, "residual": 0, "target": -1}[kind]
                factor = {"inherent": Decimal(2), "residual": Decimal(1), "target": Decimal("0.6")}[kind]
                assessments.append(
                    RiskAssessment(
                        risk_id, day, kind, min(5, max(1, likely + shift)), impact,
                        (times * factor).quantize(Decimal("0.000001")),
                        (middle * Decimal("0.2")).quantize(Decimal("0.01")), middle.quantize(Decimal("0.01")),
                        (middle * 5).quantize(Decimal("0.01")), currency,
                    )
                )  # fmt: skip
            number += 1
            day += timedelta(days=cadence - rng.randint(0, 5))
    return tuple(risks), tuple(assessments), _appetite(frame)


def _appetite(frame: Frame) -> tuple[RiskAppetite, ...]:
    """Technical appetite was lowered in 2025; market and financial are measured in money, the others by score."""
    first = date(frame.start.year, 1, 1)
    change = date(2025, 4, 1)
    return (
        RiskAppetite("financial", "eal", Decimal(150_000), "USD", first, None),
        RiskAppetite("legal", "score", Decimal(8), None, first, None),
        RiskAppetite("market", "eal", Decimal(300_000), "EUR", first, None),
        RiskAppetite("technical", "score", Decimal(15), None, first, change - timedelta(days=1)),
        RiskAppetite("technical", "score", Decimal(11), None, change, None),
        RiskAppetite("people", "score", Decimal(10), None, first, None),
    )
