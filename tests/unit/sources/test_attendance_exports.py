"""Attendance lists with Chinese headers: titles above, names in one or two header rows."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sources.errors import MissingColumn

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)

Cells = list[list[Any]]


def workbook(folder: Path, rows: Cells) -> Path:
    path = folder / "考勤.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("统计")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, cell)
    book.close()
    return path


DAILY: Cells = [
    ["每日统计 统计日期:2026-01-05 至 2026-01-06"],
    ["报表生成时间:2026-01-07 09:00"],
    [
        "姓名",
        "考勤组",
        "部门",
        "工号",
        "UserId",
        "日期",
        "班次",
        "上班1",
        None,
        "下班1",
        None,
        "工作时长(分钟)",
        "迟到次数",
    ],
    [None, None, None, None, None, None, None, "打卡时间", "打卡结果", "打卡时间", "打卡结果", None, None],
    [
        "张样",
        "办公",
        "研发部",
        "007",
        "u7",
        "26-01-05 星期一",
        "A 09:00-18:00",
        "08:55",
        "正常",
        "18:02",
        "正常",
        547,
        "-",
    ],
    [
        "李样",
        "办公",
        "销售部",
        None,
        "u8",
        "26-01-06 星期二",
        "A 09:00-18:00",
        "09:20",
        "迟到",
        "次日 00:10",
        "正常",
        890,
        1,
    ],
]


def test_dingtalk_days_with_merged_header_cells(tmp_path: Path) -> None:
    result, rows = exports.read(workbook(tmp_path, DAILY), "dingtalk.attendance_daily")
    assert (result.rows_read, result.rows_rejected, result.first_row) == (2, 0, 5)
    names = ("work_date", "user_id", "clock_in_1", "result_in_1", "clock_out_1", "result_out_1", "work_minutes")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (date(2026, 1, 5), "u7", "08:55", "正常", "18:02", "正常", Decimal(547)),
        (date(2026, 1, 6), "u8", "09:20", "迟到", "次日 00:10", "正常", Decimal(890)),
    ]
    assert [row["late_count"] for row in rows] == [None, 1]
    assert [(row["_partition"], row["_slice_date"]) for row in rows] == [
        ("研发部", date(2026, 1, 5)),
        ("销售部", date(2026, 1, 6)),
    ]
    assert "unknown_columns" not in result.facts


def test_dingtalk_days_as_text_with_one_header_row_in_another_order(tmp_path: Path) -> None:
    text = (
        "日期,UserId,姓名,部门,考勤组,上班1打卡时间,上班1打卡结果,工位\n2026-01-05,u7,张样,研发部,办公,08:55,正常,A1\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "days.csv", text), "dingtalk.attendance_daily")
    assert (rows[0]["work_date"], rows[0]["clock_in_1"], rows[0]["_extra"]) == (
        date(2026, 1, 5), "08:55", {"工位": "A1"},
    )  # fmt: skip
    assert result.rows_rejected == 0


MONTHLY: Cells = [
    ["月度汇总 统计日期:2026-01-01 至 2026-01-31"],
    ["姓名", "考勤组", "部门", "UserId", "出勤天数", "休息天数", "工作时长(分钟)", "旷工天数", "1", "2"],
    ["张样", "办公", "研发部", "u7", 21, 10, 10395, 0, "正常", "休息"],
]


def test_dingtalk_months_take_their_period_from_the_title(tmp_path: Path) -> None:
    _, rows = exports.read(workbook(tmp_path, MONTHLY), "dingtalk.attendance_monthly")
    assert (rows[0]["period_start"], rows[0]["period_end"]) == (date(2026, 1, 1), date(2026, 1, 31))
    assert (rows[0]["attended_days"], rows[0]["work_minutes"]) == (Decimal(21), Decimal(10395))
    assert rows[0]["_extra"] == {"1": "正常", "2": "休息"}


def test_a_month_without_its_title_is_not_guessed(tmp_path: Path) -> None:
    told_below = [*MONTHLY[1:], ["统计日期:2026-01-01 至 2026-01-31"]]
    with pytest.raises(MissingColumn) as caught:
        exports.read(workbook(tmp_path, told_below), "dingtalk.attendance_monthly")
    assert caught.value.column == "period_start"
    assert "above the header" in str(caught.value.remedy)


def test_feishu_days_with_groups_above_the_names(tmp_path: Path) -> None:
    rows = [
        ["姓名", "工号", "部门", "日期", "班次", "打卡", None, "出勤统计", None, None],
        [*[None] * 5, "上班打卡时间", "上班打卡结果", "应出勤天数", "应出勤时长(小时)", "实际出勤时长(小时)"],
        ["张样", "007", "研发部", "2026-01-05", "行政班", "08:55", "正常", 1, 8, 8.5],
    ]  # fmt: skip
    result, found = exports.read(workbook(tmp_path, rows), "feishu.attendance_daily")
    assert (result.rows_read, result.rows_rejected) == (1, 0)
    assert (found[0]["employee_number"], found[0]["clock_in_1"], found[0]["attended_hours"]) == (
        "007", "08:55", Decimal("8.5"),
    )  # fmt: skip


def test_feishu_months_with_the_period_in_columns(tmp_path: Path) -> None:
    rows: Cells = [
        ["开始日期", "结束日期", "姓名", "工号", "部门", "应出勤天数", "应出勤时长(小时)", "迟到次数"],
        ["2026-01-01", "2026-01-31", "张样", "007", "研发部", 22, 176, 2],
    ]
    _, found = exports.read(workbook(tmp_path, rows), "feishu.attendance_monthly")
    assert (found[0]["period_start"], found[0]["expected_hours"]) == (date(2026, 1, 1), Decimal(176))
    assert found[0]["late_count"] == 2


def test_wecom_days_whose_names_stand_in_two_rows(tmp_path: Path) -> None:
    rows: Cells = [
        ["打卡日报 2026-01-05"],
        ["时间", "姓名", "账号", "基础信息", None, "考勤概况", None, None, None, "外出打卡", None],
        [None, None, None, "部门", "职务", "所属规则", "最早", "最晚", "实际工作时长(小时)", "最早", "最晚"],
        ["2026/01/05 星期一", "张样", "ZhangYang", "研发部", "工程师", "总部", "08:55", "18:02", "8.6", "--", "--"],
    ]
    result, found = exports.read(workbook(tmp_path, rows), "wecom.attendance_daily")
    assert (result.rows_read, result.rows_rejected) == (1, 0)
    names = ("work_date", "user_id", "department", "rule", "first_punch", "last_punch", "work_hours")
    assert tuple(found[0][name] for name in names) == (
        date(2026, 1, 5), "ZhangYang", "研发部", "总部", "08:55", "18:02", Decimal("8.6"),
    )  # fmt: skip


def test_wecom_months(tmp_path: Path) -> None:
    rows: Cells = [
        ["统计时间:2026-01-01 至 2026-01-31"],
        ["姓名", "账号", "部门", "所属规则", "应打卡天数(天)", "正常天数(天)", "标准工作时长(小时)", "迟到次数(次)"],
        ["张样", "ZhangYang", "研发部", "总部", 22, 21, 176, 1],
    ]
    _, found = exports.read(workbook(tmp_path, rows), "wecom.attendance_monthly")
    assert (found[0]["period_start"], found[0]["period_end"]) == (date(2026, 1, 1), date(2026, 1, 31))
    assert (found[0]["expected_days"], found[0]["late_count"]) == (Decimal(22), Decimal(1))
