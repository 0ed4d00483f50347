"""What is booked in an average month at scale 1: the plan that ledger and budget are both drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sources.demo.company.org import DE, FIRST_UNITS, RECODED_CLASS, US

GROWTH_PER_YEAR = 0.11
SEASON = (0.88, 0.93, 1.08, 0.95, 0.98, 1.10, 0.92, 0.90, 1.06, 1.02, 1.05, 1.16)
"""Sales by month of the year against the mean month."""
BASE_YEAR = 2024


@dataclass(frozen=True)
class PlanRow:
    """A monthly amount (natural sign, entity currency) of an account, in ``documents`` documents.

    ``rhythm``: sales (grows, seasonal), cost (grows), flat, quarter (last month of each quarter).
    ``settled``: the counter account is an open item that is paid from the bank some weeks later.
    """

    entity: str
    account: str
    label: str | None
    counter: str
    documents: float
    monthly: float
    rhythm: str
    text: str
    settled: bool = False


def _us_rows() -> list[PlanRow]:
    receivable, payable, stock, bank = (
        "Accounts Receivable (A/R)", "Accounts Payable (A/P)", "Inventory Asset", "Checking",
    )  # fmt: skip
    sales = (("Sales North America", 34, 2_350_000), ("Sales Asia Pacific", 12, 690_000), ("Key Accounts", 6, 980_000))
    rows = []
    for label, documents, monthly in sales:
        rows.append(PlanRow(US, "Product Sales", label, receivable, documents, monthly, "sales", "Invoice", True))
        rows.append(PlanRow(US, "Sales Discounts", label, receivable, 2, -monthly * 0.02, "sales", "Credit memo"))
        rows.append(PlanRow(US, "Cost of Goods Sold:Materials", label, stock, documents / 2, monthly * 0.38, "sales",
                            "Cost of shipment"))  # fmt: skip
        rows.append(PlanRow(US, "Cost of Goods Sold:Freight In", label, payable, 2, monthly * 0.03, "sales",
                            "Inbound freight", True))  # fmt: skip
    rows.append(
        PlanRow(US, "Service Revenue", "Field Service", receivable, 16, 420_000, "cost", "Service invoice", True)
    )
    rows.append(PlanRow(US, "Cost of Goods Sold:Materials", "Field Service", stock, 5, 95_000, "cost", "Spare parts"))
    costs = (
        ("Advertising & Marketing", "Sales", 4, 62_000), ("Travel", "Sales North America", 6, 38_000),
        ("Travel", "Field Service", 6, 46_000), ("Travel", "Engineering", 2, 9_000),
        ("Software & Subscriptions", "Hardware Engineering", 4, 34_000),
        ("Software & Subscriptions", "Finance", 2, 17_000),
        ("Professional Fees", "Finance", 2, 24_000), ("Professional Fees", "People", 1, 12_000),
        ("Professional Fees", RECODED_CLASS, 2, 15_000), ("Contract Labor", "Assembly", 3, 58_000),
        ("Contract Labor", "Logistics", 2, 21_000), ("Licenses & Fees", "Supply Chain", 1, 11_000),
    )  # fmt: skip
    rows += [
        PlanRow(US, account, label, payable, n, money, "cost", account, True) for account, label, n, money in costs
    ]
    rents = (("Assembly", 96_000), ("Logistics", 31_000), ("Hardware Engineering", 28_000), ("Corporate", 22_000))
    rows += [PlanRow(US, "Rent", label, payable, 1, money, "flat", "Rent", True) for label, money in rents]
    rows += [
        PlanRow(US, "Bank Charges", None, bank, 2, 2_400, "flat", "Bank fee"),
        PlanRow(US, "Insurance", None, bank, 1, 18_500, "flat", "Insurance premium"),
        PlanRow(US, "Sundry Expenses", None, bank, 2, 5_200, "flat", "Sundry"),
        PlanRow(US, "Interest Earned", None, bank, 1, 6_800, "flat", "Interest"),
        PlanRow(US, "Interest Expense", "Corporate", bank, 1, 14_000, "quarter", "Loan interest"),
        PlanRow(US, "Income Tax", None, bank, 1, 310_000, "quarter", "Estimated tax"),
        PlanRow(US, "Loss on Disposal", "Assembly", "Capital Projects", 1, 9_000, "quarter", "Disposal"),
        PlanRow(US, "Capital Projects", "Assembly", payable, 2, 120_000, "cost", "Machine tools", True),
        PlanRow(US, "Capital Projects", "Hardware Engineering", payable, 1, 45_000, "cost", "Laboratory", True),
    ]
    for label, money in (("Assembly", 71_000), ("Logistics", 18_000), ("Hardware Engineering", 26_000)):
        rows.append(
            PlanRow(US, "Depreciation Expense", label, "Accumulated Depreciation", 1, money, "flat", "Depreciation")
        )
    return rows


def _de_rows() -> list[PlanRow]:
    receivable, payable, stock, bank = "140000", "160000", "310000", "113100"
    rows = [
        PlanRow(DE, "800000", "20004100", receivable, 26, 1_480_000, "sales", "Rechnung", True),
        PlanRow(DE, "810000", "20005200", receivable, 10, 330_000, "cost", "Kalibrierservice", True),
        PlanRow(DE, "880000", "20004100", receivable, 2, -34_000, "sales", "Gutschrift"),
        PlanRow(DE, "500000", "20004100", stock, 13, 590_000, "sales", "Wareneinsatz"),
        PlanRow(DE, "510000", "20005300", payable, 4, 42_000, "sales", "Fracht", True),
        PlanRow(DE, "640000", "20005300", payable, 2, 31_000, "cost", "Leiharbeit", True),
        PlanRow(DE, "650000", "20004100", payable, 5, 27_000, "cost", "Reisekosten", True),
        PlanRow(DE, "660000", "20004100", payable, 3, 33_000, "cost", "Messe und Werbung", True),
        PlanRow(DE, "670000", "20005300", payable, 1, 47_000, "flat", "Hallenmiete", True),
        PlanRow(DE, "670000", "20006100", payable, 1, 24_000, "flat", "Büromiete", True),
        PlanRow(DE, "680000", "20006100", payable, 4, 36_000, "cost", "Lizenzen", True),
        PlanRow(DE, "690000", "20007100", payable, 2, 19_000, "cost", "Beratung", True),
        PlanRow(DE, "710000", None, bank, 1, 8_000, "quarter", "Zinsen"),
        PlanRow(DE, "760000", None, bank, 1, 72_000, "quarter", "Vorauszahlung"),
        PlanRow(DE, "765000", "20005300", bank, 1, 2_600, "flat", "Grundsteuer"),
        PlanRow(DE, "770000", "20005200", bank, 1, 3_900, "quarter", "Schadensfall"),
        PlanRow(DE, "780000", "20007100", bank, 1, 4_500, "flat", "Zuschuss"),
        PlanRow(DE, "010000", "20005200", payable, 1, 58_000, "cost", "Prüfstand", True),
    ]
    for label, money in (("20005200", 31_000), ("20005300", 17_000)):
        rows.append(PlanRow(DE, "700000", label, "020000", 1, money, "flat", "Abschreibung"))
    return rows


_US_PAY: tuple[tuple[str, float], ...] = (
    ("Payroll Expenses:Wages", 5_900.0),
    ("Payroll Expenses:Benefits", 780.0),
    ("Payroll Expenses:Payroll Taxes", 470.0),
)
_DE_PAY: tuple[tuple[str, float], ...] = (("620000", 4_700.0), ("630000", 990.0))
"""Monthly pay of a head by account, in the entity's currency."""


def _payroll_rows() -> list[PlanRow]:
    """Two lines of pay for each unit with people, in proportion to its heads."""
    rows = []
    for unit in FIRST_UNITS:
        if not unit.heads:
            continue
        pay, bank = (_US_PAY, "Checking") if unit.entity == US else (_DE_PAY, "113100")
        for account, per_head in pay:
            rows.append(
                PlanRow(unit.entity, account, unit.cost_center, bank, 0, unit.heads * per_head, "cost", "Payroll")
            )
    return rows


PLAN: tuple[PlanRow, ...] = tuple(_us_rows() + _de_rows())
PAYROLL: tuple[PlanRow, ...] = tuple(_payroll_rows())


def expected_amount(row: PlanRow, month: date) -> float:
    """The plan's amount of a month at scale 1, before chance."""
    years = (month.year - BASE_YEAR) + (month.month - 1) / 12
    if row.rhythm == "flat":
        return row.monthly
    if row.rhythm == "quarter":
        return row.monthly if month.month % 3 == 0 else 0.0
    grown: float = row.monthly * (1 + GROWTH_PER_YEAR) ** years
    return grown * SEASON[month.month - 1] if row.rhythm == "sales" else grown
