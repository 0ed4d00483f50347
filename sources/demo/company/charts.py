"""The charts of accounts: QuickBooks' with nested names, SAP's with six-digit numbers, China's standard codes."""

from __future__ import annotations

from sources.demo.company.org import CN, DE, US
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
_CN: tuple[tuple[str, str, str, bool], ...] = (
    ("1002.01", "银行存款-基本户", "balance", False),
    ("1122", "应收账款", "balance", False),
    ("1403", "原材料", "balance", False),
    ("1405", "库存商品", "balance", False),
    ("1601", "固定资产", "capex", False),
    ("1602", "累计折旧", "balance", False),
    ("2202.01", "应付账款-货款", "balance", False),
    ("2202.02", "应付账款-暂估", "balance", False),
    ("2211.01", "应付职工薪酬-工资", "balance", False),
    ("2211.02", "应付职工薪酬-社保公积金", "balance", False),
    ("2221.01.01", "应交税费-应交增值税-进项税额", "balance", False),
    ("2221.01.03", "应交税费-应交增值税-转出未交增值税", "balance", False),
    ("2221.01.05", "应交税费-应交增值税-销项税额", "balance", False),
    ("2221.02", "应交税费-未交增值税", "balance", False),
    ("2221.05", "应交税费-应交企业所得税", "balance", False),
    ("2221.08", "应交税费-应交城市维护建设税", "balance", False),
    ("2221.10", "应交税费-应交教育费附加", "balance", False),
    ("2221.12", "应交税费-应交个人所得税", "balance", False),
    ("4001", "实收资本", "balance", False),
    ("4103", "本年利润", "balance", False),
    ("4104.05", "利润分配-未分配利润", "balance", False),
    ("5001.01", "生产成本-直接材料", "balance", False),
    ("5001.02", "生产成本-直接人工", "balance", False),
    ("5001.03", "生产成本-制造费用", "balance", False),
    ("5101.02", "制造费用-水电费", "balance", False),
    ("5101.03", "制造费用-折旧费", "balance", False),
    ("5101.04", "制造费用-厂房租金", "balance", False),
    ("6001.01", "主营业务收入-仪器销售", "revenue", False),
    ("6001.02", "主营业务收入-校准服务", "revenue", False),
    ("6117", "其他收益", "other_income", False),
    ("6401.01", "主营业务成本-仪器销售", "cogs", False),
    ("6401.02", "主营业务成本-校准服务", "cogs", False),
    ("6403.01", "税金及附加-城市维护建设税", "tax_surcharge", False),
    ("6403.02", "税金及附加-教育费附加", "tax_surcharge", False),
    ("6601.01", "销售费用-工资", "payroll", True),
    ("6601.02", "销售费用-社保公积金", "payroll", True),
    ("6601.03", "销售费用-差旅费", "opex", False),
    ("6601.04", "销售费用-业务招待费", "opex", False),
    ("6601.05", "销售费用-展览及推广费", "opex", False),
    ("6601.06", "销售费用-运输费", "opex", False),
    ("6601.07", "销售费用-折旧费", "depreciation", False),
    ("6602.01", "管理费用-工资", "payroll", True),
    ("6602.02", "管理费用-社保公积金", "payroll", True),
    ("6602.03", "管理费用-办公费", "opex", False),
    ("6602.04", "管理费用-租赁费", "opex", False),
    ("6602.05", "管理费用-折旧费", "depreciation", False),
    ("6602.06", "管理费用-中介服务费", "opex", False),
    ("6602.07", "管理费用-差旅费", "opex", False),
    ("6603.01", "财务费用-手续费", "interest", False),
    ("6603.02", "财务费用-利息收入", "interest", False),
    ("6711", "营业外支出", "other_expense", False),
    ("6801", "所得税费用", "tax", False),
)
"""The plant's wages are part of the product's cost: stock until it is sold."""
_CN_MAPPED = ("capex", "payroll", "depreciation")
"""Types that the codes of the standard chart do not tell, so that the account type map must."""

ACCOUNTS: tuple[Account, ...] = tuple(
    Account(US, name, name.rpartition(":")[2], account_type, workforce) for name, account_type, workforce in _US
) + tuple(
    Account(entity, number, name, account_type, workforce)
    for entity, chart in ((DE, _DE), (CN, _CN))
    for number, name, account_type, workforce in chart
)
CHARTED_BY_DEFAULT = tuple(
    account for account in ACCOUNTS if account.entity_id == CN and account.account_type not in _CN_MAPPED
)
"""Accounts whose type follows from the standard chart: no template names them."""

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
