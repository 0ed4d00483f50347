"""Feishu: attendance by day as a Chinese workbook whose header takes two rows, a file a month.

The list of the month before the last was first taken before its last days; the whole month's list replaces it.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from sources.demo.company.frame import add_months, month_end
from sources.demo.events import Company
from sources.demo.events.staff import Attendance

UPPER = ("姓名", "工号", "部门", "日期", "班次", "打卡", "", "出勤统计", "", "", "", "", "")
LOWER = (
    "",
    "",
    "",
    "",
    "",
    "上班打卡时间",
    "上班打卡结果",
    "应出勤天数",
    "应出勤时长(小时)",
    "实际出勤时长(小时)",
    "迟到时长(小时)",
    "旷工天数",
    "加班总时长(小时)",
)


def write_feishu(company: Company, folder: Path) -> None:
    """Writes each month's list, and the earlier one of last month."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = company.staff.attendance
    for month in sorted({one.day.replace(day=1) for one in rows}):
        own = [one for one in rows if one.day.replace(day=1) == month]
        taken = min(month_end(month) + timedelta(days=2), company.as_of)
        _workbook(folder / f"每日统计_{taken}.xlsx", own)
        if add_months(month, 1) == company.as_of.replace(day=1):
            early = month_end(month) - timedelta(days=5)
            _workbook(folder / f"每日统计_{early}.xlsx", [one for one in own if one.day <= early])


def _workbook(path: Path, rows: list[Attendance]) -> None:
    import xlsxwriter

    from sources.templates.workbook import CREATED

    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet("每日统计")
    for number, header in enumerate((UPPER, LOWER)):
        for index, text in enumerate(header):
            if text:
                sheet.write_string(number, index, text)
    for number, one in enumerate(rows, start=2):
        late = "迟到" if one.late_hours else "正常"
        clock = f"09:{int(one.late_hours * 60):02d}"
        for index, text in enumerate(
            (one.name, one.employee_number, one.department, one.day.isoformat(), "行政班", clock, late)
        ):
            sheet.write_string(number, index, text)
        figures = (one.planned_hours, one.worked_hours, one.late_hours, one.absent_days, one.overtime_hours)
        for index, figure in enumerate((Decimal(1), *figures), start=7):
            sheet.write_number(number, index, float(figure))
    book.close()
