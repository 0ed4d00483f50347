"""Chinese vouchers, and budgets with months across the columns, in layouts of which no export is at hand."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sources.errors import MissingColumn, UnknownExport

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


def rows_of(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


VOUCHERS = """\
示例有限公司,,,,,,,,
2026年1-2月,,,,,,,,
日期,凭证字,凭证号,分录序号,摘要,科目编码,科目名称,借方金额,贷方金额
2026-01-05,记,1,1,销售收款,1002,银行存款,"100,000.00",
,,,2,销售收款,6001,主营业务收入,,"100,000.00"
2026-01-31,记,2,1,冲销差旅费,6602,管理费用,-200.50,
,,,2,冲销差旅费,1002,银行存款,,-200.50
,,,,本期合计,,,"99,799.50","99,799.50"
,,,,本年累计,,,"99,799.50","99,799.50"
2026/2/8,转,1,1,结转,6602,管理费用,30,
,,,2,结转,1002,银行存款,,30
,,,,本期合计,,,30.00,30.00
,,,,本年累计,,,"99,829.50","99,900.00"
"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_chinese_vouchers_fill_down_and_check_their_month_totals(tmp_path: Path, encoding: str) -> None:
    result, rows = exports.read(exports.land(tmp_path, "凭证.csv", VOUCHERS, encoding), "kingdee.voucher")
    assert rows_of(rows, "posting_date", "voucher_type", "voucher_number", "account", "debit", "credit", "_row") == [
        (date(2026, 1, 5), "记", "1", "1002", Decimal(100000), None, 4),
        (date(2026, 1, 5), "记", "1", "6001", None, Decimal(100000), 5),
        (date(2026, 1, 31), "记", "2", "6602", Decimal("-200.50"), None, 6),
        (date(2026, 1, 31), "记", "2", "1002", None, Decimal("-200.50"), 7),
        (date(2026, 2, 8), "转", "1", "6602", Decimal(30), None, 10),
        (date(2026, 2, 8), "转", "1", "1002", None, Decimal(30), 11),
    ]
    assert result.rows_rejected == 0
    found = [(item.control, item.key, item.column_name, item.stated, item.ok) for item in result.controls]
    year, months = Decimal("99799.50"), Decimal(30)
    assert found == [
        ("total", "本期合计", "debit", year, True),
        ("total", "本期合计", "credit", year, True),
        ("total", "本年累计", "debit", year, True),
        ("total", "本年累计", "credit", year, True),
        ("subtotal", "本期合计", "debit", months, True),
        ("subtotal", "本期合计", "credit", months, True),
        ("total", "本年累计", "debit", Decimal("99829.50"), True),
    ]
    # A total of the year may hold what an earlier file has: no failed control, but it is told.
    assert any("`本年累计` states 99900.00 of credit" in text for text in result.warnings)


