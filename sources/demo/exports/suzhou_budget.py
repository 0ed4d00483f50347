"""MI-CN's budget as its finance department hands it in: a workbook a year, months across, sheets and their sums."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from sources.demo.company.org import CN
from sources.demo.events import BudgetLine, Company
from sources.demo.exports.kingdee import COMPANY

HEADER = ("科目编码", "科目名称", "部门", *(f"{month}月" for month in range(1, 13)), "全年合计")
FIRST_MONTH = HEADER.index("1月")
SHEETS = {
    "收入成本预算": ("60", "61", "63", "64"),
    "费用预算": ("66", "67", "68"),
    "资本性支出预算": ("1601",),
}
"""The accounts of each sheet by the beginning of their codes."""
Months = dict[int, Decimal]


def write_suzhou_budget(company: Company, folder: Path) -> None:
    """Writes a workbook for each budgeted year into `folder`."""
    lines = [line for line in company.budget if line.entity_id == CN]
    names = {one.account: one.name for one in company.accounts if one.entity_id == CN}
    for year in sorted({line.month.year for line in lines}):
        taken = date(year - 1, 12, 20)
        path = folder / f"{COMPANY}{year}年度预算_{taken}.xlsx"
        _workbook(path, year, names, [line for line in lines if line.month.year == year])


def _workbook(path: Path, year: int, names: dict[str, str], lines: list[BudgetLine]) -> None:
    import xlsxwriter

    from sources.templates.workbook import CREATED

    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    sums: list[tuple[str, Months]] = []
    for title, prefixes in SHEETS.items():
        rows = rows_of(line for line in lines if line.account.startswith(prefixes))
        sheet = book.add_worksheet(title)
        sheet.write_string(0, 0, f"{COMPANY}{year}年度{title}", bold)
        sheet.write_string(1, 0, "编制部门：苏州财务部")
        sheet.write_string(1, FIRST_MONTH, "单位：元")
        for place, text in enumerate(HEADER):
            sheet.write_string(2, place, text, bold)
        for number, ((account, label), months) in enumerate(rows.items(), start=3):
            for place, text in enumerate((account, names[account], label)):
                if text:
                    sheet.write_string(number, place, text)
            _write_months(sheet, number, months, money)
        total = _added(rows.values())
        sheet.write_string(len(rows) + 3, 0, "合计", bold)
        _write_months(sheet, len(rows) + 3, total, money)
        sheet.set_column(1, 1, 30)
        sums.append((title, total))
    sheet = book.add_worksheet("汇总")
    sheet.write_string(0, 0, f"{COMPANY}{year}年度预算汇总", bold)
    for place, text in enumerate(("项目", *HEADER[FIRST_MONTH:])):
        sheet.write_string(2, place + (FIRST_MONTH - 1 if place else 0), text, bold)
    for number, (title, total) in enumerate(sums, start=3):
        sheet.write_string(number, 0, title)
        _write_months(sheet, number, total, money)
    book.close()


def rows_of(lines: Iterable[BudgetLine]) -> dict[tuple[str, str], Months]:
    """(account, department) -> amounts by month; a month without a budget is missing."""
    found: dict[tuple[str, str], Months] = {}
    for line in sorted(lines, key=lambda one: one.account):
        found.setdefault((line.account, line.class_or_cost_center or ""), {})[line.month.month] = line.amount
    return found


def _added(rows: Iterable[Months]) -> Months:
    total: Months = {}
    for months in rows:
        for month, amount in months.items():
            total[month] = total.get(month, Decimal(0)) + amount
    return total


def _write_months(sheet: object, number: int, months: Months, money: object) -> None:
    """A row's months, and their sum behind them; a month without a budget stays blank."""
    for month, amount in months.items():
        sheet.write_number(number, FIRST_MONTH + month - 1, float(amount), money)  # type: ignore[attr-defined]
    whole = float(sum(months.values(), Decimal(0)))
    sheet.write_number(number, len(HEADER) - 1, whole, money)  # type: ignore[attr-defined]
