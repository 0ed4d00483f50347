"""The two charts of accounts: the QuickBooks one with nested names, the SAP one with six-digit numbers."""

from __future__ import annotations

from sources.demo.company.org import DE, US
from sources.demo.events import Account

_US: tuple[tuple[str, str, bool], ...] = (
    ("Checking", "balance", False),
    ("Accounts Receivable (A/R)", "balance", False),
    ("Inventory Asset", "balance", False),
    ("Accumulated Depreciation", "balance", False),
    ("Capital Projects", "capex", False),
    ("Accounts Payable (A/P)", "balance", False),
    ("Opening Balance Equity", "balance", False),
    ("Product Sales", "revenue", False),
    ("Service Revenue", "revenue", False),
    ("Sales Discounts", "contra_revenue", False),
    ("Cost of Goods Sold:Materials", "cogs", False),
    ("Cost of Goods Sold:Freight In", "cogs", False),
    ("Payroll Expenses:Wages", "payroll", True),
    ("Payroll Expenses:Benefits", "payroll", True),
    ("Payroll Expenses:Payroll Taxes", "payroll", True),
    ("Contract Labor", "opex", True),
    ("Advertising & Marketing", "opex", False),
    ("Travel", "opex", False),
    ("Software & Subscriptions", "opex", False),
    ("Rent", "opex", False),
    ("Professional Fees", "opex", False),
    ("Bank Charges", "opex", False),
    ("Insurance", "opex", False),
    ("Sundry Expenses", "opex", False),
    ("Licenses & Fees", "tax_surcharge", False),
    ("Depreciation Expense", "depreciation", False),
    ("Interest Earned", "other_income", False),
    ("Interest Expense", "interest", False),
    ("Loss on Disposal", "other_expense", False),
    ("Income Tax", "tax", False),
)
_DE: tuple[tuple[str, str, str, bool], ...] = (
    ("010000", "Anlagen im Bau", "capex", False),
    ("020000", "Kumulierte Abschreibungen", "balance", False),
    ("113100", "Bank", "balance", False),
    ("140000", "Forderungen aus L+L", "balance", False),
    ("160000", "Verbindlichkeiten aus L+L", "balance", False),
    ("310000", "Fertige Erzeugnisse", "balance", False),
    ("500000", "Materialaufwand", "cogs", False),
    ("510000", "Ausgangsfrachten", "cogs", False),
    ("620000", "Löhne und Gehälter", "payroll", True),
    ("630000", "Soziale Abgaben", "payroll", True),
    ("640000", "Fremdpersonal", "opex", True),
    ("650000", "Reisekosten", "opex", False),
    ("660000", "Werbekosten", "opex", False),
    ("670000", "Miete", "opex", False),
    ("680000", "IT-Kosten", "opex", False),
    ("690000", "Beratungskosten", "opex", False),
    ("700000", "Abschreibungen", "depreciation", False),
    ("710000", "Zinsaufwand", "interest", False),
    ("760000", "Gewerbesteuer", "tax", False),
    ("765000", "Sonstige Steuern", "tax_surcharge", False),
    ("770000", "Sonstiger Aufwand", "other_expense", False),
    ("780000", "Sonstige Erträge", "other_income", False),
    ("800000", "Umsatzerlöse Geräte", "revenue", False),
    ("810000", "Umsatzerlöse Service", "revenue", False),
    ("880000", "Erlösschmälerungen", "contra_revenue", False),
)

ACCOUNTS: tuple[Account, ...] = tuple(
    Account(US, name, name.rpartition(":")[2], account_type, workforce) for name, account_type, workforce in _US
) + tuple(Account(DE, number, name, account_type, workforce) for number, name, account_type, workforce in _DE)

TYPE_OF = {(account.entity_id, account.account): account.account_type for account in ACCOUNTS}

QUICKBOOKS_TYPE = {
    "Checking": ("Bank", "Checking"),
    "Accounts Receivable (A/R)": ("Accounts receivable (A/R)", "Accounts Receivable (A/R)"),
    "Inventory Asset": ("Other Current Assets", "Inventory"),
    "Accumulated Depreciation": ("Fixed Assets", "Accumulated Depreciation"),
    "Capital Projects": ("Fixed Assets", "Machinery & Equipment"),
    "Accounts Payable (A/P)": ("Accounts payable (A/P)", "Accounts Payable (A/P)"),
    "Opening Balance Equity": ("Equity", "Opening Balance Equity"),
}
"""QuickBooks' account type and detail type of the balance accounts; the rest follow from the account's type."""

_PROFIT_TYPES = {
    "revenue": ("Income", "Sales of Product Income"),
    "contra_revenue": ("Income", "Discounts/Refunds Given"),
    "cogs": ("Cost of Goods Sold", "Supplies & Materials - COGS"),
    "other_income": ("Other Income", "Interest Earned"),
    "other_expense": ("Other Expense", "Other Miscellaneous Expense"),
    "interest": ("Other Expense", "Other Miscellaneous Expense"),
    "tax": ("Other Expense", "Other Miscellaneous Expense"),
}


def quickbooks_types(account: Account) -> tuple[str, str]:
    """The account type and detail type that QuickBooks' chart of accounts shows."""
    if account.account in QUICKBOOKS_TYPE:
        return QUICKBOOKS_TYPE[account.account]
    return _PROFIT_TYPES.get(account.account_type, ("Expenses", "Other Business Expenses"))


CREDIT_NATURED = ("Income", "Other Income", "Accounts payable (A/P)", "Equity")
"""QuickBooks account types whose natural side is credit."""