def test_a_voucher_line_with_its_number_alone_missing_is_not_filled(tmp_path: Path) -> None:
    text = (
        "日期,凭证字,凭证号,科目编码,借方金额,贷方金额\n2026-01-05,记,1,1002,1,\n2026-01-06,记,,6001,,1\n,,,6001,,1\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "v.csv", text), "kingdee.voucher")
    assert [[item["column"] for item in (row["_reject"] or {"reasons": []})["reasons"]] for row in rows] == [
        [], ["voucher_number"], ["voucher_number"],
    ]  # fmt: skip
    assert rows[2]["posting_date"] == date(2026, 1, 6)


def test_lines_below_one_that_cannot_be_read_are_not_given_to_the_voucher_above(tmp_path: Path) -> None:
    header = "日期,凭证字,凭证号,科目编码,借方金额,贷方金额\n"
    text = header + "2026-01-05,记,1,1002,1,\n2026-01-06,记,2,6001,,1,,多\n,,,6001,,1\n,,,,5,\n"
    result, rows = exports.read(exports.land(tmp_path, "v.csv", text), "kingdee.voucher")
    assert rows_of(rows, "posting_date", "account") == [
        (date(2026, 1, 5), "1002"),
        (None, None),
        (None, "6001"),
        (None, None),
    ]
    # The last one has an amount and no account; it does not say that it is a total.
    assert (result.rows_rejected, result.controls) == (3, ())


def test_a_total_named_in_the_account_column_is_no_line(tmp_path: Path) -> None:
    text = (
        "日期,凭证字,凭证号,科目编码,借方金额,贷方金额\n"
        "2026-01-05,记,1,1002,1,\n2026-01-05,记,1,6001,,1\n2026-01-31,,,合计,1,1\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "v.csv", text), "kingdee.voucher")
    assert [row["account"] for row in rows] == ["1002", "6001"]
    assert [(item.stated, item.ok) for item in result.controls] == [(1, True), (1, True)]


def test_the_37_columns_of_a_standard_voucher(tmp_path: Path) -> None:
    header = (
        "凭证日期,会计年度,会计期间,凭证字,凭证号,科目代码,科目名称,币别代码,币别名称,原币金额,借方,贷方,制单,审核,核准,出纳,经办,结算方式,"
        "结算号,凭证摘要,数量,数量单位,单价,参考信息,业务日期,往来业务编号,附件数,序号,系统模块,业务描述,汇率类型,汇率,分录序号,核算项目,过账,"
        "机制凭证,现金流量"
    )
    cells = {
        "凭证日期": "2026-01-05", "会计年度": "2026", "会计期间": "1", "凭证字": "记", "凭证号": "1",
        "科目代码": "6602.01", "原币金额": "12.5", "借方": "12.5", "贷方": "0", "制单": "王五", "凭证摘要": "办公",
        "汇率": "1", "分录序号": "0",
        "核算项目": "部门---01---销售部", "附件数": "2",
    }  # fmt: skip
    names = header.split(",")
    assert len(names) == 37
    text = f"{header}\n{','.join(cells.get(name, '') for name in names)}\n"
    _, rows = exports.read(exports.land(tmp_path, "k3.csv", text, "gb18030"), "kingdee.voucher")
    found = rows_of(rows, "account", "debit", "credit", "summary", "auxiliary", "attachments", "prepared_by", "period")
    assert found == [("6602.01", Decimal("12.5"), Decimal(0), "办公", "部门---01---销售部", 2, "王五", "1")]


def test_a_chronological_journal_and_yonyou_vouchers_are_told_apart(tmp_path: Path) -> None:
    journal = "科目名称,日期,凭证字,凭证号,对方科目,摘要,借方金额,贷方金额\n"
    journal += "银行存款,2026-01-05,收,7,主营业务收入,收款,10.5,\n"
    _, rows = exports.read(exports.land(tmp_path, "j.csv", journal), "kingdee.journal_listing")
    assert rows_of(rows, "account", "counter_account", "voucher_number", "debit") == [
        ("银行存款", "主营业务收入", "7", Decimal("10.5"))
    ]
    reduced = "科目编码,凭证日期,凭证号,附单据数,自定义,摘要,辅助项,借方金额,贷方金额\n"
    reduced += "1002,2026.01.05,记-0001,2,我的,收款,客户甲,,10.5\n"
    _, rows = exports.read(exports.land(tmp_path, "t.csv", reduced, "gb18030"), "yonyou.voucher")
    names = ("posting_date", "voucher_number", "account", "auxiliary", "debit", "credit", "attachments", "_extra")
    assert rows_of(rows, *names) == [
        (date(2026, 1, 5), "记-0001", "1002", "客户甲", None, Decimal("10.5"), 2, {"自定义": "我的"})
    ]
    full = "凭证类别,期间,凭证号,制单日期,制单人,附单据数,分录号,摘要,科目编码,借方金额,贷方金额\n"
    full += "记,1,1,2026-01-05,王五,0,1,收款,1002,3,\n"
    _, rows = exports.read(exports.land(tmp_path, "u8.csv", full), "yonyou.voucher")
    assert rows_of(rows, "voucher_type", "period", "posting_date", "prepared_by") == [
        ("记", "1", date(2026, 1, 5), "王五")
    ]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_budget_workbook_with_years_in_merged_cells_and_several_sheets(tmp_path: Path) -> None:
    top = ["Budget", None, 2026, None, 2027, None]
    header = ["Cost centre", "GL account", "Nov", "Dec", "Jan", "Total"]
    path = workbook(
        tmp_path / "b.xlsx",
        Sales=[top, header, ["100", "4000", 10, None, 12.25, 22.25], ["Total", None, 10, None, 12.25, 22.25]],
        Support=[top, header, ["200", "6000", None, 5, None, 5]],
        Total=[top, header, ["all", "4000", 10, 5, 12.25, 27.25]],
    )
    result, rows = exports.read(path, "excel.budget")
    assert rows_of(rows, "cost_center", "account", "month", "amount", "_sheet", "_row") == [
        ("100", "4000", date(2026, 11, 1), Decimal(10), "Sales", 3),
        ("100", "4000", date(2027, 1, 1), Decimal("12.25"), "Sales", 3),
        ("200", "6000", date(2026, 12, 1), Decimal(5), "Support", 3),
    ]
    assert [text for text in result.warnings if "sheet" in text] == [
        "the sheet `Total` is left out: its name says that it sums up others"
    ]
    assert (result.window_from, result.window_to) == (None, None)


def test_months_without_a_year_take_it_from_a_column_or_the_one_year_named(tmp_path: Path) -> None:
    months = [f"{number}月" for number in range(1, 13)]
    by_name = workbook(tmp_path / "a.xlsx", 预算2026=[["科目编码", "部门", *months], ["6602", "销售部", *range(1, 13)]])
    _, rows = exports.read(by_name, "excel.budget")
    assert rows_of(rows, "month", "amount", "cost_center")[::11] == [
        (date(2026, 1, 1), Decimal(1), "销售部"), (date(2026, 12, 1), Decimal(12), "销售部"),
    ]  # fmt: skip
    by_column = workbook(
        tmp_path / "c.xlsx",
        Budget=[
            ["Account", "Year", "Version", "Jan", "Feb"],
            ["x", 2025, "R1", 1, 2],
            ["Costs"],
            ["y", "FY26", None, 3, 4],
        ],
    )
    result, rows = exports.read(by_column, "excel.budget")
    assert rows_of(rows[:2], "month", "budget_version", "_partition") == [
        (date(2025, 1, 1), "R1", "|R1"), (date(2025, 2, 1), "R1", "|R1"),
    ]  # fmt: skip
    # A heading holds no figure; a figure whose year cannot be told is rejected once, as the row that it is.
    assert (result.rows_read, result.rows_rejected, rows[2]["_row"]) == (3, 1, 4)
    assert [item["column"] for item in rows[2]["_reject"]["reasons"]] == ["year", "month", "budget_version"]


@pytest.mark.parametrize(
    ("sheet", "months"),
    [("Budget", ["Jan", "Feb"]), ("Budget_2025_2026", ["Jan", "Feb"]), ("Budget_2026", ["Jul", "Aug", "Sep"])],
)
def test_months_whose_year_is_not_sure_are_refused(tmp_path: Path, sheet: str, months: list[str]) -> None:
    path = workbook(tmp_path / "b.xlsx", **{sheet: [["Account", "Department", *months], ["a", "b", 1, 2]]})
    with pytest.raises((MissingColumn, UnknownExport)):
        exports.read(path)


def test_a_table_with_months_that_is_no_budget_is_nobodys(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", Actuals=[["Cost element", "Department", "Jan 2026"], ["a", "b", 1]])
    with pytest.raises(UnknownExport):
        exports.read(path)


COMPARISON = """\
Acme Kids Club,,,,,,,,,,,,
Budget vs. Actuals: FY27 - FY27 P&L ,,,,,,,,,,,,
January - February 2027,,,,,,,,,,,,

,Jan 2027,,,,Feb 2027,,,,Total,,,
,Actual,Budget,over Budget,% of Budget,Actual,Budget,over Budget,% of Budget,Actual,Budget,over Budget,% of Budget
Revenue,,,,,,,,,,,,
   40 Donor Income,"1,000.00",,"1,000.00",,,,,,"1,000.00",,,
      40085 Gala,250.50,300.00,-49.50,83.5 %,,"1,200.00","-1,200.00",0 %,250.50,"1,500.00",,
   Total 40 Donor Income,"1,250.50",300.00,,,,"1,200.00",,,,,,
Total Revenue,"$1,250.50",$300.00,,,,"$1,200.00",,,,,,
Gross Profit,"$1,250.50",$300.00,,,,,,,,,,
Expenditures,,,,,,,,,,,,
   Rent,(20.00),25.00,,,,,,,,,,
Total for Expenditures,$-20.00,$25.00,,,,,,,,,,
Net Revenue,1,1,,,,,,,,,,

"Friday, Jul 17, 2026 09:20:20 PM GMT-7 - Accrual Basis",,,,,,,,,,,,
"""


def test_a_comparison_keeps_parents_own_postings_and_leaves_out_what_is_computed(tmp_path: Path) -> None:
    result, rows = exports.read(exports.land(tmp_path, "bva.csv", COMPARISON), "quickbooks.budget_vs_actuals")
    january, february = date(2027, 1, 1), date(2027, 2, 1)
    assert rows_of(rows, "account", "month", "amount", "actual_amount", "_extra", "_row") == [
        ("40 Donor Income", january, None, Decimal(1000), None, 8),
        ("40 Donor Income:40085 Gala", january, Decimal(300), Decimal("250.50"), None, 9),
        ("40 Donor Income:40085 Gala", february, Decimal(1200), None, None, 9),
        ("Rent", january, Decimal(25), Decimal(-20), None, 14),
    ]
    assert (result.rows_rejected, result.instance, result.facts["basis"]) == (0, "acme-kids-club", "accrual")
    # 21:20:20 at GMT-7 is 04:20:20 of the next day.
    assert str(result.exported_at) == "2026-07-18 04:20:20+00:00"
    assert (result.window_from, result.window_to) == (january, date(2027, 2, 28))


def test_a_comparison_of_the_whole_year_alone_is_refused_with_what_to_choose(tmp_path: Path) -> None:
    text = (
        "Acme Kids Club,,\nBudget vs. Actuals: FY27,,\nJanuary - December 2027,,\n\n,Total,\n,Actual,Budget\nRent,1,2\n"
    )
    with pytest.raises(UnknownExport, match="no columns of budgets by month") as caught:
        exports.read(exports.land(tmp_path, "bva.csv", text))
    assert "Display columns by Months" in caught.value.remedy
